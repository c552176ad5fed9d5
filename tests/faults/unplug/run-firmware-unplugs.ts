import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import type { KeptFirmware } from '#core/domain/installation/firmware-manifest.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import type { FirmwareShelf } from '#core/ports/firmware-shelf.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import type { UnitDriver } from '#core/ports/unit-driver.ts';
import { updateFirmwareOnBay } from '#core/station/firmware/update-firmware.ts';
import type { Principal } from '#core/station/principal.ts';
import type { StationContext } from '#core/station/station-context.ts';
import { partsOnly } from '#core/station/testing/parts-only.ts';
import { putIdentity } from '#core/station/work/identify-on-bay.ts';
import type { FaultText } from '#sim/faults/fault-catalogue.ts';
import type { SeededRandom } from '#sim/random/seeded-random.ts';
import { makeBenchFirmware } from '#sim/units/benchunit/firmware-image.ts';
import { openUnplugBench, type UnplugBench } from './unplug-bench.ts';
import { benchUnits } from './unplug-families.ts';

/**
 * Cables pulled at random bytes of a firmware (P26, INST-5). After each, and after the unit was identified again, what the sheet says of the
 * version is compared with what the unit itself runs; then the update is begun again and has to end well.
 */
export interface FirmwareUnplugRun {
  readonly unplugs: number;
  readonly cutOff: number;
  readonly lies: readonly string[];
}

export interface FirmwareUnplugOptions {
  readonly store: StationStore;
  readonly unplugs: number;
  readonly random: SeededRandom;
  readonly sabotage: 'none' | 'believes-the-transfer';
}

const technician: Principal = { kind: 'command-line', name: 'unplug test' };
const version = '03.28.00';
const image = makeBenchFirmware({ model: 'BU-1', version, programBytes: 12_000, seed: 1 });
const kept: KeptFirmware = {
  manifest: {
    format: 'fitbay-firmware',
    version: 1,
    model: 'BU-1',
    firmware: version,
    file: 'bu1.bin',
    size: image.length,
    sha256: sha256Hex(image),
  },
  importedAt: '2026-11-21T08:00:00.000Z',
  importedBy: 'unplug test',
};
const shelf = partsOnly<FirmwareShelf>({ list: async () => [kept], image: async () => image });
/** A little more than the transfer moves in either direction, so that some cables outlive it. */
const bytesOfFirmware = 12_900;
const bytesToHost = 420;

export async function runFirmwareUnplugs(options: FirmwareUnplugOptions): Promise<FirmwareUnplugRun> {
  const { store, unplugs, random, sabotage } = options;
  const lies: string[] = [];
  let cutOff = 0;
  for (let run = 1; run <= unplugs && !(sabotage !== 'none' && lies.length > 0); run += 1) {
    const driver = sabotage === 'none' ? benchUnits.driver : believing(benchUnits.driver);
    const bench = openUnplugBench({ store, family: benchUnits, before: {}, seed: run, driver });
    const fault = somewhere(random);
    try {
      const found = await pullOnce(bench, driver, fault);
      cutOff += found.wasCut ? 1 : 0;
      lies.push(...found.lies.map((lie) => `run ${run}, ${fault}: ${lie}`));
    } finally {
      bench.close();
    }
  }
  return { unplugs, cutOff, lies };
}

async function pullOnce(bench: UnplugBench, driver: UnitDriver, fault: FaultText) {
  const { unit, clock, sessionId } = bench;
  const context = withShelf(bench.context);
  const lies: string[] = [];
  const look = (when: string) =>
    lies.push(...liesOf(sheetOf(bench), unit.parameters()).map((lie) => `${when}: ${lie}`));
  const update = async (isForced: boolean) => {
    const { sha256 } = kept.manifest;
    return updateFirmwareOnBay(context, technician, { sessionId, sha256, isForced });
  };
  await identify(bench, driver);
  unit.setFaults([fault]);
  await update(false);
  look('after the pull');
  const { firmware } = sheetOf(bench);
  const wasCut = firmware?.kind === 'incomplete';
  unit.setFaults([]);
  unit.plugIn('same');
  // Long enough for a unit that has everything to restart with it.
  await clock.sleep(20_000);
  await identify(bench, driver);
  look('identified again');
  if (sheetOf(bench).firmware?.kind !== 'updated') {
    const again = await update(false);
    look('updated again');
    const end = sheetOf(bench).firmware?.kind;
    if (end !== 'updated') {
      lies.push(`at last the sheet is ${end ?? 'without an update'} (${again.kind})`);
    }
  }
  return { wasCut, lies };
}

/** The parts that updating needs beside those of the other unplugs. */
function withShelf(context: StationContext): StationContext {
  const { store, clock, ids, identity, publish, sync, drivers, bays } = context;
  return partsOnly<StationContext>({
    store,
    clock,
    ids,
    identity,
    publish,
    sync,
    drivers,
    bays,
    firmwareShelf: shelf,
    changed: () => {},
  });
}

async function identify({ context, sessionId }: UnplugBench, driver: UnitDriver): Promise<void> {
  const met = await context.bays.run(1, {
    sessionId,
    unit: null,
    activity: 'identify',
    safeToUnplug: true,
    work: (link) => driver.identify(link),
  });
  if (met.kind === 'identified') {
    putIdentity(context, technician, { sessionId, bay: 1, identity: met.identity, port: 'sim:1' });
  }
}

/** `updated` says that the unit runs the new version, and an identity that it runs the one that stands there; only a sheet without one says nothing. */
function liesOf({ firmware, identity }: BenchSession, truth: Readonly<Record<string, string>>): readonly string[] {
  const runs = truth['sys.fw'] ?? '';
  return [
    ...(firmware?.kind === 'updating' ? ['the sheet says that a firmware is on its way'] : []),
    ...(firmware?.kind === 'updated' && runs !== firmware.to ? [`updated to ${firmware.to}, and it runs ${runs}`] : []),
    ...(identity.kind === 'agrees' && identity.firmware !== runs
      ? [`the sheet says ${identity.firmware}, and it runs ${runs}`]
      : []),
  ];
}

function somewhere(random: SeededRandom): FaultText {
  return random.next() < 0.7
    ? `unplug-mid-firmware=${random.between(0, bytesOfFirmware)}`
    : `unplug-to-host=${random.between(0, bytesToHost)}`;
}

function sheetOf({ context, sessionId }: UnplugBench): BenchSession {
  const session = context.store.session(sessionId);
  if (session === null) {
    throw new Error('the sheet is gone');
  }
  return session;
}

/** Sabotage: takes what was sent for what runs, and does not ask the unit. */
function believing(driver: UnitDriver): UnitDriver {
  let sentVersion: string | null = null;
  return {
    ...driver,
    async updateFirmware(...[context, order, onProgress]) {
      await driver.updateFirmware?.(context, order, onProgress);
      sentVersion = order.version;
      return { kind: 'handed-over', returnsWithinMs: 1_000 };
    },
    async identify(context) {
      const told = await driver.identify(context);
      const firmware = sentVersion;
      return told.kind === 'identified' && firmware !== null
        ? { ...told, identity: { ...told.identity, firmware } }
        : told;
    },
  };
}
