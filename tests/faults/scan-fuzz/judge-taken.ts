import type { ParsedLabel } from '#core/domain/scanning/parsed-label.ts';
import { unitOfLabel } from '#core/domain/scanning/unit-of-label.ts';
import { luhnDigit } from './made-numbers.ts';

/** What somebody holds for the meaning of a text. */
export type Parse = (text: string) => ParsedLabel;

/** The unit that the station would look up; null where it takes none. */
export function unitTaken(parsed: ParsedLabel): string | null {
  const unit = parsed.kind === 'label' ? unitOfLabel(parsed.fields) : null;
  return unit?.kind === 'found' ? unit.serial : null;
}

/**
 * Why this unit must not be taken from this text, by the look of its number alone; null if nothing speaks against it. Knows nothing of the
 * product's forms: all digits must stand there, in one place, with no further digit at either end.
 */
export function findFault(text: string, parsed: ParsedLabel): string | null {
  const unit = unitTaken(parsed);
  if (parsed.kind !== 'label' || unit === null) {
    return null;
  }
  // A reader's own signs may stand before its identifier.
  const bare = text.replace(/^[^\]0-9]*\][A-Za-z][0-9A-Za-z]/, '');
  const readings = [text, bare, percentDecoded(text)];
  const { imeisv, serial, imei } = parsed.fields;
  if (serial !== unit && imei !== unit) {
    const isThere = imeisv !== undefined && readings.some((reading) => standsFree(reading, imeisv));
    return isThere && unit === `${imeisv.slice(0, 14)}${luhnDigit(imeisv.slice(0, 14))}` ? null : 'a number made up';
  }
  if (!readings.some((reading) => standsFree(reading, unit))) {
    return 'a number that does not stand there';
  }
  const fits = unit.endsWith(luhnDigit(unit.slice(0, 14)));
  return fits || parsed.warnings.includes('SERIAL_CHECKDIGIT') ? null : 'a wrong check digit without a warning';
}

const GS1_SIGNS = /\][A-Za-z][0-9]|\u241d|<GS>|\(\d{2,4}\)|^\s*01\d{14}/i;

function standsFree(text: string, number: string): boolean {
  const digits = [...number].join('[ \\-./\u00a0\u2010-\u2015\u2212]?');
  // In element strings an identifier stands right before the value, and behind a value of known length another one.
  const isGs1 = text.includes('\u001d') || GS1_SIGNS.test(text);
  const before = isGs1 ? '(?:(?<![0-9])|(?<=21)|(?<=8002))' : '(?<![0-9])';
  return new RegExp(`${before}${digits}(?![0-9])`).test(text);
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
