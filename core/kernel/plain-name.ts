import { z } from 'zod';

/**
 * The one rule for what people, customers, stations, organizations, profiles, templates, views and readers may be called: in lists, in the audit
 * trail and on reports a name must be seen, and must not turn round or swallow the words beside it. `takenName` refuses at the door; `keptName` and
 * `toldName` are for what was written already, here or by another side: it is cleaned instead, so that no word of it is lost with the name.
 */

/** Joiners belong to the spelling of Persian and of Indian names, but only between two visible signs. */
const joiner = '\\u200c\\u200d';
/** Controls, ends of lines, marks that turn the direction, and whatever else has no shape of its own. Blanks and joiners are judged apart. */
const unseen = new RegExp(
  `[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\p{Cn}\\p{Bidi_Control}\\u2800]|(?![${joiner}])[\\p{Cf}\\p{Default_Ignorable_Code_Point}]`,
  'gu',
);
const looseJoiner = new RegExp(`(?<![\\p{L}\\p{M}])[${joiner}]|[${joiner}](?![\\p{L}\\p{M}])`, 'gu');
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Stands where nothing of a name can be shown. */
const NAMELESS = '?';
const UNSEEN = 'holds nothing visible, or signs that cannot be seen';

/** Whether the text can be read as a name, all of it. */
export function isPlainName(text: string): boolean {
  return visible.test(text) && withoutUnseen(text) === text;
}

/** What of the text can be seen; empty where that is nothing. */
export function seenPart(text: string): string {
  const seen = withoutUnseen(text).trim();
  return visible.test(seen) ? seen : '';
}

/** The text as a name, whatever it was: `?` where nothing of it can be seen. */
export function plainNameOf(text: string): string {
  const seen = seenPart(text);
  return seen === '' ? NAMELESS : seen;
}

/** A name that somebody asks us to take. */
export function takenName(mostCharacters: number) {
  return z.string().trim().min(1).max(mostCharacters).refine(isPlainName, UNSEEN);
}

/** The same where nothing may be said. */
export function takenNameOrNone(mostCharacters: number) {
  return z
    .string()
    .trim()
    .max(mostCharacters)
    .refine((text) => text === '' || isPlainName(text), UNSEEN);
}

/** A name that was kept, perhaps by somebody who had no such rule: it must be there, and loses what cannot be seen. */
export function keptName(mostCharacters: number) {
  return z.string().trim().min(1).max(mostCharacters).overwrite(plainNameOf);
}

/** A name that another side tells of. */
export function toldName() {
  return z.string().overwrite(plainNameOf);
}

function withoutUnseen(text: string): string {
  let seen = text.replace(unseen, '');
  for (let before = ''; before !== seen; ) {
    before = seen;
    seen = seen.replace(looseJoiner, '');
  }
  return seen;
}
