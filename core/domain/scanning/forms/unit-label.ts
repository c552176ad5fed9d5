import { type FormResult, label, NOT_THIS_FORM } from './form-result.ts';
import { readBareSerial } from './read-number.ts';

/** The sign between prefix and serial; `ß` and `/` are what a hyphen becomes between a US and a German keyboard layout. */
const UNIT_LABEL = /^([a-z]+)\s*([-ß/])\s*([0-9][0-9a-z]*)$/i;

/** The printed unit label `ABC-123456789123456` (SCAN-2). A number of the wrong form behind letters and hyphen is refused. */
export function readUnitLabel(body: string): FormResult {
  const [, prefix = '', sign = '', number = ''] = UNIT_LABEL.exec(body) ?? [];
  if (prefix === '') {
    return NOT_THIS_FORM;
  }
  const serial = readBareSerial(number);
  if (serial.kind !== 'label') {
    return sign === '-' ? serial : NOT_THIS_FORM;
  }
  const layout = sign === '-' ? [] : (['READER_LAYOUT'] as const);
  return label({ ...serial.fields, prefix: prefix.toUpperCase() }, [...serial.warnings, ...layout]);
}
