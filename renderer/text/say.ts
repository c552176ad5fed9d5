import type { Texts, TextValues } from '#core/texts/create-texts.ts';

/**
 * The text of a key that was built from data, e.g. from an error code or the name of an event: the first of `keys` that has one. Where none
 * has, the last stands there as it is, so that what the station said is never swallowed for want of words.
 */
export function say(texts: Texts, keys: readonly [string, ...string[]], values: TextValues = {}): string {
  for (const key of keys) {
    if (texts.has(key)) {
      return texts.t(key, values);
    }
  }
  return keys.at(-1) ?? keys[0];
}
