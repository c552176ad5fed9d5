import { imeiOfImeisv } from '../identity/imei.ts';
import { isSerial } from '../identity/serial.ts';
import type { LabelFields } from './parsed-label.ts';

/**
 * The unit that a label points at. `found`: the number to look up, with the type if the label says it; `from` tells which field it
 * came from, as a number derived from an IMEISV was never read as such. `none`: the label names no unit of ours.
 */
export type UnitOfLabel =
  | {
      readonly kind: 'found';
      readonly serial: string;
      readonly unitType?: string;
      readonly from: 'serial' | 'imei' | 'imeisv';
    }
  | { readonly kind: 'none' };

/** The serial wins over the IMEI, as the registry knows units by it; a text of GS1 AI 21 that is no 15-digit serial does not count. */
export function unitOfLabel({ serial, imei, imeisv, unitType }: LabelFields): UnitOfLabel {
  const typed = unitType === undefined ? {} : { unitType };
  if (serial !== undefined && isSerial(serial)) {
    return { kind: 'found', serial, ...typed, from: 'serial' };
  }
  if (imei !== undefined) {
    return { kind: 'found', serial: imei, ...typed, from: 'imei' };
  }
  return imeisv === undefined
    ? { kind: 'none' }
    : { kind: 'found', serial: imeiOfImeisv(imeisv), ...typed, from: 'imeisv' };
}
