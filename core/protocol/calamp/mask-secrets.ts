import { HIDDEN, hideWhole } from '../../kernel/hidden-text.ts';
import { printable } from '../latin1.ts';

/**
 * Makes text of a CalAmp cable fit for the capture (INST-7): the password that opens the unit, the values of secret parameters wherever
 * they stand, and every secret that is known.
 */
export interface CalampSecrets {
  /** Beginnings of secret places, `2315,0` and the like. */
  readonly places: readonly string[];
  /** Values known to be secret. Shorter ones than three characters would blacken half the capture and are left to their places. */
  readonly values: readonly string[];
  /** A secret is on the cable now: a line that was not recognized may be a piece of it, and is hidden whole. */
  readonly hidesFragments: boolean;
}

/** `AT$APP PARAM 2315,0,letmein` → `AT$APP PARAM 2315,0,***`, `AT$PW "letmein"` → `AT$PW "***"`. */
export function maskCalampSecrets(text: string, secrets: CalampSecrets, isFragment: boolean): string {
  if (isFragment && secrets.hidesFragments) {
    return hideWhole(text);
  }
  let masked = text;
  for (const value of secrets.values) {
    if (value.length >= SHORTEST_KNOWN) {
      // The text says bytes beyond ASCII and backslashes as `\xNN`, so the value is looked for in the same form.
      masked = masked.replaceAll(printable(value), HIDDEN);
    }
  }
  masked = masked.replace(/(AT\$PW\s*"?)[^"]+/gi, `$1${HIDDEN}`);
  for (const place of secrets.places) {
    masked = masked.replace(new RegExp(`((?:^|[^0-9])${place},).+$`), `$1${HIDDEN}`);
  }
  return masked;
}

const SHORTEST_KNOWN = 3;
