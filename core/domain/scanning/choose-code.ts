import { type FoundCode, scanTextOfCode } from './image-code.ts';
import { parseLabel } from './parse-label.ts';
import type { ScanContext } from './scan-context.ts';
import { unitOfLabel } from './unit-of-label.ts';

/**
 * Which code of a picture is the scan. A label often carries several (IMEI, SIM number, order number), and a picture shows them all at
 * once, where a reader is pointed at one. The first of the best wins: what the step waits for, then a unit, then whatever is understood.
 */
export function chooseCode(codes: readonly [FoundCode, ...FoundCode[]], awaiting: ScanContext['awaiting']): FoundCode {
  const [first, ...others] = codes;
  return others.reduce((best, code) => (rankOf(code, awaiting) < rankOf(best, awaiting) ? code : best), first);
}

function rankOf(code: FoundCode, awaiting: ScanContext['awaiting']): number {
  const label = parseLabel(scanTextOfCode(code));
  if (label.kind === 'unreadable') {
    return 4;
  }
  if (awaiting === 'vin' && label.fields.vin !== undefined) {
    return 0;
  }
  if (unitOfLabel(label.fields).kind === 'found') {
    return 1;
  }
  // A SIM number or an article number is understood and opens nothing.
  return opensNothing(Object.keys(label.fields)) ? 3 : 2;
}

function opensNothing(fields: readonly string[]): boolean {
  return fields.every((field) => field === 'iccid' || field === 'gtin' || field === 'prefix');
}
