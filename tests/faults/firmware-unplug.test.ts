import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationStore } from '#core/ports/station-store.ts';
import { makeTestFolder, openedStore, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';
import { runFirmwareUnplugs } from './unplug/run-firmware-unplugs.ts';

const unplugs = Number(process.env['FITBAY_UNPLUGS'] ?? '50');
const seed = seedOfRun();
const perUnplugMs = 5_000;
/** A station that takes the transfer for the deed is found out long before. */
const sabotagedUnplugs = 40;

let directory: string;
let store: StationStore;
beforeEach(() => {
  directory = makeTestFolder();
  store = openedStore(directory);
});
afterEach(() => {
  store.close();
  removeTestFolder(directory);
});

describe(`P26 INST-5 the cable is pulled at random bytes of a firmware (seed ${seed})`, () => {
  it(`what the station says is what the unit runs, ${unplugs} times`, { timeout: unplugs * perUnplugMs }, async () => {
    const startedMs = performance.now();
    const random = createRandom(seed, 'firmware unplugs');
    const run = await runFirmwareUnplugs({ store, unplugs, random, sabotage: 'none' });
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(0);
    console.info(
      `firmware: ${run.unplugs} unplugs in ${seconds} s (seed ${seed}), ${run.cutOff} in the middle of a transfer`,
    );
    noteResult({
      promise: 'P26 the sheet says what the unit runs',
      fault: 'cable pulled in a firmware',
      times: run.unplugs,
      lost: run.lies.length,
    });
    expect(run.lies).toEqual([]);
    expect(run.cutOff).toBeGreaterThan(unplugs / 3);
  });

  it('P41 notices a station that takes the transfer for the deed', {
    timeout: sabotagedUnplugs * perUnplugMs,
  }, async () => {
    const random = createRandom(seed, 'sabotaged firmware unplugs');
    const run = await runFirmwareUnplugs({
      store,
      unplugs: sabotagedUnplugs,
      random,
      sabotage: 'believes-the-transfer',
    });
    expect(run.lies).not.toEqual([]);
  });
});
