import { HIDDEN, hideWhole } from '../../kernel/hidden-text.ts';
import { maskKnownValues } from '../mask-known-values.ts';

/**
 * Makes cable text fit for a capture (INST-7): what stands behind the id of a secret parameter is replaced, and so is any
 * secret value that is known, wherever it appears (echo, damaged line, log output of the unit).
 */
export interface SecretMask {
  /** Parameter ids whose values are secret. */
  readonly ids: readonly number[];
  /** Values known to be secret. Shorter ones than three characters would blacken half the capture and are left to the ids. */
  readonly values: readonly string[];
  /**
   * An answer with a secret is expected now: a line that does not have its shape may be a piece of it, and is hidden whole.
   */
  readonly hidesFragments: boolean;
}

/** `setparam 2003:letmein;2004:host` → `setparam 2003:***;2004:host`. */
export function maskSecrets(text: string, mask: SecretMask, isFragment: boolean): string {
  if (isFragment && mask.hidesFragments) {
    return hideWhole(text);
  }
  let masked = maskKnownValues(text, mask.values);
  for (const id of mask.ids) {
    // A reading may hold `;` in its value, so it is hidden to the end of the line.
    masked = masked.replace(new RegExp(`^(Param ID:${id} Value:).+$`), `$1${HIDDEN}`);
    masked = masked.replace(new RegExp(`^(Param ID:.*;${id}:).+$`), `$1${HIDDEN}`);
    masked = masked.replace(new RegExp(`(^|[^0-9])(${id}:)[^;]+`, 'g'), `$1$2${HIDDEN}`);
  }
  // One line of a whole configuration: a damaged id would uncover the secret behind it, so none of the values is shown.
  const [listed] = (mask.hidesFragments ? /^\d{1,9}:/.exec(masked) : null) ?? [];
  if (listed !== undefined) {
    return `${listed}${HIDDEN}`;
  }
  if (mask.hidesFragments && masked.startsWith('Param ID:') && !endsInSecret(masked, mask.ids)) {
    return hideWhole(text);
  }
  return masked;
}

/** An answer that was to hold a secret and in which it stands in its place, masked or empty. Elsewhere damage may have moved it. */
function endsInSecret(masked: string, ids: readonly number[]): boolean {
  return ids.some((id) => [`ID:${id} Value:`, `;${id}:`].some((place) => isEndedBy(masked, place)));
}

function isEndedBy(masked: string, place: string): boolean {
  return masked.endsWith(place) || masked.endsWith(place + HIDDEN);
}
