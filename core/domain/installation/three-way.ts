// Unit, profile and last known side by side (decision 18): not only that a value differs, but which side moved since it was last proved.
import { z } from 'zod';
import { isSameValue, type ValueType } from './same-value.ts';

/**
 * `unit-changed`: the unit held the wanted value once, and does no more. `wanted-changed`: the unit still holds what was proved, and
 * something else is wanted now. `both-changed`: neither is what was proved. `never-known`: nothing was proved of this value.
 */
export const departure = z.enum(['unit-changed', 'wanted-changed', 'both-changed', 'never-known']);
export type Departure = z.infer<typeof departure>;

/** Why `actual` is not `wanted`; undefined for `known` where nothing is known, null for empty. */
export function departureOf(
  sides: { readonly actual: string | null; readonly wanted: string; readonly known: string | null | undefined },
  type: ValueType,
): Departure {
  const { actual, wanted, known } = sides;
  if (known === undefined) {
    return 'never-known';
  }
  const isKnown = (text: string | null) => isSameValue(text ?? '', known ?? '', type);
  if (isKnown(wanted)) {
    return 'unit-changed';
  }
  return isKnown(actual) ? 'wanted-changed' : 'both-changed';
}
