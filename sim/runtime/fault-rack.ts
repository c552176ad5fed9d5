import { type Fault, type FaultPlan, planFaults } from '../faults/fault-catalogue.ts';
import type { SimClock } from '../time/sim-clock.ts';
import type { UnitMoment } from '../units/unit-machine.ts';

/** The faults that are switched on at a unit, with what they have seen so far. */
export interface FaultRack {
  /** Replaces all faults; one that fires once can fire again. */
  arm(faults: readonly Fault[]): void;
  armed(): readonly Fault[];
  plan(): FaultPlan;
  /** The port is there again: who holds it at first begins anew. */
  portAppeared(): void;
  /** For how many milliseconds somebody else still has the port; 0 when nobody does. */
  portTakenMs(): number;
  /** Now, with the unit's own misbehaviour. */
  moment(): UnitMoment;
}

export function createFaultRack(clock: SimClock, seed: number): FaultRack {
  let armed: readonly Fault[] = [];
  let plan = planFaults(armed, seed);
  let appearedAtMs = clock.nowMs();
  return {
    arm(faults) {
      armed = faults;
      plan = planFaults(faults, seed);
      appearedAtMs = clock.nowMs();
    },
    armed: () => armed,
    plan: () => plan,
    portAppeared() {
      appearedAtMs = clock.nowMs();
    },
    portTakenMs: () => Math.max(0, appearedAtMs + plan.busyMs - clock.nowMs()),
    moment: () => ({ atMs: clock.nowMs(), quirks: plan.quirks }),
  };
}
