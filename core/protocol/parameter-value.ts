/**
 * What the families do alike with one value of a unit's configuration: check it before it is sent, spell it, and compare what was read with
 * what was wanted. What a dialect cannot carry at all is its own matter.
 */

/** The unit's spelling of a Fitbay value, or why the unit cannot hold it. */
export type EncodedValue =
  | { readonly kind: 'encoded'; readonly text: string }
  | { readonly kind: 'refused'; readonly why: string };

export function refused(why: string): EncodedValue {
  return { kind: 'refused', why };
}

/** A text of `maxLength` characters at most; of any length where it is left out. */
export function encodeText(maxLength: number | undefined, value: string): EncodedValue {
  return maxLength !== undefined && value.length > maxLength
    ? refused(`longer than ${maxLength} characters`)
    : { kind: 'encoded', text: value };
}

export interface NumberLimits {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  /** 0 switches off and is allowed below the minimum. */
  readonly orZero?: boolean | undefined;
}

/** A whole number within its limits, without zeros in front. */
export function encodeInteger(limits: NumberLimits, value: string): EncodedValue {
  if (!WHOLE_NUMBER.test(value)) {
    return refused('not a whole number');
  }
  const number = Number(value);
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER, orZero = false } = limits;
  return (number < minimum || number > maximum) && !(orZero && number === 0)
    ? refused(`not between ${minimum} and ${maximum}${orZero ? ', and not 0' : ''}`)
    : { kind: 'encoded', text: String(number) };
}

/** What the unit writes for Fitbay's word. */
export function encodeChoice(choices: Readonly<Record<string, string>>, value: string): EncodedValue {
  const text = Object.hasOwn(choices, value) ? choices[value] : undefined;
  return text === undefined ? refused(`not one of ${Object.keys(choices).join(', ')}`) : { kind: 'encoded', text };
}

/** Fitbay's word for what the unit holds. What no choice names stays as it is: shown, never guessed. */
export function decodeChoice(choices: Readonly<Record<string, string>>, held: string): string {
  return Object.entries(choices).find(([, text]) => isSameValue(text, held, true))?.[0] ?? held;
}

/** Compares numbers as numbers, because a unit may answer `4.100000` for `4.1`, and everything else letter by letter. */
export function isSameValue(left: string, right: string, isNumber: boolean): boolean {
  return left === right || (isNumber && NUMBER.test(left) && NUMBER.test(right) && Number(left) === Number(right));
}

const WHOLE_NUMBER = /^-?\d{1,12}$/;
const NUMBER = /^-?\d{1,15}(\.\d{1,12})?$/;
