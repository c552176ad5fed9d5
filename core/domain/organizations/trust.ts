import { z } from 'zod';
import { organizationId } from '../../kernel/entity-ids.ts';
import { epochMs, type IsoTime, isoTime } from '../../kernel/iso-time.ts';

/**
 * The trust relationship between a fleet customer and a service partner (ORG-3), as the cloud records it. Expiry is not
 * recorded but follows from the end date and the cloud's clock: see `trustStanding`.
 */
export const trustRelationship = z.strictObject({
  id: z.string().min(1),
  customerId: organizationId,
  partnerId: organizationId,
  /** Short code that people copy, e.g. `T1E2S` (ORG-4). */
  partnerCode: z.string().min(1),
  state: z.enum(['pending', 'active', 'declined', 'revoked']),
  validFrom: isoTime,
  /** End of the relationship, null while it is open. */
  validTo: isoTime.nullable(),
  /** Whether the partner may override what a job prescribes (ORG-5). */
  overrideAllowed: z.boolean(),
});
export type TrustRelationship = z.infer<typeof trustRelationship>;

export const trustStanding = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('pending') }),
  z.strictObject({ kind: z.literal('active'), until: isoTime.nullable(), daysLeft: z.number().int().nullable() }),
  z.strictObject({ kind: z.literal('expired'), since: isoTime }),
  z.strictObject({ kind: z.literal('declined') }),
  z.strictObject({ kind: z.literal('revoked') }),
]);
/** How a relationship stands at a moment. `daysLeft` counts whole days that remain. */
export type TrustStanding = z.infer<typeof trustStanding>;

const dayMs = 86_400_000;

/** Judges a relationship at `now`, which is the cloud's clock as the caller knows it (ORG-3). One that begins later is still pending. */
export function standingOf(trust: TrustRelationship | null, now: IsoTime): TrustStanding {
  if (trust === null) {
    return { kind: 'none' };
  }
  if (trust.state !== 'active') {
    return { kind: trust.state };
  }
  if (epochMs(trust.validFrom) > epochMs(now)) {
    return { kind: 'pending' };
  }
  if (trust.validTo === null) {
    return { kind: 'active', until: null, daysLeft: null };
  }
  const leftMs = epochMs(trust.validTo) - epochMs(now);
  return leftMs > 0
    ? { kind: 'active', until: trust.validTo, daysLeft: Math.floor(leftMs / dayMs) }
    : { kind: 'expired', since: trust.validTo };
}
