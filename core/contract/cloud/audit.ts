import { z } from 'zod';
import { logHead, logSeal } from '../../domain/audit/log-seal.ts';
import { organizationId, stationId } from '../../kernel/entity-ids.ts';
import { cloudCall } from './call-rules.ts';

const from = z.coerce.number().int().nonnegative().optional();

/** The signed head of an organization's log; with `from`, the proof that it goes on from the checkpoint of that size (REP-1). */
export const auditCheckpointContract = cloudCall
  .route({
    method: 'GET',
    path: '/v1/organizations/{organizationId}/audit/checkpoint',
    summary: 'Signed head of an audit log',
  })
  .input(z.object({ organizationId, from }))
  .output(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('head'), ...logHead.shape }),
      /** Nothing was ever written into it. */
      z.strictObject({ kind: z.literal('empty') }),
    ]),
  );

/**
 * Proof that an entry of a station's trail stands in an organization's log (REP-1, OWN-13). In a customer's log a partner gets proofs of what
 * it did itself.
 */
export const auditProofContract = cloudCall
  .route({
    method: 'GET',
    path: '/v1/organizations/{organizationId}/audit/proof',
    summary: 'Proof that an entry is in an audit log',
  })
  .input(
    z.object({
      organizationId,
      stationId,
      generation: z.coerce.number().int().positive(),
      seq: z.coerce.number().int().positive(),
      /** Chain head after the entry. */
      head: z.string().regex(/^[0-9a-f]{64}$/),
      from,
    }),
  )
  .output(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('proof'), ...logSeal.shape }),
      z.strictObject({ kind: z.literal('not-in-log') }),
    ]),
  );
