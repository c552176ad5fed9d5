import type { Judgement } from './judgement.ts';
import { upperCaseAscii } from './upper-case.ts';
import { hasNorthAmericanCheckDigit, vinCheckDigit } from './vin-check-digit.ts';

/**
 * Vehicle identification numbers (ISO 3779): 17 characters, never I, O or Q. Brake systems (EBS, TBS) of older vehicles store only
 * a part; a part of at least 8 characters can still be matched by its last 8 (PAIR-2).
 */
export const VIN_LENGTH = 17;
export const VEHICLE_INDICATOR_LENGTH = 8;

/**
 * `VIN_FORMAT`: wrong length or a sign that no VIN has. `VIN_LETTER`: I, O or Q. `VIN_PARTIAL`: 8 to 16 characters.
 * `VIN_CHECKDIGIT`: position 9 does not fit (North America). `VIN_IMPLAUSIBLE`: well formed, yet no maker numbers like this.
 */
export type VinCode = 'VIN_FORMAT' | 'VIN_LETTER' | 'VIN_PARTIAL' | 'VIN_CHECKDIGIT' | 'VIN_IMPLAUSIBLE';

/**
 * Judges a VIN after `normalizeVin` (PAIR-6). `bad`: not usable anywhere; with I, O or Q the likely reading is in `suggestion`.
 * `partial`: fit for matching by its last 8 only. `warn`: usable; a failing check digit names the fitting one in `expected`.
 */
export function judgeVin(text: string): Judgement<VinCode> {
  const value = normalizeVin(text);
  if (value.length < VEHICLE_INDICATOR_LENGTH || value.length > VIN_LENGTH) {
    const detail = value === '' ? 'empty' : value.length > VIN_LENGTH ? 'too-long' : 'too-short';
    return { value, kind: 'bad', codes: ['VIN_FORMAT'], detail };
  }
  if (/[^A-Z0-9]/.test(value)) {
    return {
      value,
      kind: 'bad',
      codes: ['VIN_FORMAT'],
      detail: /\p{L}/u.test(value.replace(/[A-Z]/g, '')) ? 'letter' : 'sign',
    };
  }
  if (/[IOQ]/.test(value)) {
    return { value, kind: 'bad', codes: ['VIN_LETTER'], detail: 'letter', suggestion: withoutForbiddenLetters(value) };
  }
  if (value.length < VIN_LENGTH) {
    return { value, kind: 'partial', codes: ['VIN_PARTIAL'] };
  }
  return judgeFullVin(value);
}

/**
 * The spelling in which VINs are compared: upper case, without blanks, hyphens and Code 39 asterisks, and without the letter I that
 * some makers print before the 17 characters in Code 39.
 */
export function normalizeVin(text: string): string {
  const bare = upperCaseAscii(text).replace(/[\s\-*]/g, '');
  return bare.length === VIN_LENGTH + 1 && bare.startsWith('I') ? bare.slice(1) : bare;
}

/**
 * The vehicle indicator section (ISO 3779): the last 8 characters of the normalized VIN. A VIN with fewer than 8 usable characters
 * has none; the whole text comes back then, so look at `judgeVin` first.
 */
export function vehicleIndicator(vin: string): string {
  return normalizeVin(vin).slice(-VEHICLE_INDICATOR_LENGTH);
}

/** The reading that is meant where I, O or Q was read: 1, 0 and 0. To be offered, not applied. */
function withoutForbiddenLetters(vin: string): string {
  return vin.replace(/I/g, '1').replace(/[OQ]/g, '0');
}

function judgeFullVin(value: string): Judgement<VinCode> {
  const expected = vinCheckDigit(value);
  const misfit = hasNorthAmericanCheckDigit(value) && value[8] !== expected;
  const codes: VinCode[] = [];
  if (misfit) {
    codes.push('VIN_CHECKDIGIT');
  }
  if (isImplausible(value)) {
    codes.push('VIN_IMPLAUSIBLE');
  }
  return { value, kind: codes.length > 0 ? 'warn' : 'ok', codes, ...(misfit ? { expected } : {}) };
}

/** ISO 3779 ends every VIN in four digits, and maker and model are never written in digits alone. */
function isImplausible(vin: string): boolean {
  return !/[0-9]{4}$/.test(vin) || !/[A-Z]/.test(vin);
}
