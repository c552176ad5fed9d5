import type { SimClock } from '../time/sim-clock.ts';
import type { VirtualUnit } from '../virtual-unit.ts';
import { createDemoUnit, demoUnitPlans } from './demo-unit.ts';

/** A bay of the demo workshop with the unit that lies on it. */
export interface DemoBay {
  readonly id: string;
  readonly unit: VirtualUnit;
}

export interface DemoBaysOptions {
  readonly clock?: SimClock;
  /** Snapshots by IMEI, from an earlier run; one that does not fit is left aside. */
  readonly memories?: Readonly<Record<string, unknown>>;
}

/** The two bays of the demo, each with an Evo Pulse that was in use before. Close the units when done. */
export function createDemoBays(options: DemoBaysOptions = {}): readonly DemoBay[] {
  return demoUnitPlans.slice(0, 2).map((plan, index) => {
    const memory = options.memories?.[plan.imei];
    return {
      id: `bay-${index + 1}`,
      unit: createDemoUnit(plan, {
        ...(memory === undefined ? {} : { memory }),
        ...(options.clock === undefined ? {} : { clock: options.clock }),
      }),
    };
  });
}
