import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationStore } from '#core/ports/station-store.ts';
import { makeTestFolder, openedStore, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';
import { runUnplugs } from './unplug/run-unplugs.ts';
import { unplugFamilies } from './unplug/unplug-families.ts';

const unplugs = Number(process.env['FITBAY_UNPLUGS'] ?? '40');
const seed = seedOfRun();
const perUnplugMs = 5_000;
/** A station that believes what it is told is found out long before. */
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

describe.each(unplugFamilies)(
  `P26 INST-3 the cable of a unit is pulled at random bytes: $name (seed ${seed})`,
  (family) => {
    it(`what the station says is what the unit holds, ${unplugs} times`, {
      timeout: unplugs * perUnplugMs,
    }, async () => {
      const startedMs = performance.now();
      const random = createRandom(seed, `unplugs of ${family.name}`);
      const run = await runUnplugs({ store, family, unplugs, random, sabotage: 'none' });
      const seconds = ((performance.now() - startedMs) / 1_000).toFixed(0);
      console.info(
        `${family.name}: ${run.unplugs} unplugs in ${seconds} s (seed ${seed}), ${run.cutOff} in the middle of a write`,
      );
      noteResult({
        promise: 'P26 the sheet says what the unit holds',
        fault: `cable pulled in a write, ${family.name}`,
        times: run.unplugs,
        lost: run.lies.length,
      });
      expect(run.lies).toEqual([]);
      expect(run.cutOff).toBeGreaterThan(unplugs / 10);
    });

    it('P41 notices a station that takes acceptance for the deed', {
      timeout: sabotagedUnplugs * perUnplugMs,
    }, async () => {
      const random = createRandom(seed, `sabotaged unplugs of ${family.name}`);
      const run = await runUnplugs({
        store,
        family,
        unplugs: sabotagedUnplugs,
        random,
        sabotage: 'believes-acceptance',
      });
      expect(run.lies).not.toEqual([]);
    });
  },
);
