import { z } from 'zod';
import { organizationId, stationId } from '../../kernel/entity-ids.ts';
import { epochMs, isoTime } from '../../kernel/iso-time.ts';

/**
 * Whose things a station may keep, and until when (JOB-6, reliability.md §3.6). The cloud signs it with every pull, so that an ended
 * partnership is forgotten by a station that never hears of the end: the time runs out by itself. Like the roster it is signed and checked
 * as the text that was sent, by the same key.
 */
export const scopeStatement = z.object({
  kind: z.literal('fitbay-scope'),
  version: z.literal(1),
  organizationId,
  stationId,
  /** By the cloud's clock; the station counts from its arrival and never compares it with a clock of its own. */
  issuedAt: isoTime,
  /** Until then the station's own organization and the platform let it keep secrets. */
  secretsValidUntil: isoTime,
  /** Fleets that let this organization work for them now. */
  customers: z.array(z.object({ organizationId, validUntil: isoTime })),
});
export type ScopeStatement = z.infer<typeof scopeStatement>;

export const signedScope = z.strictObject({
  /** JSON of a `scopeStatement`. */
  statement: z.string().max(1_000_000),
  /** Ed25519 (RFC 8032) over the UTF-8 of `statement`, base64. */
  signature: z.base64(),
  /** The cloud's public key, SPKI DER as base64: the same as the roster's. */
  key: z.base64(),
});
export type SignedScope = z.infer<typeof signedScope>;

/** How long a station may keep what is not its own without hearing from the cloud. */
export const scopeGraceMs = 14 * 86_400_000;

/** What a station has no leave for any more. `own-secrets`: those of its own organization and of the platform. */
export type EndedScope = { readonly kind: 'own-secrets' } | { readonly kind: 'customer'; readonly id: string };

/**
 * What has run out.
 *
 * @param ageMs how long ago the statement arrived, counted by clocks that nobody can set
 */
export function endedScopes(statement: ScopeStatement, ageMs: number): readonly EndedScope[] {
  const hasEnded = (validUntil: string): boolean => epochMs(validUntil) - epochMs(statement.issuedAt) <= ageMs;
  return [
    ...(hasEnded(statement.secretsValidUntil) ? [{ kind: 'own-secrets' } as const] : []),
    ...statement.customers
      .filter(({ validUntil }) => hasEnded(validUntil))
      .map((customer) => ({ kind: 'customer', id: customer.organizationId }) as const),
  ];
}
