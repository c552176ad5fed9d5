import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { invariant } from '#core/kernel/invariant.ts';
import type { DemoBay, DemoControls } from '#core/ports/demo-controls.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { createDemoUnit, type DemoUnitOptions, demoUnitPlans } from '#sim/demo/demo-unit.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { createSerialUnitPorts } from '../adapters/serial/create-serial-unit-ports.ts';
import type { DemoPlace, DemoWorld } from '../compose/compose-station.ts';
import type { BayCables, BayPlacing } from './bay-cables.ts';
import { readDemoLabels, readDemoPallet } from './demo-labels.ts';
import { createDemoMemory, type DemoMemory } from './demo-state.ts';
import { createInProcessCables } from './in-process-cables.ts';
import { createMobileNetwork } from './mobile-network.ts';
import { openOfficeDemo } from './open-office-demo.ts';
import { createOverTheAir } from './over-the-air.ts';
import { createTerminalCables } from './terminal-cables.ts';

/** How the demo's units behave; the unattended demo is in more of a hurry than a person who watches. */
export type DemoPace = Pick<DemoUnitOptions, 'poweredForSeconds' | 'restartMs' | 'transmitEverySeconds'>;

export interface DemoOptions {
  readonly pace?: DemoPace | undefined;
  /** The program that makes terminals; `socat` from the search path when left out. */
  readonly socat?: string;
}

const bayNumbers = [1, 2] as const;

/**
 * The demo's world around a station: two bays with virtual units, the plug of the network, the tray of labels, and the mobile network
 * that configured units report over. Everything that a person changed is there again after a restart.
 */
export async function openDemo(place: DemoPlace, options: DemoOptions = {}): Promise<DemoWorld> {
  if (place.stationId === demoFleet.office.id) {
    return openOfficeDemo();
  }
  const folder = join(place.dataFolder, 'demo');
  const memory = createDemoMemory(folder);
  const { units, keep } = createUnits(memory, options.pace ?? {});
  const { bench, cables, notice } = await setUpBench(
    { folder, units, memory, log: place.log },
    options.socat ?? 'socat',
  );
  const network = createMobileNetwork(place);
  const stops = [...units].map(([id, unit]) => network.carry(id, unit));
  return {
    controls: bench.controls,
    unitPorts: cables.unitPorts,
    behindPlatform: createOverTheAir({ units, onReset: keep }).behind,
    notice,
    async close() {
      for (const stop of stops) {
        stop();
      }
      await cables.close();
      for (const unit of units.values()) {
        unit.close();
      }
    },
  };
}

type Units = ReadonlyMap<string, VirtualUnit>;

interface KeptUnits {
  readonly units: Units;
  /** Writes down what a unit holds now; for changes that did not come over the cable. */
  keep(unitId: string): void;
}

/** All units with the memory they had, and from now on written down whenever it changes. */
function createUnits(memory: DemoMemory, pace: DemoPace): KeptUnits {
  const keeps = new Map<string, () => void>();
  const units = new Map(
    demoUnitPlans.map((plan) => {
      const unit = createDemoUnit(plan, { ...pace, memory: memory.readUnit(plan.imei) });
      let kept = JSON.stringify(unit.snapshot());
      const keep = () => {
        const now = JSON.stringify(unit.snapshot());
        if (now !== kept) {
          kept = now;
          memory.writeUnit(plan.imei, now);
        }
      };
      keeps.set(plan.unit, keep);
      unit.onTraffic((entry) => {
        if (entry.kind === 'to-host') {
          keep();
        }
      });
      return [plan.unit, unit];
    }),
  );
  return { units, keep: (unitId) => keeps.get(unitId)?.() };
}

interface SetUp {
  readonly folder: string;
  readonly units: Units;
  readonly memory: DemoMemory;
  readonly log: DemoPlace['log'];
}

interface SetUpBench {
  readonly bench: DemoBench;
  readonly cables: BayCables;
  readonly notice: string | null;
}

