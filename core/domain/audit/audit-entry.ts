import { z } from 'zod';
import { organizationId, personId, sessionId, stationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { storedNumber } from '../../kernel/storable.ts';
import { clockDoubt } from '../sync/clock-offset.ts';

/**
 * One entry of a station's audit trail (REP-1): who, when, which station, what, before and after. Its canonical JSON (RFC 8785)
 * is stored and hashed as stored, so a later library cannot break old hashes. Integers and text only, no secrets.
 *
 * Version 1 holds names and typed words in the hashed text. Version 2 holds commitments to them instead (`personal-commitment`): what was
 * committed to stands beside the entry and can be erased without changing the entry. Both stand in one chain; see `readTrailEntry`.
 */
const place = {
  stationId,
  /** Rises with each enrolment or restore; (station, generation) is one chain. */
  generation: z.number().int().positive(),
  /** Gapless from 1 within the chain. */
  seq: z.number().int().positive(),
  /** Chain head before this entry, lower-case hex; 64 zeros before the first. */
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  at: isoTime,
};

const signInMethod = z.enum(['pin', 'badge-and-pin', 'command-line', 'system']);

/** Who acted, as a use case says it. */
export const auditActor = z.strictObject({
  personId: personId.nullable(),
  name: z.string(),
  roles: z.array(z.string()),
  method: signInMethod,
});
export type AuditActor = z.infer<typeof auditActor>;

const act = {
  /** Organizations that may see this entry; the cloud files it under each. */
  organizations: z.array(organizationId),
  /** Verb in the past: `unit.scanned`, `transfer.requested`, `configuration.verified` … */
  action: z.string().regex(/^[a-z]+(\.[a-z-]+)+$/),
  outcome: z.enum(['done', 'refused', 'failed', 'noted']),
  code: z.string().nullable(),
  /** `type:serial` of the unit concerned. */
  unit: z.string().nullable(),
  sessionId: sessionId.nullable(),
  operationId: z.string().nullable(),
  /** What changed, as text; for large things a SHA-256 of them. */
  before: z.record(z.string(), z.string()).nullable(),
  after: z.record(z.string(), z.string()).nullable(),
};

export const auditEntryV1 = z.strictObject({
  v: z.literal(1),
  ...place,
  /** The wall clock disagreed with itself or with the cloud when this was written; a flag, never a refusal. */
  clockSuspect: z.boolean(),
  actor: auditActor,
  ...act,
});

/** A SHA-256 over a salt and a text; see `personal-commitment`. */
const commitment = z.string().regex(/^[0-9a-f]{64}$/);

export const auditEntryV2 = z.strictObject({
  v: z.literal(2),
  ...place,
  /** Why the time should be looked at twice; empty for a clock without doubt. A flag, never a refusal. */
  clockDoubts: z.array(clockDoubt),
  actor: z.strictObject({
    /** The part of the program that acted by itself; null where a person did, who stands in `personal`. */
    program: z.string().nullable(),
    roles: z.array(z.string()),
    method: signInMethod,
  }),
  ...act,
  /** By path (`actor`, `before.person`, `after.note` …): what of this entry is about people. */
  personal: z.record(z.string(), commitment),
});

export const auditEntry = z.discriminatedUnion('v', [auditEntryV1, auditEntryV2]);
export type AuditEntry = z.infer<typeof auditEntry>;

/** What a use case says; chain, time and station are added where it is appended. */
export type AuditDraft = Pick<z.infer<typeof auditEntryV1>, 'actor' | 'organizations' | 'action' | 'outcome'> &
  Partial<Pick<z.infer<typeof auditEntryV1>, 'code' | 'unit' | 'sessionId' | 'operationId' | 'before' | 'after'>>;

/** What a commitment was made of. */
export const personalOpening = z.strictObject({
  /** 16 random bytes, lower-case hex. Without it a short name could be guessed from its hash. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  text: z.string(),
});
export type PersonalOpening = z.infer<typeof personalOpening>;

/** What stands beside an entry under a path: the clear text, or the number of the entry that tells of its erasing. */
export const personalPart = z.union([personalOpening, z.strictObject({ erasedBy: z.number().int().positive() })]);
export type PersonalPart = z.infer<typeof personalPart>;

/** An entry as stored: the hashed bytes, verbatim, and the chain head after it. */
export const storedAuditEntry = z.strictObject({
  seq: storedNumber,
  canonical: z.string(),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  /** Left out where the entry has nothing personal, or where only the chain is wanted. */
  personal: z.record(z.string(), personalPart).optional(),
});
export type StoredAuditEntry = z.infer<typeof storedAuditEntry>;

/** A signed statement of how long the chain is and where it ends. */
export const auditCheckpoint = z.strictObject({
  stationId,
  generation: z.number().int().positive(),
  size: z.number().int().nonnegative(),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  /** Ed25519 over the canonical JSON of the other four fields, base64. */
  signature: z.string(),
});
export type AuditCheckpoint = z.infer<typeof auditCheckpoint>;
