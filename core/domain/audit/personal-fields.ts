// Which parts of an audit entry are about people (REP-1), and why. What stands here is committed to by the entry and kept beside it, so that it can
// be erased; everything else is hashed in the clear and stays. See docs/decisions/0023.
import { z } from 'zod';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { type PersonId, personId } from '../../kernel/entity-ids.ts';
import type { AuditActor, AuditDraft } from './audit-entry.ts';

export interface PersonalField {
  /** `actor`, or `before` or `after` and the key: `after.note`. */
  readonly path: string;
  readonly text: string;
  /** Whose it is: who did it, and who typed the words. Null where a name alone is known, or nobody acted. */
  readonly personId: PersonId | null;
}

/** The path under which stands who did it. */
export const actorPath = 'actor';

/** Keys that hold somebody's name or address, whatever the entry is about. */
const naming: ReadonlySet<string> = new Set(['person', 'second', 'requestedBy', 'email']);
/**
 * Keys that hold words somebody typed: they may name anybody. `text` is what a reader or a hand gave: a badge, or a name, as well as a label.
 * `why` is typed by people and told by the station itself; the station's own words are no person's (see `personalFields`).
 */
const typed: ReadonlySet<string> = new Set(['note', 'reason', 'remarks', 'why', 'text', 'name']);
/** Keys that mean a person in these actions and something else in others. */
const namingIn: Readonly<Record<string, readonly string[]>> = {
  'sheet.taken-over': ['owner'],
  'partnership.invite': ['partner'],
  'reservation.broken': ['holder'],
};

/** Everything of a draft that is about people. The program's own name and its own words are not. */
export function personalFields(draft: AuditDraft): readonly PersonalField[] {
  const { actor, action } = draft;
  const isPerson = actor.method !== 'system';
  const fieldsOf = (side: 'before' | 'after'): PersonalField[] =>
    Object.entries(draft[side] ?? {}).flatMap(([key, text]) => {
      const names = naming.has(key) || (namingIn[action] ?? []).includes(key);
      const isTyped = typed.has(key) && isPerson;
      const personId = isTyped ? actor.personId : null;
      return (names || isTyped) && text !== '' ? [{ path: `${side}.${key}`, text, personId }] : [];
    });
  return [
    ...(isPerson ? [{ path: actorPath, text: actorText(actor), personId: actor.personId }] : []),
    ...fieldsOf('after'),
    ...fieldsOf('before'),
  ];
}

/** Whether a path holds a name and not words: names are erased by what they say, words by who typed them. */
export function isNamePath(path: string): boolean {
  const key = path.slice(path.indexOf('.') + 1);
  return naming.has(key) || Object.values(namingIn).some((keys) => keys.includes(key));
}

/** What stands under `actor`. */
export const namedActor = z.strictObject({ name: z.string(), personId: personId.nullable() });

/** Who did it, as one text that can be committed to. */
export function actorText({ personId, name }: Pick<AuditActor, 'personId' | 'name'>): string {
  return canonicalJson({ name, personId }).normalize('NFC');
}
