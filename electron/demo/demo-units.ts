import { type ChangeableUnit, createChangeableUnit } from '#sim/demo/changeable-unit.ts';
import {
  createDemoUnit,
  type DemoUnitOptions,
  type DemoUnitPlan,
  demoMakes,
  demoUnitPlans,
  usualMake,
} from '#sim/demo/demo-unit.ts';
import { createRealClock } from '#sim/time/sim-clock.ts';
import type { DemoMemory } from './demo-state.ts';

/** How the demo's units behave; the unattended demo is in more of a hurry than a person who watches. */
export type DemoPace = Pick<DemoUnitOptions, 'poweredForSeconds' | 'restartMs' | 'transmitEverySeconds'>;

/** The demo's units with the memory they had, written down whenever it changes. */
export interface DemoUnits {
  readonly units: ReadonlyMap<string, ChangeableUnit>;
  /** Writes down what a unit holds now; for changes that did not come over the cable. */
  keep(unitId: string): void;
  /** What a unit is made into, as an id of `demoMakes`. */
  makeOf(unitId: string): string;
  /** Makes a unit into another one; each make has a memory of its own. False where there is no such unit or make. */
  become(unitId: string, makeId: string): boolean;
}

export function createDemoUnits(memory: DemoMemory, pace: DemoPace): DemoUnits {
  const clock = createRealClock();
  const makes = new Map(Object.entries(memory.readState()?.makes ?? {}));
  const makeOf = (unitId: string) => demoMakes.find(({ id }) => id === makes.get(unitId)) ?? usualMake;
  const nameOf = ({ unit, imei }: DemoUnitPlan) => {
    const { id } = makeOf(unit);
    return id === usualMake.id ? imei : `${imei}-${id}`;
  };
  const assemble = (plan: DemoUnitPlan) =>
    createDemoUnit(plan, { ...pace, make: makeOf(plan.unit), memory: memory.readUnit(nameOf(plan)) });
  const keeps = new Map<string, () => void>();
  const units = new Map(
    demoUnitPlans.map((plan) => {
      const unit = createChangeableUnit(assemble(plan), clock);
      let kept = JSON.stringify(unit.snapshot());
      const keep = () => {
        const now = JSON.stringify(unit.snapshot());
        if (now !== kept) {
          kept = now;
          memory.writeUnit(nameOf(plan), now);
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
  return {
    units,
    keep: (unitId) => keeps.get(unitId)?.(),
    makeOf: (unitId) => makeOf(unitId).id,
    become(unitId, makeId) {
      const plan = demoUnitPlans.find(({ unit }) => unit === unitId);
      if (plan === undefined || !demoMakes.some(({ id }) => id === makeId)) {
        return false;
      }
      makes.set(unitId, makeId);
      units.get(unitId)?.become(assemble(plan));
      return true;
    },
  };
}
