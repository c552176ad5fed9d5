import { afterAll, beforeAll, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { type CloudDatabase, openDatabase } from '../database/open-database.ts';
import { approve, type EnrolmentBench, openEnrolmentBench, tokensOf } from '../testing/enrolment-bench.ts';
import { type ClusterStart, startPostgresCluster } from '../testing/postgres-cluster.ts';
import { testKeyOf } from '../testing/proven-calls.ts';

/** What only a database with several connections can prove: of several at the same moment, one wins. */
let cluster: ClusterStart;
let database: CloudDatabase | null = null;
let opened: EnrolmentBench | null = null;
let bench: EnrolmentBench;

beforeAll(async () => {
  cluster = await startPostgresCluster();
  if (cluster.kind === 'started') {
    database = await openDatabase({ kind: 'postgres', url: cluster.url });
    opened = await openEnrolmentBench(database);
  }
}, 60_000);

afterAll(async () => {
  await opened?.close();
  await database?.close();
  if (cluster.kind === 'started') {
    await cluster.stop();
  }
}, 60_000);

beforeEach((context: TestContext) => {
  if (opened === null) {
    const why = cluster.kind === 'absent' ? cluster.detail : 'the server did not start';
    if (process.env['CI'] === 'true') {
      expect.fail(`not proved, ${why}`);
    }
    context.skip(`did not run: ${why}`);
    return;
  }
  bench = opened;
});

describe('STA-1 enrolment on PostgreSQL', () => {
  it('is decided once by four administrators at the same moment', async () => {
    const station = await bench.newStation();
    const code = await station.begin();
    const people = await Promise.all([1, 2, 3, 4].map(() => bench.signedIn(bench.world.partner, code.user_code)));
    const pages = await Promise.all(people.map((person) => approve(person)));
    expect(pages.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(tokensOf(await station.poll(code)).expiresIn).toBe(600);
  }, 30_000);

  it('takes one proof once, however many show it at the same moment', async () => {
    const station = await bench.newStation();
    const { accessToken } = await bench.enrolled(station);
    const key = await testKeyOf(station.keys);
    const htu = `${bench.cloud.url}/v1/station`;
    const dpop = await key.prove({ htm: 'GET', htu, accessToken });
    const headers = { authorization: `DPoP ${accessToken}`, dpop };
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(htu, { headers })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  }, 30_000);

  it('renews for several at once without locking the station out', async () => {
    const station = await bench.newStation();
    const { refreshToken } = await bench.enrolled(station);
    const ends = await Promise.all([1, 2, 3].map(() => station.refresh(refreshToken)));
    const kept = tokensOf(ends[1] ?? ends[0] ?? { kind: 'error', error: 'none', description: undefined });
    expect(await station.refresh(kept.refreshToken)).toMatchObject({ kind: 'tokens' });
  }, 30_000);
});
