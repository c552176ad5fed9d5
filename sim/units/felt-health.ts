import { healthAt, type UnitHealth } from './unit-health.ts';
import type { UnitMemory, UnitMoment } from './unit-machine.ts';

/** Health of a unit at a moment, with the extremes that a fault puts on it. */
export function feltHealth(memory: UnitMemory, moment: UnitMoment): UnitHealth {
  const { profile, poweredAtMs } = memory;
  return { ...healthAt({ ...profile, poweredAtMs }, moment.atMs), ...moment.quirks.health };
}
