import type { Texts, TextValues } from '#core/texts/create-texts.ts';

/**
 * The text of a key that was built from data, e.g. from an error code or the name of an event. Where no language has it, `otherwise` is
 * shown: what the station said is never swallowed for want of words.
 */
export function say(texts: Texts, key: string, values: TextValues = {}, otherwise: string = key): string {
  return texts.has(key) ? texts.t(key, values) : otherwise;
}
