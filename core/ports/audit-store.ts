import type { AuditDraft, StoredAuditEntry } from '../domain/audit/audit-entry.ts';
import type { TrailFilter } from '../domain/audit/trail-filter.ts';
import type { PersonId, SessionId } from '../kernel/entity-ids.ts';
import type { IsoTime } from '../kernel/iso-time.ts';

/** The station's trail (REP-1). Entries are never changed and never removed; what stands beside them about people can be erased. */
export interface AuditReads {
  auditHead(): { readonly size: number; readonly head: string };
  auditEntries(query: AuditQuery): readonly StoredAuditEntry[];
  /** Entries in order from `fromSeq` on. For verification and push. */
  auditFrom(fromSeq: number, limit: number): readonly StoredAuditEntry[];
  /** Entries of a part of the trail that a filter wants. The part bounds what a call costs. */
  searchAudit(search: AuditSearch): readonly StoredAuditEntry[];
  /** Everybody who is named as having done something, with the newest name. */
  auditPeople(): readonly { readonly personId: PersonId; readonly name: string }[];
  /** What an erasing would take away, oldest first; older enrolments of this station included. */
  personalFields(scope: ErasureScope): readonly ErasableField[];
  /** Entries of the first version that name this person: they cannot be erased. */
  countUnerasable(personId: PersonId): number;
}

export interface AuditWrites {
  /** Chains and stores an entry. */
  appendAudit(draft: AuditDraft): StoredAuditEntry;
  /** Takes salt and clear text away for good; `erasedBy` is the entry that tells of it. */
  erasePersonal(places: readonly PersonalPlace[], erasedBy: number): void;
}

export interface AuditQuery {
  readonly sessionId?: SessionId;
  readonly beforeSeq?: number;
  readonly limit: number;
}

export interface AuditSearch {
  readonly filter: TrailFilter;
  /** First and last number looked at. */
  readonly from: number;
  readonly to: number;
  readonly order: 'newest-first' | 'oldest-first';
  readonly limit: number;
}

/** Whose part of the trail is erased: all that a person did, wrote or is named in up to a moment, or one entry. */
export type ErasureScope =
  | { readonly kind: 'person'; readonly personId: PersonId; readonly until: IsoTime }
  | { readonly kind: 'entry'; readonly generation: number; readonly seq: number };

/** What would go: the clear text as it was committed to, see `personalFields` of core/domain/audit. */
export interface ErasableField extends PersonalPlace {
  readonly text: string;
}

export interface PersonalPlace {
  readonly generation: number;
  readonly seq: number;
  readonly path: string;
}
