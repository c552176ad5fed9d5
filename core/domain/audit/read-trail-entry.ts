import { z } from 'zod';
import { personId } from '../../kernel/entity-ids.ts';
import { auditEntry, auditEntryV1, type StoredAuditEntry } from './audit-entry.ts';
import { actorPath, namedActor } from './personal-fields.ts';

/**
 * An entry as people read it, whatever its version (REP-1): names and typed words in their places again, and by `erased` what is not there any
 * more. In an entry of the first version nothing can have been erased.
 */
export const trailEntry = auditEntryV1.omit({ v: true, actor: true }).extend({
  v: z.literal([1, 2]),
  head: z.string(),
  /** Why the time is doubtful; empty also where an entry of the first version only says that it is. */
  clockDoubts: z.array(z.string()),
  actor: z.strictObject({
    personId: personId.nullable(),
    /** Null where it was erased. */
    name: z.string().nullable(),
    roles: z.array(z.string()),
    method: auditEntryV1.shape.actor.shape.method,
  }),
  /** Paths of what was erased: `actor`, `after.note` … */
  erased: z.array(z.string()),
});
export type TrailEntry = z.infer<typeof trailEntry>;

/** Reads a stored entry with what stands beside it. Throws for a text that is no entry: the chain's check comes before. */
export function readTrailEntry(stored: StoredAuditEntry): TrailEntry {
  const entry = auditEntry.parse(JSON.parse(stored.canonical));
  if (entry.v === 1) {
    return { ...entry, head: stored.head, clockDoubts: [], erased: [] };
  }
  const { personal, clockDoubts, actor, ...rest } = entry;
  const open = new Map<string, string>();
  for (const [path, part] of Object.entries(stored.personal ?? {})) {
    if ('text' in part) {
      open.set(path, part.text);
    }
  }
  const { program, roles, method } = actor;
  const named = open.get(actorPath);
  const who = named === undefined ? { name: program, personId: null } : namedActor.parse(JSON.parse(named));
  return {
    ...rest,
    head: stored.head,
    clockDoubts,
    clockSuspect: clockDoubts.length > 0,
    actor: { ...who, roles, method },
    before: withOpen(rest.before, 'before', open),
    after: withOpen(rest.after, 'after', open),
    erased: Object.keys(personal).filter((path) => !open.has(path)),
  };
}

function withOpen(
  values: TrailEntry['before'],
  side: 'before' | 'after',
  open: ReadonlyMap<string, string>,
): TrailEntry['before'] {
  const added = [...open].filter(([path]) => path.startsWith(`${side}.`));
  return added.length === 0
    ? values
    : { ...values, ...Object.fromEntries(added.map(([path, text]) => [path.slice(side.length + 1), text])) };
}
