import { invariant } from '#core/kernel/invariant.ts';
import type { DemoBay, DemoControls } from '#core/ports/demo-controls.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { demoUnitPlans } from '#sim/demo/demo-unit.ts';
import type { BayCables, BayPlacing } from './bay-cables.ts';
import { readDemoLabels, readDemoPallet } from './demo-labels.ts';
import { createDemoPlays, type DemoPlays } from './demo-plays.ts';
import type { DemoMemory } from './demo-state.ts';
import type { DemoUnits } from './demo-units.ts';

export const bayNumbers = [1, 2] as const;

interface BenchParts {
  readonly demoUnits: DemoUnits;
  readonly cables: BayCables;
  readonly memory: DemoMemory;
}

export interface DemoBench {
  /** Everything but the road, which no hand in the workshop reaches. */
  readonly controls: Omit<DemoControls, 'road' | 'drive'>;
  /** Puts everything where it was left. */
  setUp(): Promise<BayPlacing>;
}

/** The demo's hands: what lies on which bay, which cable is in, and how the unit there behaves. */
export function createDemoBench({ demoUnits, cables, memory }: BenchParts): DemoBench {
  const { units } = demoUnits;
  const state = memory.readState();
  let networkConnected = state?.networkConnected ?? true;
  const bays = new Map<number, DemoBay>(
    bayNumbers.map((bay, index) => [bay, state?.bays.find((one) => one.bay === bay) ?? firstBay(bay, index)]),
  );
  const plays = createDemoPlays(demoUnits, state);
  const keep = () => memory.writeState({ networkConnected, bays: [...bays.values()], ...plays.state() });
  // One change after the other: a unit must be off one bay before it is put on another.
  let change: Promise<unknown> = Promise.resolve();

  const apply = (wanted: DemoBay) => layOut({ units, plays, cables }, wanted);

  async function set(bay: number, plugged: boolean, unitName: string | undefined): Promise<DemoBay> {
    const before = bays.get(bay);
    if (before === undefined || (unitName !== undefined && !units.has(unitName))) {
      return before ?? { bay, plugged: false, unit: null };
    }
    const unit = unitName ?? before.unit;
    if (before.unit !== unit && before.unit !== null) {
      plays.leave(before.unit);
    }
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
      // A fault may have pulled the cable.
      bays: () => [...bays.values()].map((bay) => ({ ...bay, plugged: bay.plugged && !isPulled(units, bay) })),
      unitNames: () => [...units.keys()],
      setBay(bay, plugged, unit) {
        const done = change.then(() => set(bay, plugged, unit));
        change = done.catch(() => undefined);
        return done;
      },
      play: () => plays.view([...bays.values()]),
      async setPlay(bay, wish) {
        const at = bays.get(bay);
        const isSet = at !== undefined && plays.set(at, wish);
        keep();
        return isSet;
      },
      onChange: (listener) => watch(units, listener),
    },
  };
}

async function layOut(
  {
    units,
    plays,
    cables,
  }: { readonly units: DemoUnits['units']; readonly plays: DemoPlays; readonly cables: BayCables },
  wanted: DemoBay,
): Promise<BayPlacing> {
  const unit = wanted.unit === null ? null : (units.get(wanted.unit) ?? null);
  const isUnplugged = unit?.presence() === 'unplugged';
  if (wanted.plugged && isUnplugged) {
    unit?.plugIn();
  } else if (!(wanted.plugged || isUnplugged)) {
    unit?.unplug();
  }
  plays.settle(wanted);
  return cables.place(wanted.bay, unit);
}

function watch(units: DemoUnits['units'], listener: () => void): () => void {
  const stops = [...units.values()].map((unit) => unit.onPresence(() => listener()));
  return () => {
    for (const stop of stops) {
      stop();
    }
  };
}

function isPulled(units: DemoUnits['units'], { unit }: DemoBay): boolean {
  return unit !== null && units.get(unit)?.presence() === 'unplugged';
}

function firstBay(bay: number, index: number): DemoBay {
  const plan = demoUnitPlans[index];
  invariant(plan !== undefined, 'the demo has a unit for each bay');
  return { bay, plugged: true, unit: plan.unit };
}
