import { unitTypeSchema } from '../../identity/unit-key.ts';
import { type FormResult, label, NOT_THIS_FORM } from './form-result.ts';
import { readSerial } from './read-number.ts';

/** The sign between type and serial; `Ö` and `>` are what a colon becomes between a US and a German keyboard layout. */
const UNIT_ID = /^([a-z][a-z0-9_-]*)\s*([:Ö>])\s*([0-9][0-9a-z .\-/]*)$/i;

/** A unit id `type:serial`, e.g. `tp:890123847562332` (OWN-5). A number of the wrong form behind a colon is refused, not searched through. */
export function readUnitId(body: string): FormResult {
  const [, type = '', sign = '', number = ''] = UNIT_ID.exec(body) ?? [];
  const unitType = unitTypeSchema.safeParse(type.toLowerCase());
  if (!unitType.success) {
    return NOT_THIS_FORM;
  }
  const serial = readSerial(number);
  if (serial.kind !== 'label') {
    return sign === ':' ? serial : NOT_THIS_FORM;
  }
  const layout = sign === ':' ? [] : (['READER_LAYOUT'] as const);
  return label({ unitType: unitType.data, ...serial.fields }, [...serial.warnings, ...layout]);
}
