import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createIds } from '#electron/adapters/ids/create-ids.ts';
import { makeTestFolder, openedStore, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import type { SyncStatus } from '../../contract/station/sync.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { change, compared, sheetAfter, steps, transferred } from '../../domain/bench/testing/sample-sheet.ts';
import { sampleProfile } from '../../domain/installation/testing/sample-profile.ts';
import { organizationId, personId, stationId } from '../../kernel/entity-ids.ts';
import type { StationStore } from '../../ports/station-store.ts';
import type { ConfigReading, DriverContext, UnitDriver, UnitIdentity } from '../../ports/unit-driver.ts';
import type { UnitDrivers } from '../../ports/unit-drivers.ts';
import type { Bays } from '../cable/bays.ts';
import type { Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import type { SyncEngine } from '../sync/create-sync-engine.ts';
import { partsOnly } from '../testing/parts-only.ts';
import { writeOnBay } from './write-on-bay.ts';

const technician: Principal = {
  kind: 'person',
  personId: personId.parse('kaya'),
  name: 'M. Kaya',
  roles: ['technician'],
  rights: new Set(['configure']),
  locked: false,
  isServicePartner: true,
};

const profile = sampleProfile({
  id: 'trailer-eu',
  name: 'Trailer EU',
  version: 7,
  values: { apn: 'new', serverHost: 'new' },
});

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

/** A driver whose unit reads as given and takes every write. */
function driverReading(reading: (key: string) => ConfigReading): UnitDriver {
  const identity: UnitIdentity = {
    driver: 'teltonika',
    imei: transferred().label.serial,
    model: 'FTSIM1',
    firmware: '03.27.07',
    hardware: null,
    iccid: null,
  };
  return partsOnly<UnitDriver>({
    id: 'teltonika',
    identify: async () => ({ kind: 'identified', identity }),
    capabilities: () => ({ keys: {}, health: [], firmwareUpdate: false, testTransmission: false }),
    readConfiguration: async (_context, keys = []) => ({
      kind: 'read',
      values: Object.fromEntries(keys.map((key) => [key, reading(key)])),
    }),
    writeConfiguration: async (_context, _imei, changes) => ({
      kind: 'written',
      writes: changes.map((one) => ({ ...one, state: 'accepted' })),
    }),
    verify: async (_context, changes) => ({
      kind: 'verified',
      keys: changes.map(({ key, to }) => ({ key, wanted: to, found: { kind: 'value', value: to }, equal: true })),
    }),
  });
}

async function writeWith(driver: UnitDriver): Promise<BenchSession> {
  const session = sheetAfter(
    transferred(),
    steps.identify,
    compared(change('apn', 'to-write'), change('serverHost', 'to-write')),
  );
  store.transact((write) => {
    write.mirror.putProfile(profile);
    // Saved as the first, whatever it went through before.
    write.saveSession({ ...session, revision: 1 });
  });
  const link = partsOnly<DriverContext>({ link: partsOnly<DriverContext['link']>({ path: 'sim:1' }) });
  const outcome = await writeOnBay(
    partsOnly<StationContext>({
      store,
      clock: systemClock,
      ids: createIds(),
      identity: {
        stationId: stationId.parse('bench-3'),
        generation: 1,
        name: 'Bench 3',
        place: 'Hall North',
        organizationId: organizationId.parse('hansen'),
      },
      publish: () => {},
      sync: partsOnly<SyncEngine>({ wake: () => {}, status: () => partsOnly<SyncStatus>({ clockOffsetMs: 0 }) }),
      drivers: partsOnly<UnitDrivers>({ byId: () => driver }),
      bays: partsOnly<Bays>({
        met: () => {},
        run: (_bay, job) =>
          job.work(
            link,
            () => {},
            async () => ({ kind: 'reopened', context: link }),
          ),
      }),
    }),
    technician,
    session.id,
  );
  if (outcome.kind !== 'changed') {
    throw new Error(`nothing was written: ${outcome.kind}`);
  }
  return outcome.session;
}

function actions(): readonly string[] {
  return store
    .auditFrom(1, 50)
    .map(({ canonical }) => (JSON.parse(canonical) as { action: string }).action)
    .filter((action) => action.startsWith('configuration.'));
}

describe('INST-3 the end of a write', () => {
  it('is verified when every key was read back, and the cloud is told once', async () => {
    const { configuration } = await writeWith(driverReading(() => ({ kind: 'value', value: 'old' })));
    expect(configuration.kind).toBe('verified');
    expect(store.pendingOperations(10)).toMatchObject([{ kind: 'unit.installed' }]);
    expect(actions()).toEqual(['configuration.write-begun', 'configuration.verified']);
  });

  it('is not verified while one key could not be read, whatever became of the others, and nobody is told it was', async () => {
    const { configuration } = await writeWith(
      driverReading((key) => (key === 'apn' ? { kind: 'value', value: 'old' } : { kind: 'unknown', why: 'no answer' })),
    );
    expect(configuration).toMatchObject({ kind: 'incomplete', why: 'not-verified' });
    expect(configuration.kind === 'incomplete' ? configuration.changes : []).toMatchObject([
      { key: 'apn', state: 'verified' },
      { key: 'serverHost', state: 'unknown' },
    ]);
    expect(store.pendingOperations(10)).toEqual([]);
    expect(actions()).toEqual(['configuration.write-begun', 'configuration.incomplete']);
    expect(store.feed(1)).toMatchObject([{ key: 'configuration-incomplete' }]);
  });

  it('writes nothing where the unit holds everything by now, and says so', async () => {
    const { configuration } = await writeWith(driverReading(() => ({ kind: 'value', value: 'new' })));
    expect(configuration.kind).toBe('verified');
    expect(configuration.kind === 'verified' ? configuration.changes.map(({ state }) => state) : []).toEqual([
      'verified',
      'verified',
    ]);
  });
});
