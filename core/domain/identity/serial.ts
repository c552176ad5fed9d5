import type { FormatFault, Judgement } from './judgement.ts';
import { luhnCheckDigit, passesLuhn } from './luhn.ts';

/**
 * The serial of a unit (SCAN-3): 15 decimal digits, kept as text so that leading zeros survive. All unit types known today use
 * this form. Separators are the label parser's business; here the number stands alone.
 */
const SERIAL_LENGTH = 15;

/** `SERIAL_FORMAT`: not a serial at all. `SERIAL_CHECKDIGIT`: the last digit does not fit, possibly a typing error. */
export type SerialCode = 'SERIAL_FORMAT' | 'SERIAL_CHECKDIGIT';

/**
 * Judges a serial: `bad` with the reason in `detail` for a wrong length, a letter or all zeros; `warn` with the digit that would
 * fit in `expected` where Luhn fails; otherwise `ok`. Surrounding blanks do not matter.
 */
export function judgeSerial(text: string): Judgement<SerialCode> {
  const value = text.trim();
  const fault = serialFault(value);
  if (fault !== 'none') {
    return { value, kind: 'bad', codes: ['SERIAL_FORMAT'], detail: fault };
  }
  if (!passesLuhn(value)) {
    return { value, kind: 'warn', codes: ['SERIAL_CHECKDIGIT'], expected: luhnCheckDigit(value.slice(0, -1)) };
  }
  return { value, kind: 'ok', codes: [] };
}

/** Whether `text` is exactly a serial: 15 digits, not all zero. */
export function isSerial(text: string): boolean {
  return serialFault(text) === 'none';
}

function serialFault(value: string): FormatFault | 'none' {
  if (value === '') {
    return 'empty';
  }
  const stranger = /[^0-9]/.exec(value);
  if (stranger) {
    return /\p{L}/u.test(value) ? 'letter' : 'sign';
  }
  if (value.length !== SERIAL_LENGTH) {
    return value.length < SERIAL_LENGTH ? 'too-short' : 'too-long';
  }
  return /^0+$/.test(value) ? 'all-zeros' : 'none';
}
