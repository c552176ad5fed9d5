import type { FormatFault, Judgement } from './judgement.ts';
import { luhnCheckDigit, passesLuhn } from './luhn.ts';
import { upperCaseAscii } from './upper-case.ts';

/**
 * The number of a SIM card (ITU-T E.118, ETSI TS 102 221): 89, country, issuer, account, Luhn digit; 19 digits, in the field also
 * 20, and some issuers put hexadecimal letters into it. The check is therefore advice, never a refusal.
 */

/** `ICCID_CHECKDIGIT`: Luhn fails. `ICCID_HEX`: has letters A–F, so no check digit exists. `ICCID_FORMAT`: no SIM number. */
export type IccidCode = 'ICCID_FORMAT' | 'ICCID_CHECKDIGIT' | 'ICCID_HEX';

/**
 * Judges a SIM number as printed or as a modem reports it: quotes, blanks and dashes are dropped, digit pairs stored in swapped
 * order (TS 102 221 clause 13.2) are turned round, a filling F at the end is removed. `warn` carries the fitting digit in `expected`.
 */
export function judgeIccid(text: string): Judgement<IccidCode> {
  const value = normalizeIccid(text);
  const fault = iccidFault(value);
  if (fault !== 'none') {
    return { value, kind: 'bad', codes: ['ICCID_FORMAT'], detail: fault };
  }
  if (/[A-F]/.test(value)) {
    return { value, kind: 'warn', codes: ['ICCID_HEX'] };
  }
  if (!passesLuhn(value)) {
    return { value, kind: 'warn', codes: ['ICCID_CHECKDIGIT'], expected: luhnCheckDigit(value.slice(0, -1)) };
  }
  return { value, kind: 'ok', codes: [] };
}

/** The canonical spelling: upper case, bare, unswapped, without filling. Text that is no SIM number comes back merely bare. */
export function normalizeIccid(text: string): string {
  const bare = upperCaseAscii(text).replace(/[\s"'-]/g, '');
  // The first pair alone decides: a swapped number may pass Luhn by chance while the right one fails.
  const upright = /^98[0-9A-F]{18}$/.test(bare) ? swapPairs(bare) : bare;
  return /^89[0-9A-F]{17}F$/.test(upright) ? upright.slice(0, -1) : upright;
}

/** Whether `text` can only be read as a SIM number: 19 or 20 characters that begin with 89, or 20 with 98 (pairs swapped). */
export function looksLikeIccid(text: string): boolean {
  return iccidFault(normalizeIccid(text)) === 'none';
}

function iccidFault(value: string): FormatFault | 'none' {
  if (value === '') {
    return 'empty';
  }
  if (/[^0-9A-F]/.test(value)) {
    return /\p{L}/u.test(value) ? 'letter' : 'sign';
  }
  if (value.length < 19 || value.length > 20) {
    return value.length < 19 ? 'too-short' : 'too-long';
  }
  return value.startsWith('89') ? 'none' : 'not-a-sim-card';
}

function swapPairs(text: string): string {
  return text.replace(/(.)(.)/g, '$2$1');
}
