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
import type { BayCables } from './bay-cables.ts';
import { readDemoLabels } from './demo-labels.ts';
import { createDemoMemory, type DemoMemory } from './demo-state.ts';
import { createInProcessCables } from './in-process-cables.ts';
import { createMobileNetwork } from './mobile-network.ts';
import { createTerminalCables } from './terminal-cables.ts';

/** How the demo's units behave; the unattended demo is in more of a hurry than a person who watches. */
export type DemoPace = Pick<DemoUnitOptions, 'poweredForSeconds' | 'restartMs' | 'transmitEverySeconds'>;

const bayNumbers = [1, 2] as const;

/**
 * The demo's world around a station: two bays with virtual units, the plug of the network, the tray of labels, and the mobile network
 * that configured units report over. Everything that a person changed is there again after a restart.
 */
export async function openDemo(place: DemoPlace, pace: DemoPace = {}): Promise<DemoWorld> {
  const folder = join(place.dataFolder, 'demo');
  const memory = createDemoMemory(folder);
  const units = createUnits(memory, pace);
  const { cables, notice } = await createCables(folder, place);
  const bench = createDemoBench({ units, cables, memory });
  await bench.setUp();
  const network = createMobileNetwork(place);
  const stops = [...units].map(([id, unit]) => network.carry(id, unit));
  return {
    controls: bench.controls,
    unitPorts: cables.unitPorts,
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

/** All units with the memory they had, and from now on written down whenever it changes. */
function createUnits(memory: DemoMemory, pace: DemoPace): Units {
  return new Map(
    demoUnitPlans.map((plan) => {
      const unit = createDemoUnit(plan, { ...pace, memory: memory.readUnit(plan.imei) });
      let kept = JSON.stringify(unit.snapshot());
      unit.onTraffic((entry) => {
        const now = entry.kind === 'to-host' ? JSON.stringify(unit.snapshot()) : kept;
        if (now !== kept) {
          kept = now;
          memory.writeUnit(plan.imei, now);
        }
      });
      return [plan.unit, unit];
    }),
  );
}

async function createCables(
  folder: string,
  { log }: Pick<DemoPlace, 'log'>,
): Promise<{ readonly cables: BayCables; readonly notice: string | null }> {
  if (process.platform !== 'win32' && spawnSync('socat', ['-V'], { stdio: 'ignore' }).status === 0) {
    const openPorts = createSerialUnitPorts({ clock: systemClock, log });
    return { cables: await createTerminalCables({ folder, bays: bayNumbers, openPorts }), notice: null };
  }
  const notice =
    'No pseudo-terminals here (socat is missing): the demo connects its units inside this process instead.';
  return { cables: createInProcessCables(), notice };
}

interface BenchParts {
  readonly units: Units;
  readonly cables: BayCables;
  readonly memory: DemoMemory;
}

interface DemoBench {
  readonly controls: DemoControls;
  /** Puts everything where it was left. */
  setUp(): Promise<void>;
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

  async function apply(wanted: DemoBay): Promise<void> {
    const unit = wanted.unit === null ? null : (units.get(wanted.unit) ?? null);
    const isUnplugged = unit?.presence() === 'unplugged';
    if (wanted.plugged && isUnplugged) {
      unit?.plugIn();
    } else if (!(wanted.plugged || isUnplugged)) {
      unit?.unplug();
    }
    await cables.place(wanted.bay, unit);
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
        await apply(bay);
      }
    },
    controls: {
      labels: readDemoLabels(),
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
