import { z } from 'zod';
import type { StoredAuditEntry } from './audit-entry.ts';
import { erasedAction, toldErased } from './erased-ranges.ts';
import { personalCommitment } from './personal-commitment.ts';

/** What the hashed text of an entry says about people, as read from it without trusting it. */
export interface PersonalStatement {
  readonly action: unknown;
  readonly after: Readonly<Record<string, unknown>>;
  /** Commitments by path; empty for an entry of version 1. */
  readonly personal: Readonly<Record<string, unknown>>;
}

/**
 * Checks what stands beside the entries of one chain (REP-1): a clear text must be what the entry commits to, and what was erased must be told of
 * by a later entry. `note` takes the entries in order and answers with the first bad number; `finish` names one that nothing tells of.
 */
export interface PersonalCheck {
  note(entry: StoredAuditEntry, statement: PersonalStatement): number | null;
  finish(): number | null;
  /** Entries that had something erased. */
  erased(): number;
}

export function createPersonalCheck(): PersonalCheck {
  /** By the number of the entry that should tell of it: what was erased. */
  const untold = new Map<number, { readonly seq: number; readonly path: string }[]>();
  let erased = 0;

  /** Whether something beside the entry is not what it should be. A million entries come by: nothing is made anew for one without erasures. */
  const besideOf = (entry: StoredAuditEntry, { personal }: PersonalStatement): boolean => {
    let isErased = false;
    for (const path in personal) {
      const part = entry.personal?.[path];
      if (entry.personal !== undefined && part === undefined) {
        return true;
      }
      if (part !== undefined && 'text' in part && personalCommitment(part) !== personal[path]) {
        return true;
      }
      if (part !== undefined && 'erasedBy' in part) {
        isErased = true;
        if (part.erasedBy <= entry.seq) {
          return true;
        }
        untold.set(part.erasedBy, [...(untold.get(part.erasedBy) ?? []), { seq: entry.seq, path }]);
      }
    }
    erased += isErased ? 1 : 0;
    return false;
  };

  /** The first entry that should be told of here and is not. */
  const untoldBy = (teller: number, { action, after }: PersonalStatement): number | null => {
    const wanted = untold.get(teller);
    if (wanted === undefined) {
      return null;
    }
    untold.delete(teller);
    return wanted.find(({ seq, path }) => action !== erasedAction || !toldErased(after, path)(seq))?.seq ?? null;
  };

  return {
    note(entry, statement) {
      const bad = besideOf(entry, statement);
      return bad ? entry.seq : untoldBy(entry.seq, statement);
    },
    finish: () => {
      const left = [...untold.values()].flat().map(({ seq }) => seq);
      return left.length === 0 ? null : left.reduce((least, seq) => Math.min(least, seq));
    },
    erased: () => erased,
  };
}

/**
 * Whether everything that is open beside one entry is what it commits to, and nothing is missing; what is marked as erased is not judged, because only
 * the whole chain can tell.
 */
export function openPartsFit({ canonical, personal: parts = {} }: StoredAuditEntry): boolean {
  const { personal } = withCommitments.parse(JSON.parse(canonical));
  return Object.entries(personal).every(([path, commitment]) => {
    const part = parts[path];
    return part !== undefined && (!('text' in part) || personalCommitment(part) === commitment);
  });
}

/** Entries of the first version have none. */
const withCommitments = z.looseObject({ personal: z.record(z.string(), z.string()).default({}) });
