import { normalizeVin, VIN_LENGTH } from '../identity/vin.ts';
import { compareVins, isMatchable } from './match-vin.ts';

/** The same vehicle said three ways: scanned from its plate, read from the unit, and written in the fleet's asset (decisions.md d5). */
export interface ThreeVins {
  readonly scanned: string | null;
  readonly fromUnit: string | null;
  readonly asset: string | null;
}

/**
 * `all-agree`: all three are there and mean one vehicle. `incomplete`: fewer than three can be compared, and those do not contradict.
 * `partly`: two agree and one does not. `differ`: no two agree.
 */
export type VinAgreement = 'all-agree' | 'partly' | 'differ' | 'incomplete';

/** Compares the three pairwise: whole VINs as wholes, a part with anything by the last 8. */
export function threeWayAgreement({ scanned, fromUnit, asset }: ThreeVins): VinAgreement {
  const pairs = [
    [scanned, fromUnit],
    [scanned, asset],
    [fromUnit, asset],
  ] as const;
  const comparable = pairs.filter(([one, other]) => isMatchable(one) && isMatchable(other));
  const agreeing = comparable.filter(([one, other]) => meanOneVehicle(one, other)).length;
  if (agreeing === comparable.length) {
    return comparable.length === pairs.length ? 'all-agree' : 'incomplete';
  }
  return agreeing > 0 ? 'partly' : 'differ';
}

/** Whether two VINs can be compared and mean two vehicles. */
export function contradict(one: string | null, other: string | null): boolean {
  return isMatchable(one) && isMatchable(other) && !meanOneVehicle(one, other);
}

/** Stricter than pairing in one point: two whole VINs that differ anywhere are two vehicles, whatever their last 8 say. */
function meanOneVehicle(one: string | null, other: string | null): boolean {
  const match = compareVins(one, other);
  return match === 'exact' || (match === 'partial' && !(isWhole(one) && isWhole(other)));
}

function isWhole(vin: string | null): boolean {
  return vin !== null && normalizeVin(vin).length === VIN_LENGTH;
}
