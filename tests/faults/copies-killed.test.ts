import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestFolder, openedStore, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { stateShown } from './copies/changing-cloud.ts';
import { runKillLoop } from './kill-loop.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';

const kills = Number(process.env['FITBAY_COPY_KILLS'] ?? '15');
const seed = seedOfRun();
const program = fileURLToPath(new URL('./copies/copy-program.ts', import.meta.url));
const { next: random } = createRandom(seed, 'copies');

let directory = '';
beforeEach(() => {
  directory = makeTestFolder();
});
afterEach(() => removeTestFolder(directory));

/** What a reader saw that it may never see, during the runs and after each kill; stops at the first. */
async function killAndLook(
  way: string,
  times: number,
): Promise<{ readonly found: readonly string[]; readonly copies: number }> {
  const found: string[] = [];
  let whole = -1;
  let copies = 0;
  await runKillLoop({
    kills: times,
    aim: () => (random() < 0.5 ? { afterMs: random() * 150 } : { afterMs: random() * 60, afterLine: 'ack' }),
    random,
    program: [program, directory, way],
    isOver: () => found.length > 0,
    afterKill({ acknowledged }) {
      found.push(...acknowledged.filter((line) => line.startsWith('broken')));
      const states = acknowledged.map(Number).filter((state) => !Number.isNaN(state));
      copies += states.length;
      whole = Math.max(whole, ...states);
      const store = openedStore(directory);
      const shown = stateShown(store);
      store.close();
      if (shown.kind === 'broken') {
        found.push(shown.why);
      } else if (shown.kind === 'empty' ? whole >= 0 : shown.state < whole) {
        found.push(`state ${whole} was whole and is not there`);
      }
    },
  });
  return { found, copies };
}

describe(`STA-3 P17 full copies killed at random moments (seed ${seed})`, { timeout: 3_600_000 }, () => {
  it(`show one whole state at any moment of ${kills} lives, and what was whole stays`, async () => {
    const { found, copies } = await killAndLook('honest', kills);
    expect(found).toEqual([]);
    expect(copies).toBeGreaterThan(0);
    noteResult({ promise: 'P17', fault: 'full copy killed (kill -9)', times: kills, lost: 0 });
  });

  it('P41 notices a copy that is written where it is read', async () => {
    expect((await killAndLook('into-the-mirror-itself', 60)).found).not.toEqual([]);
  });

  it('P41 notices a cursor that is stored before its rows', async () => {
    expect((await killAndLook('cursor-first', 200)).found).not.toEqual([]);
  });
});
