import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloudDatabase } from '../database/open-database.ts';
import type { RateRule, RateRules } from '../limits/rate-rules.ts';
import { openMemoryDatabase } from '../testing/open-memory-database.ts';
import { startTestCloud, type TestCloud, type TestStation } from '../testing/test-cloud.ts';
import { createTestWorld, type TestWorld } from '../testing/test-world.ts';

const wide: RateRule = { quota: 1_000, windowMs: 600_000 };
const four = { sync: wide, reads: wide, writes: wide, messages: wide };
const narrow = (quota: number): RateRule => ({ quota, windowMs: 600_000 });

let database: CloudDatabase;
beforeAll(async () => {
  database = await openMemoryDatabase();
});
afterAll(() => database.close());

interface Play {
  readonly cloud: TestCloud;
  readonly world: TestWorld;
  readonly bench: TestStation;
  readonly other: TestStation;
}

async function playing(rules: Partial<RateRules>, play: (parts: Play) => Promise<void>): Promise<void> {
  const all = { address: wide, station: four, organization: four, person: wide, ...rules };
  const cloud = await startTestCloud(database, { settings: { rateRules: all } });
  const world = await createTestWorld(cloud);
  const [bench, other] = [await cloud.addStation(world.partner), await cloud.addStation(world.partner)];
  await play({ cloud, world, bench, other });
  await cloud.close();
}

const statusOf = async (answer: Promise<Response>): Promise<number> => (await answer).status;
const self = (station: TestStation): Promise<Response> => station.fetch('/v1/station');

describe('how often who may call (reliability.md §6.3)', () => {
  it('tells with every answer what is left, and over the limit when to come back', async () => {
    await playing({ station: { ...four, reads: narrow(2) } }, async ({ bench }) => {
      const first = await self(bench);
      expect(first.headers.get('ratelimit-policy')).toBe(
        '"station-reads";q=2;w=600, "organization-reads";q=1000;w=600',
      );
      expect(first.headers.get('ratelimit')).toMatch(/^"station-reads";r=1;t=\d+, "organization-reads";r=999;t=\d+$/);
      await self(bench);
      const over = await self(bench);
      expect([over.status, over.headers.get('content-type')]).toEqual([
        429,
        expect.stringContaining('application/problem+json'),
      ]);
      expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await over.json()).toMatchObject({
        code: 'too-many-requests',
        traceId: over.headers.get('x-request-id'),
      });
    });
  });

  it('STA-3 counts the sync for itself, so that a burst of scans does not hold it up', async () => {
    await playing({ station: { ...four, reads: narrow(1) } }, async ({ bench }) => {
      await self(bench);
      expect(await statusOf(self(bench))).toBe(429);
      expect(await statusOf(bench.fetch('/v1/sync/changes'))).toBe(200);
    });
  });

  it('counts each station, and all stations of an organization together', async () => {
    await playing({ station: { ...four, reads: narrow(2) } }, async ({ bench, other }) => {
      await self(bench);
      await self(bench);
      expect([await statusOf(self(bench)), await statusOf(self(other))]).toEqual([429, 200]);
    });
    await playing({ organization: { ...four, reads: narrow(2) } }, async ({ cloud, world, bench, other }) => {
      await self(bench);
      await self(other);
      const stranger = await cloud.addStation(world.stranger);
      expect([await statusOf(self(bench)), await statusOf(self(stranger))]).toEqual([429, 200]);
    });
  });

  it('counts what a person writes at whatever station, and no namesake of another organization', async () => {
    await playing({ person: narrow(2) }, async ({ cloud, world, bench, other }) => {
      const change = (station: TestStation, person: string): Promise<number> =>
        statusOf(
          station.fetch(`/v1/people/${person}/pin`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ oldPin: '0000', newPin: '1111' }),
          }),
        );
      expect([await change(bench, 'kim'), await change(other, 'kim'), await change(bench, 'kim')]).toEqual([
        200, 200, 429,
      ]);
      const stranger = await cloud.addStation(world.stranger);
      expect([await change(bench, 'robin'), await change(stranger, 'kim')]).toEqual([200, 200]);
    });
  });

  it('holds a flood from one address back before it asks who calls, and never whoever asks after its health', async () => {
    await playing({ address: narrow(3) }, async ({ cloud }) => {
      const knock = (path: string): Promise<number> => statusOf(fetch(`${cloud.url}${path}`));
      expect([await knock('/v1/station'), await knock('/v1/nothing'), await knock('/openapi.json')]).toEqual([
        401, 404, 200,
      ]);
      const over = await fetch(`${cloud.url}/v1/station`);
      expect([over.status, over.headers.get('ratelimit-policy')]).toEqual([429, '"address";q=3;w=600']);
      expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await knock('/.well-known/oauth-authorization-server')).toBe(429);
      expect([await knock('/health'), await knock('/health/live'), await knock('/health/ready')]).toEqual([
        200, 200, 200,
      ]);
    });
  });
});
