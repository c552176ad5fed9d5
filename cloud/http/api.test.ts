import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type CloudDatabase, openDatabase } from '../database/open-database.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import { startTestCloud } from '../testing/test-cloud.ts';
import { problemCodes } from './problem.ts';

const site = worldOfTest('once');

const apiDescription = z.object({
  info: z.object({ description: z.string() }),
  components: z.object({
    schemas: z.object({
      Problem: z.object({ properties: z.object({ code: z.object({ enum: z.array(z.string()) }) }) }),
    }),
  }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        summary: z.string().optional(),
        security: z.array(z.unknown()).optional(),
        parameters: z
          .array(z.object({ in: z.string(), name: z.string(), description: z.string().optional() }))
          .default([]),
        responses: z.record(
          z.string(),
          z.object({ description: z.string(), headers: z.record(z.string(), z.unknown()).optional() }),
        ),
      }),
    ),
  ),
});

const json = { 'content-type': 'application/json' };

describe('the API over HTTP', () => {
  it('STA-4 tells its durability to everybody', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    const answer = await fetch(`${site.cloud.url}/health`);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        status: 'ok',
        durability: 'none',
        database: 'PGlite in memory',
        version,
        time: site.cloud.clock.now(),
      },
    ]);
  });

  it('describes every procedure of the contract in OpenAPI 3.1, with the token and the problems', async () => {
    const answer = await fetch(`${site.cloud.url}/openapi.json`);
    expect(await answer.json()).toMatchObject({
      openapi: expect.stringMatching(/^3\.1/),
      servers: [{ url: site.cloud.url }],
      security: [{ station: [] }],
      paths: {
        '/health': { get: { security: [] } },
        '/v1/units': { get: {} },
        '/v1/units/{unitId}/messages': { post: { responses: { 202: {} } } },
        '/v1/sync/push': {
          post: {
            responses: {
              default: {
                content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
              },
            },
          },
        },
        '/v1/sync/changes': { get: {} },
        '/v1/organizations/{organizationId}/audit': { get: {} },
        '/v1/organizations/{organizationId}/pairing-events': { get: {} },
      },
    });
  });

  it('describes at each call what it may be refused with, and every code once with its meaning', async () => {
    const description = apiDescription.parse(await (await fetch(`${site.cloud.url}/openapi.json`)).json());
    expect(description.components.schemas.Problem.properties.code.enum).toEqual([...problemCodes]);
    for (const code of problemCodes) {
      expect(description.info.description).toContain(`| \`${code}\` |`);
    }
    const calls = Object.entries(description.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, call]) => ({ ...call, name: `${method} ${path}` })),
    );
    const silent = calls.filter(({ summary }) => summary === undefined);
    expect(silent.map(({ name }) => name)).toEqual([]);
    for (const { name, responses, parameters } of calls.filter((one) => one.security === undefined)) {
      expect([name, Object.keys(responses)]).toEqual([
        name,
        expect.arrayContaining(['400', '401', '426', '429', '500', '503']),
      ]);
      for (const status of ['429', '503']) {
        expect([name, responses[status]?.headers]).toEqual([name, { 'Retry-After': expect.anything() }]);
      }
      const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
      expect([name, success?.headers]).toEqual([name, expect.objectContaining({ RateLimit: expect.anything() })]);
      const unexplained = parameters.filter(
        (one) => (one.in === 'header' || ['cursor', 'limit'].includes(one.name)) && one.description === undefined,
      );
      expect([name, unexplained]).toEqual([name, []]);
    }
    const described = (path: string, method: string, status: string) =>
      description.paths[path]?.[method]?.responses[status]?.description;
    expect(described('/v1/sync/changes', 'get', '410')).toContain('`resync`');
    expect(described('/v1/sync/push', 'post', '409')).toContain('`station-forked`');
    expect(described('/v1/assets', 'post', '400')).toContain('`key-missing`');
    expect(described('/v1/organizations/{organizationId}/units', 'get', '403')).toContain('`not-your-organization`');
  });

  it.each<[string, string, RequestInit, number, string]>([
    ['no token', '/v1/sync/changes', { headers: { authorization: '' } }, 401, 'unauthorized'],
    ['a false token', '/v1/sync/changes', { headers: { authorization: 'Bearer fbs_no' } }, 401, 'unauthorized'],
    [
      'no token and a malformed question',
      '/v1/units?serial=1',
      { headers: { authorization: '' } },
      401,
      'unauthorized',
    ],
    ['a malformed question', '/v1/units?serial=1', {}, 400, 'malformed'],
    ['a body that is no JSON', '/v1/sync/push', { method: 'POST', body: '{', headers: json }, 400, 'malformed'],
    [
      'a body with fields that nobody knows',
      '/v1/sync/push',
      { method: 'POST', body: '{"a":1}', headers: json },
      400,
      'malformed',
    ],
    [
      'a body of another kind',
      '/v1/sync/push',
      { method: 'POST', body: 'a', headers: { 'content-type': 'text/csv' } },
      415,
      'unsupported-media-type',
    ],
    [
      'a body that is too large',
      '/v1/units/tp:890123847562332/messages',
      { method: 'POST', body: `"${'a'.repeat(70_000)}"`, headers: json },
      413,
      'too-large',
    ],
    ['a path that is not there', '/v1/nothing', {}, 404, 'not-found'],
    ['a method that is not there', '/v1/sync/changes', { method: 'DELETE' }, 404, 'not-found'],
  ])('answers %s with a problem that has a stable code', async (_name, path, init, status, code) => {
    const answer = await site.station.fetch(path, init);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(await answer.json()).toMatchObject({ type: 'about:blank', status, code, title: expect.any(String) });
  });

  it('names what is wrong with a question', async () => {
    const answer = await site.station.fetch('/v1/units?serial=1');
    expect(await answer.json()).toMatchObject({ violations: [{ path: 'serial' }] });
  });

  it('ORG-2 shows the trail and the events of an organization only to itself and to whom it trusts now', async () => {
    for (const part of ['audit', 'pairing-events']) {
      const statuses = [];
      for (const organizationId of [
        site.world.partner,
        site.world.customer,
        site.world.stranger,
        site.world.reseller,
      ]) {
        statuses.push((await site.station.fetch(`/v1/organizations/${organizationId}/${part}`)).status);
      }
      expect(statuses).toEqual([200, 200, 403, 403]);
    }
  });

  it('OWN-13 shows a partner in the log of its customer only what it did itself', async () => {
    const rival = await site.world.addOrganization(['service-partner']);
    await site.world.trust({ customerId: site.world.customer, partnerId: rival });
    const bench = await site.cloud.addStation(rival, 'rival bench');
    await bench.push([], {
      auditEntries: [bench.record({ action: 'unit.scanned', organizations: [site.world.customer] })],
    });
    await site.station.push([], {
      auditEntries: [site.station.record({ action: 'unit.read', organizations: [site.world.customer] })],
    });
    const { rows } = await site.station.api.organizations.audit({ organizationId: site.world.customer });
    expect(rows.map((row) => row.action)).toEqual(['unit.read']);
    const office = await site.cloud.addStation(site.world.customer, 'office');
    const own = await office.api.organizations.audit({ organizationId: site.world.customer });
    expect(own.rows.map((row) => row.action)).toEqual(['unit.read', 'unit.scanned']);
  });

  it('answers 503 and when to come back while the database is gone, and tells nobody why', async () => {
    const lost = await openDatabase({ kind: 'pglite', directory: 'memory' });
    let isGone = false;
    const gone = () => Promise.reject(Object.assign(new Error('connect to 10.0.0.7 failed'), { code: 'ECONNREFUSED' }));
    const broken: CloudDatabase = { ...lost, read: (work) => (isGone ? gone() : lost.read(work)) };
    const other = await startTestCloud(broken);
    isGone = true;
    const answer = await fetch(`${other.url}/health`);
    const text = await answer.text();
    await other.close();
    await lost.close();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(JSON.parse(text)).toMatchObject({ code: 'unavailable', traceId: answer.headers.get('x-request-id') });
    expect(text).not.toContain('10.0.0.7');
    const told = other.logged.filter(({ event }) => event === 'request.failed');
    expect(told).toMatchObject([{ level: 'error', fields: { cause: expect.stringContaining('10.0.0.7') } }]);
  });
});
