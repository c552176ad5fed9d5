import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { organizationId, stationId } from '#core/kernel/entity-ids.ts';
import type { CloudClient } from '#core/ports/cloud-client.ts';
import type { CloudSession } from './cloud-session.ts';
import { createCloudClient } from './create-cloud-client.ts';
import { readRetryAfter } from './retry-after.ts';

interface Heard {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}
type Answer = (response: ServerResponse, request: IncomingMessage) => void;

let server: Server;
let heard: Heard[] = [];
let answer: Answer = () => {};
let isConnected = true;
let client: CloudClient;

beforeEach(async () => {
  heard = [];
  isConnected = true;
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      heard.push({
        method: request.method,
        url: request.url,
        authorization: request.headers.authorization,
        body: text === '' ? null : JSON.parse(text),
      });
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server's address is an object, never a pipe's name.
  const { port } = server.address() as AddressInfo;
  client = createCloudClient({
    baseUrl: `http://127.0.0.1:${port}`,
    session: plainSession,
    network: { connected: () => isConnected },
  });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Stands for the session, which is proved with the cloud it talks to in `cloud-session.test.ts`. */
const plainSession: CloudSession = {
  fetch(request) {
    request.headers.set('authorization', 'DPoP station-token');
    return fetch(request, { redirect: 'manual' });
  },
};

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

const request = {
  stationId: stationId.parse('bench-3'),
  generation: 1,
  operations: [],
  auditEntries: [],
  checkpoint: null,
  stationTime: '2026-11-20T08:00:00.000Z',
};
const response = {
  results: [],
  audit: { kind: 'held', size: 0, head: '0'.repeat(64) },
  serverTime: '2026-11-20T08:00:01.000Z',
};
const asOf = '2026-11-20T08:00:00.000Z';

describe('STA-3 P11 a sign of life', () => {
  it('is asked for without a proof, and only the cloud’s own word for it counts', async () => {
    answer = json(200, { status: 'ok' });
    expect(await client.answers()).toBe(true);
    expect(heard).toEqual([{ method: 'GET', url: '/health/live', authorization: undefined, body: null }]);
    answer = json(503, { status: 'ok' });
    expect(await client.answers()).toBe(false);
    answer = (to) => to.end('<h1>Guest network: sign in</h1>');
    expect(await client.answers()).toBe(false);
    answer = (to) => to.destroy();
    expect(await client.answers()).toBe(false);
    isConnected = false;
    answer = json(200, { status: 'ok' });
    expect(await client.answers()).toBe(false);
  });

  it('is not waited for once the question is called off', async () => {
    answer = () => {};
    const stop = new AbortController();
    const asked = client.answers(stop.signal);
    await expect.poll(() => heard).toHaveLength(1);
    stop.abort();
    expect(await asked).toBe(false);
  });
});

describe('STA-3 cloud client', () => {
  it('pushes over the station’s session and gives back the checked answer', async () => {
    answer = json(200, response);
    expect(await client.push(request)).toEqual({ kind: 'pushed', response });
    expect(heard).toEqual([
      { method: 'POST', url: '/v1/sync/push', authorization: 'DPoP station-token', body: request },
    ]);
  });

  it('asks for changes from the start and from a cursor', async () => {
    const page = { rows: [], cursor: 'c2', more: false, asOf };
    answer = json(200, page);
    expect(await client.changes(null)).toEqual({ kind: 'changes', page });
    expect(await client.changes('c 1&x')).toEqual({ kind: 'changes', page });
    expect(heard.map(({ url }) => url)).toEqual([
      '/v1/sync/changes?limit=500',
      '/v1/sync/changes?cursor=c+1%26x&limit=500',
    ]);
  });

  it('looks units up and reads an organization’s trail', async () => {
    answer = json(200, { units: [], asOf });
    expect(await client.lookUpUnits('890000000000001', 2_000)).toEqual({ kind: 'found', units: [], asOf });
    expect(await client.lookUpManyUnits(['890000000000001'], 2_000)).toEqual({ kind: 'found', units: [], asOf });
    answer = json(200, { rows: [], next: null });
    expect(await client.organizationAudit(organizationId.parse('org 1'), { limit: 20, unit: 'tp:1' })).toEqual({
      kind: 'rows',
      rows: [],
    });
    expect(heard.map(({ url }) => url)).toEqual([
      '/v1/units?serial=890000000000001',
      '/v1/units/look-up',
      '/v1/organizations/org%201/audit?limit=20&unit=tp%3A1',
    ]);
  });

  const problem = { type: 'about:blank', title: 'No', status: 0, code: 'X' };
  it.each([
    [401, {}, { kind: 'not-enrolled' }],
    [403, {}, { kind: 'not-allowed', code: 'X' }],
    [409, {}, { kind: 'forked' }],
    [426, {}, { kind: 'too-old' }],
    [429, { 'retry-after': '7' }, { kind: 'busy', retryAfterMs: 7_000 }],
    [503, { 'retry-after': '0' }, { kind: 'busy', retryAfterMs: 0 }],
    [503, {}, { kind: 'busy', retryAfterMs: 5_000 }],
    [400, {}, { kind: 'faulty' }],
    [404, {}, { kind: 'faulty' }],
    [500, {}, { kind: 'faulty' }],
    [302, { location: 'https://elsewhere.example.com/' }, { kind: 'faulty' }],
  ] as const)('takes %i %o for %o', async (status, headers, expected) => {
    answer = json(status, problem, headers);
    expect(await client.push(request)).toMatchObject(expected);
    expect(await client.changes('c1')).toMatchObject(expected);
    expect(await client.lookUpUnits('890000000000001', 2_000)).toMatchObject(expected);
  });

  it.each([
    ['the token of another station', { ...problem, code: 'wrong-station' }, { kind: 'not-enrolled' }],
    [
      'what is another organization’s',
      { ...problem, code: 'not-your-organization' },
      { kind: 'not-allowed', code: 'not-your-organization' },
    ],
    ['a proxy on the way, which says no code', { message: 'Forbidden by policy' }, { kind: 'faulty' }],
  ])('ORG-2 takes 403 for what its code says: %s', async (_what, body, expected) => {
    answer = json(403, body);
    expect(await client.organizationAudit(organizationId.parse('org'), { limit: 20 })).toMatchObject(expected);
    expect(await client.push(request)).toMatchObject(expected);
  });

  it('starts over when the cursor is gone', async () => {
    answer = json(410, problem);
    expect(await client.changes('c1')).toEqual({ kind: 'resync' });
    expect(await client.push(request)).toMatchObject({ kind: 'faulty' });
  });

  it.each<[string, Answer]>([
    ['fields that the contract does not know', json(200, { ...response, extra: 1 })],
    ['a verdict that does not exist', json(200, { ...response, results: [{ operationId: 'x', verdict: 'maybe' }] })],
    ['another shape', json(200, [1, 2, 3])],
    [
      'a page of a captive portal',
      (out) => {
        out.writeHead(200, { 'content-type': 'text/html' });
        out.end('<html>Please sign in to the hotel</html>');
      },
    ],
    [
      'broken JSON',
      (out) => {
        out.writeHead(200, { 'content-type': 'application/json' });
        out.end('{"results": [');
      },
    ],
  ])('does not believe %s', async (_what, bad) => {
    answer = bad;
    expect(await client.push(request)).toMatchObject({ kind: 'faulty' });
  });

  it.each<[string, Answer]>([
    ['hangs up without an answer', (out) => out.destroy()],
    [
      'hangs up in the middle of it',
      (out) => {
        out.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        out.write('{"results":');
        setTimeout(() => out.destroy(), 20);
      },
    ],
  ])('is unreachable when the server %s', async (_what, bad) => {
    answer = bad;
    expect(await client.push(request)).toMatchObject({ kind: 'unreachable' });
  });

  it('is unreachable where nobody listens', async () => {
    const nobody = createCloudClient({ baseUrl: 'http://127.0.0.1:1', session: plainSession });
    expect(await nobody.push(request)).toMatchObject({ kind: 'unreachable' });
  });

  it('keeps the bench waiting no longer than it was told to', async () => {
    answer = () => {};
    const started = performance.now();
    expect(await client.lookUpUnits('890000000000001', 150)).toMatchObject({ kind: 'unreachable' });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('ends at once when it is called off, before and during the request', async () => {
    answer = () => {};
    const cancel = new AbortController();
    const pushing = client.push(request, cancel.signal);
    setTimeout(() => cancel.abort(), 30);
    expect(await pushing).toMatchObject({ kind: 'unreachable' });
    expect(await client.changes('c1', cancel.signal)).toMatchObject({ kind: 'unreachable' });
  });
});

describe('STA-2 the demo’s network plug', () => {
  it('lets nothing out while it is pulled', async () => {
    isConnected = false;
    answer = json(200, response);
    expect(await client.push(request)).toMatchObject({ kind: 'unreachable' });
    expect(heard).toEqual([]);
    isConnected = true;
    expect(await client.push(request)).toMatchObject({ kind: 'pushed' });
  });

  it('loses the answer that was on its way', async () => {
    answer = (out, incoming) => {
      isConnected = false;
      json(200, response)(out, incoming);
    };
    expect(await client.push(request)).toMatchObject({ kind: 'unreachable' });
    expect(heard).toHaveLength(1);
  });
});

describe('RFC 9110 Retry-After', () => {
  const nowMs = Date.parse('2026-11-20T08:00:00.000Z');
  it.each([
    ['120', 120_000],
    [' 1 ', 1_000],
    ['Fri, 20 Nov 2026 08:00:30 GMT', 30_000],
    ['Fri, 20 Nov 2026 07:00:00 GMT', 0],
    [null, 5_000],
    ['soon', 5_000],
  ])('reads %s as %i ms', (header, expected) => {
    expect(readRetryAfter(header, nowMs)).toBe(expected);
  });
});
