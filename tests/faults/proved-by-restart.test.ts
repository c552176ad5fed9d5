import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { compareOnBay } from '#core/station/work/compare-on-bay.ts';
import { writeOnBay } from '#core/station/work/write-on-bay.ts';
import { makeTestFolder, openedStore, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import type { FaultText } from '#sim/faults/fault-catalogue.ts';
import { openUnplugBench } from './unplug/unplug-bench.ts';
import { unplugFamilies } from './unplug/unplug-families.ts';

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

const technician = { kind: 'command-line', name: 'restart test' } as const;

/** Writes a whole profile into a unit with this fault, and says how the sheet stands. */
async function writtenTo(model: string, faults: readonly FaultText[]) {
  const family = unplugFamilies.find((one) => one.model === model);
  invariant(family !== undefined, `the tests know a ${model}`);
  const bench = openUnplugBench({ store, family, before: {}, seed: 1, driver: family.driver });
  const { context, sessionId, unit } = bench;
  try {
    await compareOnBay(context, technician, sessionId);
    unit.setFaults(faults);
    await writeOnBay(context, technician, sessionId);
    const configuration = store.session(sessionId)?.configuration;
    const holdsAll = Object.entries(family.wanted).every(
      ([key, value]) => family.held(unit.parameters(), key) === value,
    );
    const restarts = unit.traffic().filter((entry) => entry.kind === 'port' && entry.event === 'restarting').length;
    return { configuration, holdsAll, restarts };
  } finally {
    bench.close();
  }
}

describe('INST-3 a unit that keeps values only from its restart on', () => {
  it('is called verified after it was restarted and read, and not before', async () => {
    const { configuration, holdsAll, restarts } = await writtenTo('FTSIM3', []);
    expect([configuration?.kind, holdsAll, restarts]).toEqual(['verified', true, 1]);
  });

  it('is found out when its restart brings the old values back', async () => {
    const { configuration, holdsAll } = await writtenTo('FTSIM3', ['reboot-forgets']);
    expect(holdsAll).toBe(false);
    expect(configuration).toMatchObject({ kind: 'incomplete', why: 'differs' });
  });

  it('that does not come back leaves nothing that is called known', async () => {
    const { configuration } = await writtenTo('FTSIM3', ['reboot-never-returns']);
    expect(configuration).toMatchObject({ kind: 'incomplete', why: 'not-returned' });
    const states = configuration?.kind === 'incomplete' ? configuration.changes.map(({ state }) => state) : [];
    expect(new Set(states)).toEqual(new Set(['unknown']));
  });

  it('is the only one that is restarted', async () => {
    const { configuration, restarts } = await writtenTo('FTSIM1', []);
    expect([configuration?.kind, restarts]).toEqual(['verified', 0]);
  });
});
