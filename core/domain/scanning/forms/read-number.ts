import { judgeIccid } from '../../identity/iccid.ts';
import { isImeisv, withoutImeiSeparators } from '../../identity/imei.ts';
import type { Judgement } from '../../identity/judgement.ts';
import { judgeSerial } from '../../identity/serial.ts';
import { judgeVin } from '../../identity/vin.ts';
import type { UnreadableCode } from '../parsed-label.ts';
import { type FormResult, label, unreadable } from './form-result.ts';

/**
 * One number of a known kind, read into its field. Shared by all forms of label, so that a serial is judged alike wherever it stands.
 */

/** A serial named as such, e.g. behind a key or a unit type. */
export function readSerial(part: string): FormResult {
  const judged = judgeSerial(part);
  return judged.kind === 'bad' ? refuse('SERIAL_FORMAT', judged, part) : label({ serial: judged.value }, judged.codes);
}

/** A 15-digit number of which only the label says that it is the unit's: a serial, and an IMEI too if its check digit fits. */
export function readBareSerial(part: string): FormResult {
  const judged = judgeSerial(part);
  if (judged.kind === 'ok') {
    return label({ serial: judged.value, imei: judged.value });
  }
  return readSerial(part);
}

/** A number named as IMEI, with or without separators. 14 or 16 digits are refused: a check digit is never made up here. */
export function readImei(part: string): FormResult {
  const judged = judgeSerial(withoutImeiSeparators(part));
  return judged.kind === 'bad' ? refuse('SERIAL_FORMAT', judged, part) : label({ imei: judged.value }, judged.codes);
}

/** A number named as IMEISV, or of 16 digits, with or without separators. */
export function readImeisv(part: string): FormResult {
  const digits = withoutImeiSeparators(part);
  if (isImeisv(digits)) {
    return label({ imeisv: digits });
  }
  const detail = /[^0-9]/.test(digits) ? 'letter' : digits.length === 16 ? 'all-zeros' : lengthFault(digits.length, 16);
  return unreadable({ code: 'SERIAL_FORMAT', detail, part });
}

export function readIccid(part: string): FormResult {
  const judged = judgeIccid(part);
  return judged.kind === 'bad' ? refuse('ICCID_FORMAT', judged, part) : label({ iccid: judged.value }, judged.codes);
}

/** A VIN, whole or in part. With I, O or Q in it the code is `VIN_LETTER` and a suggestion stands beside. */
export function readVin(part: string): FormResult {
  const judged = judgeVin(part);
  if (judged.kind !== 'bad') {
    return label({ vin: judged.value }, judged.codes);
  }
  return refuse(judged.codes.includes('VIN_LETTER') ? 'VIN_LETTER' : 'VIN_FORMAT', judged, part);
}

function refuse(code: UnreadableCode, judged: Judgement<string>, part: string): FormResult {
  return unreadable({
    code,
    part,
    ...(judged.detail === undefined ? {} : { detail: judged.detail }),
    ...(judged.suggestion === undefined ? {} : { suggestion: judged.suggestion }),
  });
}

function lengthFault(length: number, wanted: number): 'too-short' | 'too-long' {
  return length < wanted ? 'too-short' : 'too-long';
}
