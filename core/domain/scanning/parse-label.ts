import { readBareNumber } from './forms/bare-number.ts';
import type { FormResult } from './forms/form-result.ts';
import { readGs1Code } from './forms/gs1-code.ts';
import { readGs1DigitalLink } from './forms/gs1-digital-link.ts';
import { readKeyedLabel } from './forms/keyed-label.ts';
import { readStationCode } from './forms/station-code.ts';
import { readUnitId } from './forms/unit-id.ts';
import { readUnitLabel } from './forms/unit-label.ts';
import { searchUnitNumber } from './forms/unit-number-search.ts';
import { readVehicleNumber } from './forms/vehicle-number.ts';
import type { LabelFault, ParsedLabel } from './parsed-label.ts';
import { cleanScanText, type ScanText } from './scan-text.ts';

/**
 * The one parser behind all five ways a text can come in: keyboard reader, serial reader, camera, image file, typing (SCAN-1, SCAN-2).
 * It reads forms, not facts: whether a unit exists, and under which type, only the registry knows.
 */

/** Longer texts are no labels; QR codes end at 4,296 characters and none of ours comes near. */
const MAX_LENGTH = 4096;

/**
 * From the most explicit form to the least: what names its kind comes before what must be told by its looks. The first form
 * that does not pass the text on decides.
 */
const FORMS: readonly ((text: ScanText) => FormResult)[] = [
  ({ body }) => readStationCode(body),
  readGs1Code,
  ({ body }) => readGs1DigitalLink(body),
  ({ body }) => readKeyedLabel(body),
  ({ body }) => readUnitId(body),
  ({ body }) => readUnitLabel(body),
  ({ body }) => readBareNumber(body),
  ({ body }) => readVehicleNumber(body),
  ({ body }) => searchUnitNumber(body),
];

/**
 * Says what a scanned or typed text means. `label`: the fields that stand in it, with doubts in `warnings`. `unreadable`: nothing
 * can be taken without guessing; `code`, `detail` and `part` say why (SCAN-3, SCAN-5). Never throws, takes no digit that is not there.
 *
 * `parseLabel('ABC-123456789123456')` → fields `{ serial: '123456789123456', prefix: 'ABC' }`, warnings `['SERIAL_CHECKDIGIT']`
 */
export function parseLabel(text: string): ParsedLabel {
  if (text.length > MAX_LENGTH) {
    return { kind: 'unreadable', text, code: 'SCAN_UNREADABLE', detail: 'too-long' };
  }
  const scan = cleanScanText(text);
  if (scan.body === '') {
    return { kind: 'unreadable', text, code: 'SCAN_UNREADABLE', detail: 'empty' };
  }
  for (const read of FORMS) {
    const result = read(scan);
    if (result.kind === 'label') {
      return { kind: 'label', text, fields: result.fields, warnings: result.warnings };
    }
    if (result.kind === 'unreadable') {
      return { ...result, text };
    }
  }
  return { kind: 'unreadable', text, ...explainUnknown(scan.body) };
}

/** Mostly digits in one word is a number with a slip in it, and the person is told so; all else is simply no label of ours. */
function explainUnknown(body: string): LabelFault {
  const digits = body.replace(/[^0-9]/g, '').length;
  const isNumberWithSlip = /^[\p{L}0-9]{10,24}$/u.test(body) && digits / body.length >= 0.7;
  return isNumberWithSlip
    ? { code: 'SERIAL_FORMAT', detail: 'letter', part: body }
    : { code: 'SCAN_UNREADABLE', detail: 'unknown-code' };
}
