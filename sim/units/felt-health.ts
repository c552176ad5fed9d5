import { healthAt, type UnitHealth } from './unit-health.ts';
import type { UnitMemory, UnitMoment } from './unit-machine.ts';

/** Where the simulated families keep a VIN of their own, by family: the trailer unit's id and the bench unit's name. */
const ownVinParameters = ['90011', 'vin'] as const;

/** Health of a unit at a moment, with the extremes that a fault puts on it. A VIN that was written into it is told in place of the brake system's. */
export function feltHealth(memory: UnitMemory, moment: UnitMoment): UnitHealth {
  const { profile, poweredAtMs, running } = memory;
  const felt = { ...healthAt({ ...profile, poweredAtMs }, moment.atMs), ...moment.quirks.health };
  const ownVin = ownVinParameters.map((parameter) => running[parameter] ?? '').find((vin) => vin !== '');
  return ownVin === undefined ? felt : { ...felt, ebsVin: ownVin };
}
