import { traverseContractProcedures } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CallRules } from '#core/contract/cloud/call-rules.ts';
import { cloudContract } from '#core/contract/cloud-contract.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';

const site = worldOfTest('once');

interface Described {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly rules: CallRules;
}

const procedures: Described[] = [];
traverseContractProcedures({ router: cloudContract, path: [] }, ({ contract, path: name }) => {
  const { route, meta } = contract['~orpc'];
  procedures.push({
    name: name.join('.'),
    method: route.method ?? 'POST',
    path: (route.path ?? '').replace(/\{\w+\}/g, 'xyz'),
    rules: meta,
  });
});
const byKey = procedures.filter(({ rules }) => rules.repeat?.kind === 'by-key');
const versioned = procedures.filter(({ rules }) => rules.version !== undefined);
const named = (list: readonly Described[]) => list.map((one) => [one.name, one] as const);

const key = () => `"${crypto.randomUUID()}"`;
const actor = { personId: null, name: 'T. Ester', roles: ['technician'] };
const wish = { category: 'trailer', type: null, plate: 'KL 1', vin: null, code: null };

async function call(method: string, path: string, headers: Record<string, string>, body: unknown) {
  const answer = await site.station.fetch(path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const told = z.looseObject({ asset: z.looseObject({ id: z.string() }).optional() }).parse(await answer.json());
  return { status: answer.status, etag: answer.headers.get('etag'), body: told };
}

const create = (headers: Record<string, string>, extra: object = {}) =>
  call('POST', '/v1/assets', headers, { actor, organizationId: site.world.customer, wish: { ...wish, ...extra } });

describe('Idempotency-Key and If-Match', () => {
  it('every write of the contract says what a repetition of it does', () => {
    const silent = procedures.filter(({ method, rules }) => method !== 'GET' && rules.repeat === undefined);
    expect(silent.map(({ name }) => name)).toEqual([]);
    expect(byKey.length).toBeGreaterThan(7);
    expect(versioned.length).toBeGreaterThan(3);
  });

  it.each(named(byKey))('%s is refused without a key, and with its number in the body', async (_name, one) => {
    expect(await call(one.method, one.path, { 'if-match': '"1"' }, {})).toMatchObject({
      status: 400,
      body: { code: 'key-missing', traceId: expect.any(String) },
    });
    const stray = { [one.rules.repeat?.kind === 'by-key' ? one.rules.repeat.field : '']: 'abcdefgh' };
    expect(await call(one.method, one.path, { 'if-match': '"1"', 'idempotency-key': key() }, stray)).toMatchObject({
      status: 400,
      body: { code: 'malformed', detail: expect.stringContaining('header') },
    });
  });

  it.each(named(versioned))('%s is refused without the version that was seen', async (_name, one) => {
    expect(await call(one.method, one.path, { 'idempotency-key': key() }, {})).toMatchObject({
      status: 428,
      body: { code: 'version-missing' },
    });
    for (const tag of ['*', 'W/"1"', '"1", "2"', '1', '"x"']) {
      expect(await call(one.method, one.path, { 'idempotency-key': key(), 'if-match': tag }, {})).toMatchObject({
        status: 400,
        body: { code: 'malformed' },
      });
    }
  });

  it('STA-3 answers a repetition as the first time, and another request under the key with 422', async () => {
    const again = key();
    const first = await create({ 'idempotency-key': again });
    expect(first).toMatchObject({ status: 200, body: { kind: 'done', asset: { version: 1 } } });
    expect(await create({ 'idempotency-key': again })).toEqual(first);
    // The quotes are the standard's; many callers leave them out.
    expect(await create({ 'idempotency-key': again.replaceAll('"', '') })).toEqual(first);
    expect(await create({ 'idempotency-key': again }, { plate: 'KL 2' })).toMatchObject({
      status: 422,
      body: { code: 'key-reused', status: 422, refusal: { kind: 'refused', code: 'ASSET_KEY_USED' } },
    });
    // By the name that the caller knows.
    expect(await create({ 'idempotency-key': '"short"' })).toMatchObject({
      status: 400,
      body: { code: 'malformed', violations: [{ path: 'Idempotency-Key' }] },
    });
  });

  it('UNIT-2 an edit names the version of the ETag that it saw; after somebody else’s it is refused with what stands now', async () => {
    const made = await create({ 'idempotency-key': key() });
    const path = `/v1/assets/${made.body.asset?.id}`;
    const read = await site.station.fetch(path);
    expect([made.etag, read.headers.get('etag')]).toEqual(['"1"', '"1"']);
    const edit = (tag: string, plate: string) =>
      call('PUT', path, { 'idempotency-key': key(), 'if-match': tag }, { actor, wish: { ...wish, plate } });
    expect(await edit('"1"', 'KL 2')).toMatchObject({ status: 200, etag: '"2"' });
    expect(await edit('"1"', 'KL 3')).toMatchObject({
      status: 412,
      body: {
        code: 'version-changed',
        refusal: { kind: 'refused', code: 'ASSET_CHANGED', current: { plate: 'KL 2', version: 2 } },
      },
    });
    expect(await edit('"0"', 'KL 3')).toMatchObject({
      status: 400,
      body: { code: 'malformed', violations: [{ path: 'If-Match' }] },
    });
    expect((await site.station.fetch(path)).headers.get('etag')).toBe('"2"');
  });

  it('stands in the API’s description, with how long answers are kept', async () => {
    const description = await (await fetch(`${site.cloud.url}/openapi.json`)).json();
    const responses = Object.fromEntries(['409', '412', '422', '428', '429'].map((status) => [status, {}]));
    expect(description).toMatchObject({
      paths: {
        '/v1/assets/{id}': {
          put: {
            parameters: [
              { in: 'path', name: 'id' },
              {
                in: 'header',
                name: 'Idempotency-Key',
                required: true,
                description: expect.stringContaining('7 days'),
              },
              { in: 'header', name: 'If-Match', required: true },
            ],
            requestBody: { content: { 'application/json': { schema: { required: ['actor', 'wish'] } } } },
            responses: { ...responses, 200: { headers: { ETag: {} } } },
          },
        },
      },
    });
    expect(JSON.stringify(description).includes('"requestId"')).toBe(false);
  });
});
