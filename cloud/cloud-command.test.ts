import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type CloudOptions, type RunningCloud, runCloud } from './cloud-command.ts';
import { openDatabase } from './database/open-database.ts';
import { createProvenFetch, makeTestKey } from './testing/proven-calls.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fitbay-cloud-'));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

async function start(
  options: Partial<CloudOptions>,
): Promise<{ cloud: RunningCloud; printed: string[]; logged: string[] }> {
  const printed: string[] = [];
  const logged: string[] = [];
  const cloud = await runCloud({
    port: 0,
    demo: false,
    print: (line) => printed.push(line),
    writeLog: (line) => logged.push(line),
    ...options,
  });
  if (cloud.kind !== 'running') {
    throw new Error(`the cloud did not start: ${cloud.kind}`);
  }
  return { cloud, printed, logged };
}

describe('fitbay cloud', () => {
  it('STA-7 prints where it is, warns that PGlite is no store, and goes on with the same data next time', async () => {
    const dataDir = join(directory, 'data');
    const first = await start({ dataDir, demo: true });
    expect(first.printed.map((line) => JSON.parse(line))).toEqual([
      { kind: 'ready', url: first.cloud.url, openapi: `${first.cloud.url}/openapi.json`, durability: 'none' },
    ]);
    expect(first.logged.join('')).toContain('database.not-durable');
    const organizationId = demoFleet.organizations[0]?.id ?? '';
    const key = await makeTestKey();
    const credential = await first.cloud.registerStation({
      stationId: demoFleet.station.id,
      name: demoFleet.station.name,
      organizationId,
      publicKey: null,
      thumbprint: key.thumbprint,
    });
    await first.cloud.close();

    const second = await start({ dataDir, demo: true });
    const call = createProvenFetch(key, credential.accessToken);
    const answer = await call(new Request(`${second.cloud.url}/v1/units?serial=359315075384726`));
    await second.cloud.close();
    expect([answer.status, await answer.json()]).toMatchObject([200, { units: [{ unitType: 'evopulse' }] }]);
    expect(answer.headers.get('ratelimit-policy')).toMatch(/^"station-reads";q=\d+;w=60, "organization-reads"/);
  }, 60_000);

  it('says so when the port is taken, and leaves nothing open', async () => {
    const { cloud } = await start({});
    const port = Number(new URL(cloud.url).port);
    const refused = await runCloud({ port, demo: false, print: () => undefined, writeLog: () => undefined });
    await cloud.close();
    expect(refused).toEqual({ kind: 'port-in-use', port });
  }, 60_000);

  it('says so when the database does not answer', async () => {
    const databaseUrl = 'postgres://nobody@127.0.0.1:9/none';
    const refused = await runCloud({
      port: 0,
      databaseUrl,
      demo: false,
      print: () => undefined,
      writeLog: () => undefined,
    });
    expect(refused).toEqual({ kind: 'database-unavailable', detail: expect.stringContaining('ECONNREFUSED') });
  });

  it('says so when a newer program has been at work in the database, and changes nothing in it', async () => {
    const dataDir = join(directory, 'newer');
    const database = await openDatabase({ kind: 'pglite', directory: dataDir });
    const note = { name: '999-later', timestamp: '2027-01-01T00:00:00.000Z' };
    await database.asSystem('administration').transact(async (transaction) => {
      await sql`insert into kysely_migration (name, timestamp) values (${note.name}, ${note.timestamp})`.execute(
        transaction,
      );
    });
    await database.close();
    const refused = await runCloud({ port: 0, dataDir, demo: true, print: () => undefined, writeLog: () => undefined });
    expect(refused).toEqual({ kind: 'database-newer', detail: '999-later' });
  }, 60_000);

  it.each([
    ['a port that is none', { port: Number('abc') }, 'port'],
    ['a database that is no address', { databaseUrl: 'nonsense' }, '--database takes'],
    ['a database of another kind', { databaseUrl: 'mysql://root@127.0.0.1/fitbay' }, '--database takes'],
    ['metrics on a port that is none', { environment: { FITBAY_METRICS: '127.0.0.1:99999' } }, 'up to 65535'],
    [
      'metrics at an address of another machine',
      { environment: { FITBAY_METRICS: '192.0.2.1:0', FITBAY_METRICS_TOKEN: 'a-token-of-some-length' } },
      'EADDRNOTAVAIL',
    ],
  ])(
    'says so when it is given %s',
    async (_name, options, words) => {
      const refused = await runCloud({
        port: 0,
        demo: false,
        print: () => undefined,
        writeLog: () => undefined,
        ...options,
      });
      expect(refused).toEqual({ kind: 'settings-wrong', detail: expect.stringContaining(words) });
    },
    60_000,
  );

  it('ORG-4 says so when the mail settings cannot be right, and never with the password', async () => {
    const refused = await runCloud({
      port: 0,
      demo: false,
      environment: { FITBAY_SMTP_URL: 'https://fleet:secret@mail.example.com', FITBAY_MAIL_FROM: 'nobody' },
      print: () => undefined,
      writeLog: () => undefined,
    });
    expect(refused).toEqual({ kind: 'settings-wrong', detail: expect.stringContaining('FITBAY_SMTP_URL') });
    expect(JSON.stringify(refused)).toContain('FITBAY_MAIL_FROM');
    expect(JSON.stringify(refused)).not.toContain('secret');
  });

  it('says so when metrics would lie open to others', async () => {
    const refused = await runCloud({
      port: 0,
      demo: false,
      environment: { FITBAY_METRICS: '0.0.0.0:0' },
      print: () => undefined,
      writeLog: () => undefined,
    });
    expect(refused).toEqual({ kind: 'settings-wrong', detail: expect.stringContaining('FITBAY_METRICS_TOKEN') });
  });

  it('counts calls, serves metrics at a door of their own, names the call in its log, and closes both doors', async () => {
    const { cloud, printed, logged } = await start({ environment: { FITBAY_METRICS: '127.0.0.1:0' } });
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ metrics: cloud.metricsUrl });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const answer = await fetch(`${cloud.url}/v1/station`, {
      headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01`, authorization: 'DPoP canary-of-a-token' },
    });
    expect(answer.status).toBe(401);
    await expect.poll(() => logged.join('')).toContain('request.answered');
    const line = logged.map((text) => JSON.parse(text)).find(({ event }) => event === 'request.answered');
    expect(line).toMatchObject({ level: 'info', traceId, route: '/v1/station', status: 401 });
    expect(logged.join('')).not.toContain('canary');
    const metrics = await fetch(cloud.metricsUrl ?? expect.fail('metrics are served'));
    expect(await metrics.text()).toContain(
      'fitbay_http_requests_total{method="GET",route="/v1/station",status="401"} 1',
    );
    await cloud.close();
    await expect(fetch(cloud.metricsUrl ?? '')).rejects.toThrow();
    await expect(fetch(cloud.url)).rejects.toThrow();
  }, 60_000);
});
