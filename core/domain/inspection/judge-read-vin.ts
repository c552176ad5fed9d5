// The VIN of the brake system beside the one on the sheet (PAIR-6, link.md §10 group 14): a whole one as a whole, a part by its last 8.
import { normalizeVin } from '../identity/vin.ts';
import { isMatchable } from '../pairing/match-vin.ts';
import { contradict } from '../pairing/three-way.ts';
import type { CheckJudgement, Measurement } from './judge-check.ts';

/**
 * Judges a VIN that the unit read. `sheetVin` is the one from the plate, null while nobody has taken it. A part is legal, since old brake
 * systems hold no more; one that is too short to be matched warns, because the unit cannot find its vehicle by it. Another vehicle's fails.
 */
export function judgeReadVin(read: Measurement, sheetVin: string | null): CheckJudgement {
  if (read.kind === 'unknown') {
    return { result: 'not-possible', why: read.why };
  }
  const vin = String(read.value);
  if (!isMatchable(vin)) {
    const isOther = sheetVin !== null && !normalizeVin(sheetVin).endsWith(normalizeVin(vin));
    return isOther ? { result: 'fail', why: 'vin-differs' } : { result: 'warn', why: 'vin-short' };
  }
  return contradict(vin, sheetVin) ? { result: 'fail', why: 'vin-differs' } : { result: 'pass', why: null };
}
