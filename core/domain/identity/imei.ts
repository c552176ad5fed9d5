import type { Judgement } from './judgement.ts';
import { luhnCheckDigit } from './luhn.ts';
import { judgeSerial, type SerialCode } from './serial.ts';

/**
 * IMEI and IMEISV (3GPP TS 23.003 clause 6): type allocation code (8), serial number (6), then a Luhn digit (IMEI, 15 in all)
 * or a two-digit software version without any check (IMEISV, 16 in all).
 */

/** `IMEI_NO_CHECKDIGIT`: 14 digits, the check digit is not there. `IMEISV`: 16 digits with a software version, not a fault. */
export type ImeiCode = SerialCode | 'IMEI_NO_CHECKDIGIT' | 'IMEISV';

/**
 * Judges an IMEI as printed, with or without blanks, dashes, dots and slashes.
 * 15 digits: as a serial. 14 digits: `partial`, the missing digit in `expected`. 16 digits: `ok` with code `IMEISV`. Else `bad`.
 */
export function judgeImei(text: string): Judgement<ImeiCode> {
  const value = withoutImeiSeparators(text);
  if (/^[0-9]{14}$/.test(value) && !isAllZeros(value)) {
    return { value, kind: 'partial', codes: ['IMEI_NO_CHECKDIGIT'], expected: luhnCheckDigit(value) };
  }
  if (isImeisv(value)) {
    return { value, kind: 'ok', codes: ['IMEISV'] };
  }
  return judgeSerial(value);
}

/** Drops what people print between the groups of an IMEI: blanks, dashes, dots, slashes. */
export function withoutImeiSeparators(text: string): string {
  return text.replace(/[\s\-./]/g, '');
}

/**
 * Whether digits that stand in groups are grouped as an IMEI or IMEISV is printed: type allocation code (8, or 2 and 6), serial number (6)
 * and the rest apart, or even groups. A quantity before an article number, or a telephone number, has fifteen digits, too.
 */
export function hasImeiGrouping(text: string): boolean {
  const lengths = text
    .split(/[\s\-./]+/)
    .map((group) => group.length)
    .join('-');
  return IMEI_GROUPING.test(lengths);
}

const IMEI_GROUPING = /^(?:1[56]|14-[12]|(?:8|2-6|6-2)-(?:(?:6|3-3)-[12]|[78])|3-3-3-(?:6|3-3)|4-4-4-[34]|5-5-5)$/;

/** Whether `digits` is an IMEISV: 16 digits, not all zero. */
export function isImeisv(digits: string): boolean {
  return /^[0-9]{16}$/.test(digits) && !isAllZeros(digits);
}

/**
 * The IMEI of the unit that reports this IMEISV: its first 14 digits with the check digit computed. For comparing and looking
 * up only: the last digit was never read from anything.
 */
export function imeiOfImeisv(imeisv: string): string {
  const body = imeisv.slice(0, 14);
  return body + luhnCheckDigit(body);
}

function isAllZeros(digits: string): boolean {
  return /^0*$/.test(digits);
}
