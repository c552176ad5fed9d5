import type { Texts } from '#core/texts/create-texts.ts';
import { say } from './say.ts';

/** What helps against a code of the centre, in a sentence; empty where there is none. */
export function nextOfCode(texts: Texts, code: string): string {
  return say(texts, [`codes.${code}.next`, ''], { tool: '', toolKnown: 'no' });
}
