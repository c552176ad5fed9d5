import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestFolder, openedStore, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { type Acknowledgement, acknowledgement, findLosses } from './acts.ts';
import { runKillLoop } from './kill-loop.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';

const kills = Number(process.env['FITBAY_STORE_KILLS'] ?? '50');
const seed = seedOfRun();
/** A folder grows with each kill, and comparing it with it. */
const killsPerFolder = 30;
const writer = fileURLToPath(new URL('./act-writer.ts', import.meta.url));

const { next: random } = createRandom(seed, 'kills');

let directory = '';
beforeEach(() => {
  directory = makeTestFolder();
});
afterEach(() => removeTestFolder(directory));

/** Losses found in all, stopping at the first kill that shows any. */
async function killAndCompare(way: string, times: number): Promise<readonly string[]> {
  const found: string[] = [];
  const acknowledged: Acknowledgement[] = [];
  await runKillLoop({
    kills: times,
    random,
    program: [writer, directory, way],
    isOver: () => found.length > 0,
    afterKill: (kill) => {
      acknowledged.push(...kill.acknowledged.map((line) => acknowledgement.parse(JSON.parse(line))));
      const store = openedStore(directory);
      found.push(...findLosses(store, acknowledged));
      store.close();
    },
  });
  expect(acknowledged.length).toBeGreaterThan(0);
  return found;
}

describe(`STA-4 P1 killed at random moments (seed ${seed})`, { timeout: 3_600_000 }, () => {
  it(`loses nothing that was acknowledged in ${kills} kills, and no half act is left`, async () => {
    for (let done = 0; done < kills; done += killsPerFolder) {
      expect(await killAndCompare('honest', Math.min(killsPerFolder, kills - done))).toEqual([]);
      removeTestFolder(directory);
    }
    noteResult({ promise: 'P1', fault: 'store killed (kill -9)', times: kills, lost: 0 });
  });

  // Tests with teeth: the same loop must turn red when the station lies or tears its acts apart.
  it('P41 notices a station that acknowledges before the commit', async () => {
    expect(await killAndCompare('acknowledge-before-commit', 60)).not.toEqual([]);
  });

  it('P41 notices a station that writes one act in two transactions', async () => {
    expect(await killAndCompare('two-transactions', 60)).not.toEqual([]);
  });
});
