/**
 * How a number from a label is judged. Used by the label parser, the command line and the forms; `ok` says that the number is
 * well formed, never that such a unit, card or vehicle exists: only the registry knows that.
 */
export interface Judgement<Code extends string> {
  /** The number in its one canonical spelling: no separators, upper case, padding removed. What could not be cleaned stays as it came. */
  readonly value: string;
  /** `warn` may be used after a person confirmed it, `partial` only where a part is enough, `bad` never. */
  readonly kind: 'ok' | 'warn' | 'bad' | 'partial';
  /** Every finding, most serious first; empty for a plain `ok`. */
  readonly codes: readonly Code[];
  /** The check character that would fit the rest, where one does not fit or is missing. */
  readonly expected?: string;
  /** Why it is `bad`. */
  readonly detail?: FormatFault;
  /** A corrected reading to offer to the person; never applied by itself. */
  readonly suggestion?: string;
}

/** What is wrong with the form of a number. */
export type FormatFault = 'empty' | 'too-short' | 'too-long' | 'letter' | 'sign' | 'all-zeros' | 'not-a-sim-card';
