import { sheetAfter, steps, transferred } from '#core/domain/bench/testing/sample-sheet.ts';
import { sampleProfile } from '#core/domain/installation/testing/sample-profile.ts';
import { organizationId, type SessionId, stationId } from '#core/kernel/entity-ids.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import type { UnitDriver } from '#core/ports/unit-driver.ts';
import type { UnitDrivers } from '#core/ports/unit-drivers.ts';
import type { Bays } from '#core/station/cable/bays.ts';
import { withLink } from '#core/station/cable/with-link.ts';
import { createCaptureKeeper } from '#core/station/captures/capture-keeper.ts';
import type { StationContext } from '#core/station/station-context.ts';
import type { SyncEngine } from '#core/station/sync/create-sync-engine.ts';
import { partsOnly } from '#core/station/testing/parts-only.ts';
import { createIds } from '#electron/adapters/ids/create-ids.ts';
import { silentLog } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { createVirtualClock } from '#electron/adapters/unit-drivers/testing/virtual-clock.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import { createVirtualUnit, type VirtualUnit } from '#sim/virtual-unit.ts';
import type { UnplugFamily } from './unplug-families.ts';

/** One unit on one cable with the station's own use cases around it: real store, real driver, real sheet, and time that costs nothing. */
export interface UnplugBench {
  readonly context: StationContext;
  readonly clock: Clock;
  readonly unit: VirtualUnit;
  readonly sessionId: SessionId;
  close(): void;
}

export interface UnplugPlan {
  readonly store: StationStore;
  readonly family: UnplugFamily;
  /** What the unit holds before, by key. */
  readonly before: Readonly<Record<string, string>>;
  readonly seed: number;
  /** The family's own, or one that was sabotaged. */
  readonly driver: UnitDriver;
}

const path = 'sim:1';

/** Opens a sheet of the customer's own unit, identified and read, on a fresh virtual unit. */
export function openUnplugBench({ store, family, before, seed, driver }: UnplugPlan): UnplugBench {
  const clock = createVirtualClock();
  const ids = createIds();
  const session = sheetAfter(transferred(), steps.identify, steps.judgeAgain);
  const imei = session.label.serial;
  const unit = createVirtualUnit({
    family: family.family,
    model: family.model,
    imei,
    seed,
    initialParameters: family.parameters(before),
    clock: {
      nowMs: () => Date.UTC(2026, 10, 21) + clock.monotonicMs(),
      after(delayMs, action) {
        const life = new AbortController();
        void clock.sleep(delayMs, life.signal).then(() => (life.signal.aborted ? undefined : action()));
        return () => life.abort();
      },
    },
  });
  const unitPorts = createInProcessPorts({ [path]: unit });
  const stop = new AbortController();
  const captures = createCaptureKeeper({ store, clock, log: silentLog, changed: () => {} });
  const sessionId = ids.next() as SessionId;
  store.transact((write) => {
    write.mirror.putProfile(profileOf(family));
    write.saveSession({ ...session, id: sessionId, revision: 1 });
  });
  const context = partsOnly<StationContext>({
    store,
    clock,
    ids,
    identity: {
      stationId: stationId.parse('bench-3'),
      generation: 1,
      name: 'Bench 3',
      place: 'Hall North',
      organizationId: organizationId.parse('hansen'),
    },
    publish: () => {},
    sync: partsOnly<SyncEngine>({ wake: () => {} }),
    drivers: partsOnly<UnitDrivers>({ byId: () => driver }),
    bays: partsOnly<Bays>({
      met: () => {},
      run: (_bay, job) =>
        withLink({ unitPorts, clock, captures, stop: stop.signal }, { path: () => path, bay: 1 }, (link, reopen) =>
          job.work(link, () => {}, reopen),
        ),
    }),
  });
  return {
    context,
    clock,
    unit,
    sessionId,
    close() {
      stop.abort();
      unit.close();
    },
  };
}

function profileOf({ wanted }: UnplugFamily) {
  return sampleProfile({ id: 'trailer-eu', name: 'Trailer EU', version: 7, values: wanted });
}
