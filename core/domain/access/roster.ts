import { z } from 'zod';
import { organizationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { person } from './person.ts';

/**
 * Who may sign in at the stations of an organization, as the cloud says it (STA-1, reliability.md §5.2). Always the whole list: a single row
 * cannot be put back to an older state. The text is signed and checked as it was sent, never as it was parsed.
 */
export const rosterStatement = z.strictObject({
  kind: z.literal('fitbay-roster'),
  version: z.literal(1),
  organizationId,
  /** By the cloud's clock. A station never goes back to an older one. */
  issuedAt: isoTime,
  people: z.array(person),
});
export type RosterStatement = z.infer<typeof rosterStatement>;

export const signedRoster = z.strictObject({
  /** JSON of a `rosterStatement`. */
  statement: z.string().max(4_000_000),
  /** Ed25519 (RFC 8032) over the UTF-8 of `statement`, base64. */
  signature: z.base64(),
  /** The cloud's public key, SPKI DER as base64. A station keeps the first it hears after its enrolment and believes no other. */
  key: z.base64(),
});
export type SignedRoster = z.infer<typeof signedRoster>;

/**
 * What a roster is still good for without contact. `fresh`: everything. `aged`: supervisors' rights rest. `expired`: nothing that the
 * cloud could refuse, so no transfers and no pairings; facts are taken down as ever.
 */
export type RosterStanding = 'fresh' | 'aged' | 'expired';

const hourMs = 3_600_000;
export const supervisorGraceMs = 24 * hourMs;
export const rosterGraceMs = 72 * hourMs;

/** `ageMs`: since the cloud last confirmed it. */
export function rosterStanding(ageMs: number): RosterStanding {
  if (ageMs < supervisorGraceMs) {
    return 'fresh';
  }
  return ageMs < rosterGraceMs ? 'aged' : 'expired';
}
