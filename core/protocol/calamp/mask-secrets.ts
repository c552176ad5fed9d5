import { HIDDEN, hideWhole } from '../../kernel/hidden-text.ts';
import { maskKnownValues } from '../mask-known-values.ts';

/**
 * Makes text of a CalAmp cable fit for the capture (INST-7): the password that opens the unit, the values of secret parameters wherever
 * they stand, and every secret that is known.
 */
export interface CalampSecrets {
  /** Beginnings of secret places, `2315,0` and the like. */
  readonly places: readonly string[];
  /** Those whose values anybody may see. */
  readonly openPlaces: readonly string[];
  /** Values known to be secret. Shorter ones than three characters would blacken half the capture and are left to their places. */
  readonly values: readonly string[];
  /** A secret was asked for: a line that is neither a command nor the value in its place may be a piece of it, and is hidden whole. */
  readonly hidesFragments: boolean;
}

/** `AT$APP PARAM 2315,0,letmein` → `AT$APP PARAM 2315,0,***`, `AT$PW "letmein"` → `AT$PW "***"`. */
export function maskCalampSecrets(text: string, secrets: CalampSecrets, isFragment: boolean): string {
  if (isFragment && secrets.hidesFragments) {
    return hideWhole(text);
  }
  let masked = maskKnownValues(text, secrets.values);
  masked = masked.replace(/(AT\$PW\s*"?)[^"]+/gi, `$1${HIDDEN}`);
  for (const place of secrets.places) {
    masked = masked.replace(new RegExp(`((?:^|[^0-9])${place},).+$`), `$1${HIDDEN}`);
  }
  return secrets.hidesFragments && !isHarmless(masked, secrets) ? hideWhole(text) : masked;
}

/** Damage and output of the unit can move a value to a line of its own, where nothing says what it is. */
function isHarmless(masked: string, { places, openPlaces }: CalampSecrets): boolean {
  return (
    /^(AT.*|OK|ERROR|Password Required)$/.test(masked) ||
    places.some((place) => masked === `${place},` || masked === `${place},${HIDDEN}`) ||
    openPlaces.some((place) => masked.startsWith(`${place},`))
  );
}
