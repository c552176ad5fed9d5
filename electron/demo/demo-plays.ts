import type { DemoBay, DemoPlay, DemoPlayWish } from '#core/ports/demo-controls.ts';
import { demoMakes } from '#sim/demo/demo-unit.ts';
import { scenarios, usualScenario } from '#sim/demo/scenarios.ts';
import type { DemoState } from './demo-state.ts';
import type { DemoUnits } from './demo-units.ts';

/** How the demo's bays play: a scenario belongs to a bay and befalls whatever lies there, a make belongs to a unit. */
export interface DemoPlays {
  view(bays: readonly DemoBay[]): DemoPlay;
  /** False where there is no such scenario or make. */
  set(bay: DemoBay, wish: DemoPlayWish): boolean;
  /** Lets the unit of a bay behave as the bay's scenario says. */
  settle(bay: DemoBay): void;
  /** A unit that lies on no bay has no faults. */
  leave(unit: string): void;
  /** What is kept over a restart. */
  state(): Pick<DemoState, 'scenarios' | 'makes'>;
}

export function createDemoPlays(demoUnits: DemoUnits, state: DemoState | null): DemoPlays {
  const chosen = new Map(Object.entries(state?.scenarios ?? {}));
  const played = new Map<string, string>();
  const scenarioAt = (bay: number) =>
    scenarios.find(({ name }) => name === chosen.get(String(bay)))?.name ?? usualScenario;

  function behave(unit: string, name: string): void {
    if ((played.get(unit) ?? usualScenario) !== name) {
      played.set(unit, name);
      demoUnits.units.get(unit)?.setFaults(scenarios.find((one) => one.name === name)?.faults ?? []);
    }
  }

  function settle({ bay, unit }: DemoBay): void {
    if (unit !== null) {
      behave(unit, scenarioAt(bay));
    }
  }

  return {
    view: (bays) => ({
      bays: bays.map(({ bay, unit }) => ({
        bay,
        scenario: scenarioAt(bay),
        make: unit === null ? null : demoUnits.makeOf(unit),
      })),
      scenarios: scenarios.map(({ name, group }) => ({ name, group })),
      makes: demoMakes.map(({ id, label }) => ({ id, label })),
    }),
    set(at, { scenario, make }) {
      if (scenario !== undefined && !scenarios.some(({ name }) => name === scenario)) {
        return false;
      }
      if (make !== undefined) {
        if (at.unit === null || !demoUnits.become(at.unit, make)) {
          return false;
        }
        played.delete(at.unit);
      }
      if (scenario !== undefined) {
        chosen.set(String(at.bay), scenario);
      }
      settle(at);
      return true;
    },
    settle,
    leave: (unit) => behave(unit, usualScenario),
    state: () => ({
      scenarios: Object.fromEntries(chosen),
      makes: Object.fromEntries([...demoUnits.units.keys()].map((unit) => [unit, demoUnits.makeOf(unit)])),
    }),
  };
}
