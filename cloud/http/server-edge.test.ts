import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cloudOfFile, worldOfTest } from '../testing/cloud-of-file.ts';
import { startTestCloud } from '../testing/test-cloud.ts';

const hasty = cloudOfFile({ settings: { timeouts: { headersMs: 200, requestMs: 400, checkMs: 50 } } });
const brief = cloudOfFile({ settings: { timeouts: { handlerMs: 200 } } });
const site = worldOfTest('once');

/** What a caller gets that says just this and waits. */
async function speak(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(text);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('utf8');
}

const bodyOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));

describe('the door of the API', () => {
  it('waits neither for headers nor for bodies that do not come', async () => {
    const slowHeaders = await speak(hasty.cloud.url, 'GET /health HTTP/1.1\r\nhost: a\r\nx-slow: ');
    const slowBody = await speak(
      hasty.cloud.url,
      'POST /v1/sync/push HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a":',
    );
    for (const answer of [slowHeaders, slowBody]) {
      expect(answer).toMatch(/^HTTP\/1\.1 408 [\s\S]*content-type: application\/problem\+json/);
      expect(bodyOf(answer)).toMatchObject({ code: 'too-slow', status: 408, traceId: expect.any(String) });
    }
  });

  it('tells whoever sends its body drop by drop that it is late, and does not call that a failure of its own', async () => {
    const answer = await speak(
      brief.cloud.url,
      'POST /v1/sync/push HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a":',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 408 [\s\S]*content-type: application\/problem\+json/);
    expect(brief.cloud.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=a', 'application/xml'])(
    'takes no body of type %s, which a page of somebody else could send',
    async (type) => {
      const answer = await site.station.fetch('/v1/sync/push', {
        method: 'POST',
        headers: { 'content-type': type },
        body: JSON.stringify(site.station.request([])),
      });
      expect([answer.status, await answer.json()]).toMatchObject([415, { code: 'unsupported-media-type' }]);
    },
  );

  it.each([
    ['no HTTP', 'HELLO\r\n\r\n', 400, 'malformed'],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400, 'malformed'],
    [
      'headers without end',
      `GET /health HTTP/1.1\r\nhost: a\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
  ])('answers %s with a problem', async (_name, text, status, code) => {
    const answer = await speak(site.cloud.url, text);
    expect(answer).toContain('content-type: application/problem+json');
    expect(bodyOf(answer)).toMatchObject({ status, code, traceId: expect.any(String) });
  });

  it.each([
    ['a broken path', '/v1/units/%zz', 400],
    ['a path part without end', `/v1/units/${'a'.repeat(3_000)}`, 401],
    ['a page that is not there', '/nothing', 404],
  ])('answers %s with a problem that names the trace', async (_name, path, status) => {
    const answer = await speak(site.cloud.url, `GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
    expect(answer).toContain('application/problem+json');
    expect(bodyOf(answer)).toMatchObject({ status, code: expect.any(String), traceId: expect.any(String) });
  });

  it.each(['/health', '/health/ready', '/v1/stations/me/none', '/v1/units?serial=1'])(
    'answers HEAD %s as GET, without a body',
    async (path) => {
      const got = await site.station.fetch(path);
      const head = await site.station.fetch(path, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-type')]).toEqual([got.status, got.headers.get('content-type')]);
      expect(await head.text()).toBe('');
    },
  );

  it('carries the trace of whoever calls into the answer and into the log', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const answer = await site.station.fetch('/v1/units?serial=1', {
      headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
    });
    expect(await answer.json()).toMatchObject({ code: 'malformed', traceId });
    const zeros = await site.station.fetch('/v1/units?serial=1', {
      headers: { traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` },
    });
    expect(await zeros.json()).toMatchObject({ traceId: zeros.headers.get('x-request-id') });
  });

  it('logs every answer by the pattern of its route, never by its path', async () => {
    await site.station.fetch('/v1/assets/one-of-a-kind');
    await expect
      .poll(() =>
        site.cloud.logged.filter(({ event }) => event === 'request.answered').map(({ fields }) => fields.route),
      )
      .toContain('/v1/assets/:id');
    expect(JSON.stringify(site.cloud.logged)).not.toContain('one-of-a-kind');
  });

  it('says that it ends before it takes no more connections, and answers what is under way', async () => {
    const drained = Promise.withResolvers<void>();
    const cloud = await startTestCloud(site.database, { settings: { drain: () => drained.promise } });
    const ready = (): Promise<string> =>
      fetch(`${cloud.url}/health/ready`).then(
        async (answer) =>
          `${answer.status} ${z.object({ code: z.string().optional() }).parse(await answer.json()).code ?? ''}`,
        () => 'gone',
      );
    expect(await ready()).toBe('200 ');
    const closing = cloud.close();
    expect(await ready()).toBe('503 stopping');
    expect((await fetch(`${cloud.url}/health/live`)).status).toBe(200);
    drained.resolve();
    await closing;
    expect(await ready()).toBe('gone');
  });
});
