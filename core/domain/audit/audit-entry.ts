import { z } from 'zod';
import { organizationId, personId, sessionId, stationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';

/**
 * One entry of a station's audit trail (REP-1): who, when, which station, what, before and after. Its canonical JSON (RFC 8785)
 * is stored and hashed as stored, so a later library cannot break old hashes. Integers and text only, no secrets.
 */
export const auditEntry = z.strictObject({
  v: z.literal(1),
  stationId,
  /** Rises with each enrolment or restore; (station, generation) is one chain. */
  generation: z.number().int().positive(),
  /** Gapless from 1 within the chain. */
  seq: z.number().int().positive(),
  /** Chain head before this entry, lower-case hex; 64 zeros before the first. */
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  at: isoTime,
  /** The wall clock disagreed with itself or with the cloud when this was written; a flag, never a refusal. */
  clockSuspect: z.boolean(),
  actor: z.strictObject({
    personId: personId.nullable(),
    name: z.string(),
    roles: z.array(z.string()),
    method: z.enum(['pin', 'badge-and-pin', 'command-line', 'system']),
  }),
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
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** What a use case says; chain, time and station are added where it is appended. */
export type AuditDraft = Pick<AuditEntry, 'actor' | 'organizations' | 'action' | 'outcome'> &
  Partial<Pick<AuditEntry, 'code' | 'unit' | 'sessionId' | 'operationId' | 'before' | 'after'>>;

/** An entry as stored: the hashed bytes, verbatim, and the chain head after it. */
export const storedAuditEntry = z.strictObject({
  seq: z.number().int().positive(),
  canonical: z.string(),
  head: z.string().regex(/^[0-9a-f]{64}$/),
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
