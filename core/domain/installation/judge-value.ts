import { assertNever } from '../../kernel/assert-never.ts';
import { type KeyEntry, keyEntryOf } from './key-catalogue.ts';

/** What is wrong with a value; text keys `value-problem.<kind>` say it with these limits. */
export type ValueProblem =
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'secret-in-clear' }
  | { readonly kind: 'not-a-number' }
  | { readonly kind: 'out-of-range'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'too-long'; readonly maximum: number }
  | { readonly kind: 'not-a-choice'; readonly choices: readonly string[] }
  | { readonly kind: 'not-printable' }
  | { readonly kind: 'blanks' };

/** What a unit's family adds to the limits of the catalogue. */
export interface FamilyLimits {
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/**
 * Whether a value may stand in a key (INST-3): by the catalogue's limits and, where a family is named, by its own as well. Null when it
 * may. A secret is never judged here, because it is never here.
 */
export function judgeValue(key: string, value: string, family: FamilyLimits = {}): ValueProblem | null {
  const entry = keyEntryOf(key);
  if (entry === null) {
    return { kind: 'unknown-key' };
  }
  return entry.nature === 'secret' ? { kind: 'secret-in-clear' } : judgeBy(entry, value, family);
}

/** The same for the value of a secret, where it is given to be kept. */
export function judgeSecret(key: string, value: string): ValueProblem | null {
  const entry = keyEntryOf(key);
  return entry === null ? { kind: 'unknown-key' } : judgeBy(entry, value, {});
}

// Control characters would end a command on the cable early; what is not Latin-1 cannot be sent at all.
const printable = /^[\x20-\x7e\xa0-\xff]*$/;

function judgeBy(entry: KeyEntry, value: string, family: FamilyLimits): ValueProblem | null {
  switch (entry.type) {
    case 'text': {
      const maximum = Math.min(entry.maxLength, family.maxLength ?? entry.maxLength);
      if (!printable.test(value)) {
        return { kind: 'not-printable' };
      }
      if (entry.noBlanks && value.includes(' ')) {
        return { kind: 'blanks' };
      }
      return value.length > maximum ? { kind: 'too-long', maximum } : null;
    }
    case 'integer': {
      const minimum = Math.max(entry.minimum, family.minimum ?? entry.minimum);
      const maximum = Math.min(entry.maximum, family.maximum ?? entry.maximum);
      if (!/^-?\d{1,12}$/.test(value)) {
        return { kind: 'not-a-number' };
      }
      return Number(value) < minimum || Number(value) > maximum ? { kind: 'out-of-range', minimum, maximum } : null;
    }
    case 'choice':
      return entry.choices.includes(value) ? null : { kind: 'not-a-choice', choices: entry.choices };
    default:
      return assertNever(entry);
  }
}
