import { z } from 'zod';
import { isSerial } from './serial.ts';

/**
 * What a unit is known by (OWN-5): its type and its serial together. Two units of different types may share a serial, so a serial
 * alone is a question, never an identity. Written `type:serial`, e.g. `tp:890123847562332`.
 */
export interface UnitKey {
  /** Lower case, e.g. `tp`, `krone`, `evo-pulse`. */
  readonly unitType: string;
  /** 15 digits as text. */
  readonly serial: string;
}

/** A unit type: lower-case letters, digits, hyphen, underscore, beginning with a letter; at most 32 characters. */
export const unitTypeSchema = z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/);
const serialSchema = z.string().refine(isSerial, 'a serial has 15 digits and is not all zeros');
export const unitKeySchema = z.strictObject({ unitType: unitTypeSchema, serial: serialSchema }).readonly();

export type ParsedUnitKey =
  | { readonly kind: 'unit-key'; readonly key: UnitKey }
  | { readonly kind: 'invalid'; readonly code: 'UNIT_TYPE_FORMAT' | 'SERIAL_FORMAT' };

/** Reads `type:serial`; the type's case does not matter. `SERIAL_FORMAT` also where there is no colon at all. */
export function parseUnitKey(text: string): ParsedUnitKey {
  const [left = '', right = '', ...rest] = text.trim().split(':');
  const serial = right.trim();
  if (rest.length > 0 || !isSerial(serial)) {
    return { kind: 'invalid', code: 'SERIAL_FORMAT' };
  }
  const unitType = unitTypeSchema.safeParse(left.trim().toLowerCase());
  if (!unitType.success) {
    return { kind: 'invalid', code: 'UNIT_TYPE_FORMAT' };
  }
  return { kind: 'unit-key', key: { unitType: unitType.data, serial } };
}

/** Writes `type:serial`, the form that `parseUnitKey` reads back to the same key. */
export function formatUnitKey(key: UnitKey): string {
  return `${key.unitType}:${key.serial}`;
}
