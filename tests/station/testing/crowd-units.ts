import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import type { VirtualUnitOptions } from '#sim/unit-options.ts';
import { createVirtualUnit, type VirtualUnit } from '#sim/virtual-unit.ts';

/** Units of the crowd of Evo Pulse that Nordfracht owns in the demo (`crowds` of demo-fleet.json): nothing forbids to work on them. */
export function crowdSerial(index: number): string {
  const body = String(35_931_507_600_000 + index);
  return `${body}${luhnCheckDigit(body)}`;
}

export type CrowdUnitOptions = Pick<VirtualUnitOptions, 'model' | 'faults' | 'clock'>;

/** Such a unit, in use for a while; it speaks whichever family a test wants. */
export function crowdUnit(
  index: number,
  family: VirtualUnitOptions['family'],
  options: CrowdUnitOptions = {},
): VirtualUnit {
  const imei = crowdSerial(index);
  return createVirtualUnit({ family, imei, seed: index, poweredForSeconds: 600, restartMs: 60, ...options });
}