/** Bays on terminals where those can be made, otherwise in this process, and then it is said. */
async function setUpBench({ folder, units, memory, log }: SetUp, socat: string): Promise<SetUpBench> {
  const terminals = await tryTerminals({ folder, units, memory, log }, socat);
  if (terminals.kind === 'set-up') {
    return { ...terminals, notice: null };
  }
  const cables = createInProcessCables();
  const bench = createDemoBench({ units, cables, memory });
  await bench.setUp();
  return {
    bench,
    cables,
    notice: `No pseudo-terminals here (${terminals.detail}): the demo's units are connected inside this process instead.`,
  };
}

type TerminalAttempt =
  | ({ readonly kind: 'set-up' } & Omit<SetUpBench, 'notice'>)
  | { readonly kind: 'impossible'; readonly detail: string };

async function tryTerminals({ folder, units, memory, log }: SetUp, socat: string): Promise<TerminalAttempt> {
  if (process.platform === 'win32' || spawnSync(socat, ['-V'], { stdio: 'ignore' }).status !== 0) {
    return { kind: 'impossible', detail: 'socat is not installed' };
  }
  const openPorts = createSerialUnitPorts({ clock: systemClock, log });
  const cables = await createTerminalCables({ folder, bays: bayNumbers, openPorts, socat });
  const bench = createDemoBench({ units, cables, memory });
  const placing = await bench.setUp();
  if (placing.kind === 'placed') {
    return { kind: 'set-up', bench, cables };
  }
  await cables.close();
  return { kind: 'impossible', detail: placing.detail };
}

interface BenchParts {
  readonly units: Units;
  readonly cables: BayCables;
  readonly memory: DemoMemory;
}

interface DemoBench {
  readonly controls: DemoControls;
  /** Puts everything where it was left. */
  setUp(): Promise<BayPlacing>;
}

function createDemoBench({ units, cables, memory }: BenchParts): DemoBench {
  const state = memory.readState();
  let networkConnected = state?.networkConnected ?? true;
  const bays = new Map<number, DemoBay>(
    bayNumbers.map((bay, index) => [bay, state?.bays.find((one) => one.bay === bay) ?? firstBay(bay, index)]),
  );
  const keep = () => memory.writeState({ networkConnected, bays: [...bays.values()] });
  // One change after the other: a unit must be off one bay before it is put on another.
  let change: Promise<unknown> = Promise.resolve();

  async function apply(wanted: DemoBay): Promise<BayPlacing> {
    const unit = wanted.unit === null ? null : (units.get(wanted.unit) ?? null);
    const isUnplugged = unit?.presence() === 'unplugged';
    if (wanted.plugged && isUnplugged) {
      unit?.plugIn();
    } else if (!(wanted.plugged || isUnplugged)) {
      unit?.unplug();
    }
    return cables.place(wanted.bay, unit);
  }

  async function set(bay: number, plugged: boolean, unitName: string | undefined): Promise<DemoBay> {
    const before = bays.get(bay);
    if (before === undefined || (unitName !== undefined && !units.has(unitName))) {
      return before ?? { bay, plugged: false, unit: null };
    }
    const unit = unitName ?? before.unit;
    for (const other of bays.values()) {
      if (other.bay !== bay && other.unit === unit && unit !== null) {
        const emptied = { ...other, plugged: false, unit: null };
        await apply(emptied);
        bays.set(other.bay, emptied);
      }
    }
    const after = { bay, plugged: plugged && unit !== null, unit };
    bays.set(bay, after);
    await apply(after);
    keep();
    return after;
  }

  return {
    async setUp() {
      for (const bay of bays.values()) {
        const placing = await apply(bay);
        if (placing.kind !== 'placed') {
          return placing;
        }
      }
      return { kind: 'placed' };
    },
    controls: {
      labels: readDemoLabels(),
      pallet: readDemoPallet(),
      pinOf: (personId) => demoFleet.people.find(({ id }) => id === personId)?.pin,
      networkConnected: () => networkConnected,
      setNetworkConnected(connected) {
        networkConnected = connected;
        keep();
      },
      bays: () => [...bays.values()],
      unitNames: () => [...units.keys()],
      setBay(bay, plugged, unit) {
        const done = change.then(() => set(bay, plugged, unit));
        change = done.catch(() => undefined);
        return done;
      },
    },
  };
}

function firstBay(bay: number, index: number): DemoBay {
  const plan = demoUnitPlans[index];
  invariant(plan !== undefined, 'the demo has a unit for each bay');
  return { bay, plugged: true, unit: plan.unit };
}
