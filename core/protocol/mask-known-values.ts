import { HIDDEN } from '../kernel/hidden-text.ts';
import { printable } from './latin1.ts';

/** Shorter ones would blacken half the capture; those are left to the places where they stand. */
const SHORTEST_KNOWN = 3;

/** Hides values that are known to be secret wherever they stand: in an echo, a damaged line, log output of the unit (INST-7). */
export function maskKnownValues(text: string, values: readonly string[]): string {
  // The text says bytes beyond ASCII and backslashes as `\xNN`, so the value is looked for in the same form.
  return (
    values
      .filter(({ length }) => length >= SHORTEST_KNOWN)
      // The longest first: one that begins another would leave the other's end.
      .toSorted((left, right) => right.length - left.length)
      .reduce((masked, value) => masked.replaceAll(printable(value), HIDDEN), text)
  );
}
