import { describe, expect, it } from 'vitest';
import { openDatabase } from '../database/open-database.ts';
import { approve, openEnrolmentBench, tokensOf } from '../testing/enrolment-bench.ts';
import { openedOnPostgres } from '../testing/postgres-of-file.ts';
import { testKeyOf } from '../testing/proven-calls.ts';

/** What only a database with several connections can prove: of several at the same moment, one wins. */
const site = openedOnPostgres(async (url) => {
  const database = await openDatabase({ kind: 'postgres', url });
  const bench = await openEnrolmentBench(database);
  return {
    bench,
    async close() {
      await bench.close();
      await database.close();
    },
  };
});

describe('STA-1 enrolment on PostgreSQL', () => {
  it('is decided once by four administrators at the same moment', async () => {
    const { bench } = site();
    const station = await bench.newStation();
    const code = await station.begin();
    const people = await Promise.all([1, 2, 3, 4].map(() => bench.signedIn(bench.world.partner, code.user_code)));
    const pages = await Promise.all(people.map((person) => approve(person)));
    expect(pages.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(tokensOf(await station.poll(code)).expiresIn).toBe(600);
  }, 30_000);

  it('takes one proof once, however many show it at the same moment', async () => {
    const { bench } = site();
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
    const { bench } = site();
    const station = await bench.newStation();
    const { refreshToken } = await bench.enrolled(station);
    const ends = await Promise.all([1, 2, 3].map(() => station.refresh(refreshToken)));
    const kept = tokensOf(ends[1] ?? ends[0] ?? { kind: 'error', error: 'none', description: undefined });
    expect(await station.refresh(kept.refreshToken)).toMatchObject({ kind: 'tokens' });
  }, 30_000);
});
