import { type Fault, type FaultPlan, planFaults } from '../faults/fault-catalogue.ts';
import type { SimClock } from '../time/sim-clock.ts';
import type { UnitMoment } from '../units/unit-machine.ts';

/** The faults that are switched on at a unit, with what they have seen so far. */
export interface FaultRack {
  /** Replaces all faults; one that fires once can fire again. */
  arm(faults: readonly Fault[]): void;
  armed(): readonly Fault[];
  plan(): FaultPlan;
  /** Now, with the unit's own misbehaviour. */
  moment(): UnitMoment;
}

export function createFaultRack(clock: SimClock, seed: number): FaultRack {
  let armed: readonly Fault[] = [];
  let plan = planFaults(armed, seed);
  return {
    arm(faults) {
      armed = faults;
      plan = planFaults(faults, seed);
    },
    armed: () => armed,
    plan: () => plan,
    moment: () => ({ atMs: clock.nowMs(), quirks: plan.quirks }),
  };
}
