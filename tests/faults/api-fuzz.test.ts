import { afterEach, describe, expect, it } from 'vitest';
import { type CloudDatabase, openDatabase } from '#cloud/database/open-database.ts';
import { postgresOfFile } from '#cloud/testing/postgres-of-file.ts';
import { openFuzzSite } from './api-fuzz/fuzz-site.ts';
import type { GivenAnswer } from './api-fuzz/judge-answer.ts';
import { fuzzApi } from './api-fuzz/run-api-fuzz.ts';
import { databaseOfItsOwn } from './clouds/database-of-its-own.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';

const requests = Number(process.env['FITBAY_REQUESTS'] ?? '1500');
const seed = seedOfRun();
/** A sabotage shows long before. */
const sabotagedRequests = 600;
const postgres = postgresOfFile();

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

async function opened(spoil?: (database: CloudDatabase) => CloudDatabase) {
  const url = await databaseOfItsOwn(postgres());
  const database = await openDatabase({ kind: 'postgres', url });
  closing.push(() => database.close());
  const site = await openFuzzSite(database, spoil);
  closing.push(() => site.close());
  return site;
}

describe(`P33 the API never answers 500 to input (seed ${seed})`, () => {
  it(`of ${requests} requests, whole and spoilt, each is answered as the API's own description says`, {
    timeout: 600_000 + requests * 200,
  }, async () => {
    const site = await opened();
    const run = await fuzzApi(site, { requests, seed });
    console.info(
      `${run.sent} requests: ${[...run.byStatus]
        .sort(([a], [b]) => a - b)
        .map(([status, times]) => `${status} × ${times}`)
        .join(', ')}`,
    );
    expect(run.faults).toEqual([]);
    expect(run.sent).toBe(requests);
    const unreached = site.api.operations.map(({ name }) => name).filter((name) => !run.reached.has(name));
    expect(unreached).toEqual([]);
    noteResult({
      promise: 'P33 no 5xx, no answer off the description',
      fault: 'generated request',
      times: run.sent,
      lost: run.faults.length,
    });
  });

  it('P41 notices a server that makes a mistake now and then', async () => {
    let calls = 0;
    const site = await opened((database) => ({
      ...database,
      transact(work) {
        calls += 1;
        return calls > 60 && calls % 40 === 0 ? Promise.reject(new Error('a mistake')) : database.transact(work);
      },
    }));
    const { faults } = await fuzzApi(site, { requests: sabotagedRequests, seed, mostFaults: 1 });
    expect(faults.join('\n')).toContain(': 500 ');
  }, 120_000);

  it.each<[string, (answer: GivenAnswer) => GivenAnswer]>([
    [
      'says something that the description does not know',
      (one) => ({ ...one, text: one.text.replace('"asOf"', '"asof"') }),
    ],
    ['hides the trace of its errors', (one) => ({ ...one, text: one.text.replace('"traceId"', '"trace"') })],
    ['answers errors in a form of its own', (one) => (one.status < 400 ? one : { ...one, mediaType: 'text/html' })],
    ['answers with a status of its own', (one) => (one.status === 200 ? { ...one, status: 299 } : one)],
  ])(
    'P41 notices a server that %s',
    async (_name, spoilAnswer) => {
      const { faults } = await fuzzApi(await opened(), {
        requests: sabotagedRequests,
        seed,
        mostFaults: 1,
        spoilAnswer,
      });
      expect(faults).not.toEqual([]);
    },
    120_000,
  );
});
