import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import type { UnitDriver } from '#core/ports/unit-driver.ts';
import { rollBackSheet } from '#core/station/backups/restore-sheet.ts';
import type { Principal } from '#core/station/principal.ts';
import { compareOnBay } from '#core/station/work/compare-on-bay.ts';
import { writeOnBay } from '#core/station/work/write-on-bay.ts';
import type { FaultText } from '#sim/faults/fault-catalogue.ts';
import type { SeededRandom } from '#sim/random/seeded-random.ts';
import { liesOfConfiguration, liesOfRestore } from './find-lies.ts';
import { openUnplugBench, type UnplugBench } from './unplug-bench.ts';
import type { UnplugBytes, UnplugFamily } from './unplug-families.ts';

/**
 * Cables pulled at random bytes of a write, or of rolling back to a backup (P26). After each, and after the unit was read again, what the
 * sheet says is compared with the unit's own memory; then the write is taken up again and has to end well.
 */
export interface UnplugRun {
  readonly unplugs: number;
  /** Pulled before anything was sent, in the middle, or after all was said. */
  readonly cutOff: number;
  readonly lies: readonly string[];
}

export interface UnplugOptions {
  readonly store: StationStore;
  readonly family: UnplugFamily;
  readonly unplugs: number;
  readonly random: SeededRandom;
  readonly sabotage: 'none' | 'believes-acceptance';
}

const technician: Principal = { kind: 'command-line', name: 'unplug test' };
/** A little more than most of these writes move in either direction, so that some cables outlive them. */
const usualBytes: UnplugBytes = { toUnit: 800, toHost: 1_600, command: 150 };
/** A write command is not seen as one before its tenth byte. */
const firstOfCommand = 10;

export async function runUnplugs({ store, family, unplugs, random, sabotage }: UnplugOptions): Promise<UnplugRun> {
  const driver = sabotage === 'none' ? family.driver : believing(family.driver);
  const lies: string[] = [];
  let cutOff = 0;
  for (let run = 1; run <= unplugs && !(sabotage !== 'none' && lies.length > 0); run += 1) {
    const act = random.next() < 0.5 ? 'write' : 'roll-back';
    const bench = openUnplugBench({ store, family, before: someValues(family, random), seed: run, driver });
    const fault = somewhere(random, family.bytes ?? usualBytes);
    try {
      const found = await pullOnce({ bench, family, act, fault });
      cutOff += found.wasCut ? 1 : 0;
      lies.push(...found.lies.map((lie) => `run ${run}, ${act}, ${fault}: ${lie}`));
    } finally {
      bench.close();
    }
  }
  return { unplugs, cutOff, lies };
}

interface Pull {
  readonly bench: UnplugBench;
  readonly family: UnplugFamily;
  readonly act: 'write' | 'roll-back';
  readonly fault: FaultText;
}

async function pullOnce({ bench, family, act, fault }: Pull): Promise<{ wasCut: boolean; lies: readonly string[] }> {
  const { context, unit, sessionId } = bench;
  const truth = (key: string) => family.held(unit.parameters(), key);
  const lies: string[] = [];
  const look = (when: string, what: 'configuration' | 'restore') => {
    const found =
      what === 'restore'
        ? liesOfRestore(sheetOf(bench), truth)
        : liesOfConfiguration(sheetOf(bench), truth, family.wanted);
    lies.push(...found.map((lie) => `${when}: ${lie}`));
  };
  await compareOnBay(context, technician, sessionId);
  look('read at first', 'configuration');
  const [backup] = context.store.backups({ unit: `evopulse:${unit.imei}`, limit: 1 });
  if (act === 'roll-back') {
    // Something to return from.
    await writeOnBay(context, technician, sessionId);
  }
  const perform = async (when: string) => {
    if (act === 'write') {
      await writeOnBay(context, technician, sessionId);
    } else {
      await rollBackSheet(context, technician, { sessionId, backupId: backup?.id ?? '' });
      look(when, 'restore');
    }
    look(when, 'configuration');
  };
  unit.setFaults([fault]);
  await perform('after the pull');
  const wasCut = isCut(sheetOf(bench));
  unit.setFaults([]);
  unit.plugIn('same');
  await bench.clock.sleep(10_000);
  await perform('taken up again');
  await compareOnBay(context, technician, sessionId);
  look('read again', 'configuration');
  await writeOnBay(context, technician, sessionId);
  look('at last', 'configuration');
  const end = sheetOf(bench).configuration.kind;
  return { wasCut, lies: end === 'verified' ? lies : [...lies, `at last the sheet is ${end}`] };
}

/** Two in five in a write command, as many anywhere on the way to the unit, the rest on the way back. */
function somewhere(random: SeededRandom, { toUnit, toHost, command }: UnplugBytes): FaultText {
  const dice = random.next();
  if (dice < 0.4) {
    return `unplug-mid-write=${random.between(firstOfCommand, command)}`;
  }
  return dice < 0.8 ? `unplug-to-unit=${random.between(0, toUnit)}` : `unplug-to-host=${random.between(0, toHost)}`;
}

function sheetOf({ context, sessionId }: UnplugBench): BenchSession {
  const session = context.store.session(sessionId);
  if (session === null) {
    throw new Error('the sheet is gone');
  }
  return session;
}

function isCut({ configuration, restore }: BenchSession): boolean {
  return configuration.kind === 'incomplete' || restore.kind === 'incomplete';
}

/** Some keys hold something else, some are right already, some are as from the factory. */
function someValues({ wanted }: UnplugFamily, random: SeededRandom): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([key, value]) => {
      if (random.next() < 0.2) {
        return [];
      }
      return [[key, random.next() < 0.3 ? value : another(value)]];
    }),
  );
}

function another(value: string): string {
  return /^\d+$/.test(value) ? String(Number(value) + 1) : `x${value.slice(1)}`;
}

/** Sabotage: takes a unit's word, or its silence, for the deed, and neither restarts it nor reads back. */
function believing(driver: UnitDriver): UnitDriver {
  return {
    ...driver,
    capabilities(identity) {
      const capabilities = driver.capabilities(identity);
      const keys = Object.entries(capabilities.keys).map(
        ([key, one]) => [key, { ...one, needsReboot: false }] as const,
      );
      return { ...capabilities, keys: Object.fromEntries(keys) };
    },
    async writeConfiguration(...order) {
      const written = await driver.writeConfiguration(...order);
      return written.kind === 'partial' || written.kind === 'port-lost'
        ? { kind: 'written', writes: order[2].map((change) => ({ ...change, state: 'accepted' })) }
        : written;
    },
    verify: async (_context, changes) => ({
      kind: 'verified',
      keys: changes.map(({ key, to }) => ({ key, wanted: to, found: { kind: 'value', value: to }, equal: true })),
    }),
  };
}
