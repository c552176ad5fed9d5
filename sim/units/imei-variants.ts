import { assertNever } from '#core/kernel/assert-never.ts';
import type { ImeiQuirk } from './unit-quirks.ts';

/** The Luhn digit (ISO/IEC 7812-1 annex B) that completes an IMEI (3GPP TS 23.003 annex B) or an ICCID (ITU-T E.118). */
export function luhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, character, index) => {
    const weighted = Number(character) * (index % 2 === 0 ? 2 : 1);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

/** The next unit of the same type: same TAC, serial number one higher, check digit right. */
export function neighbourImei(imei: string): string {
  const serial = (Number(imei.slice(8, 14)) + 1) % 1_000_000;
  const digits = `${imei.slice(0, 8)}${String(serial).padStart(6, '0')}`;
  return `${digits}${luhnDigit(digits)}`;
}

/** The IMEI as the unit tells it in its `reading`-th answer (from 0). `missing` is an empty text, `not-available` the words for it. */
export function toldImei(imei: string, quirk: ImeiQuirk, reading: number): string {
  switch (quirk) {
    case 'own':
      return imei;
    case 'other':
      return neighbourImei(imei);
    case 'changing':
      return reading % 2 === 0 ? imei : neighbourImei(imei);
    case 'bad-check-digit':
      return `${imei.slice(0, 14)}${(Number(imei.slice(14)) + 1) % 10}`;
    case 'imeisv':
      return `${imei.slice(0, 14)}07`;
    case 'missing':
      return '';
    case 'not-available':
      return 'N/A';
    default:
      return assertNever(quirk);
  }
}
