import { z } from 'zod';
import { operationId, stationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { isStorableText, storedNumber } from '../../kernel/storable.ts';
import { auditCheckpoint, storedAuditEntry } from '../audit/audit-entry.ts';
import { logSeal } from '../audit/log-seal.ts';
import { type OperationVerdict, operationVerdict } from './operation.ts';

const noCharacter = { error: 'holds what is no character of a text' };

/**
 * An operation as it arrives: what tells which one it is. The rest may come from a newer station or be broken, and is judged one by one,
 * so that one operation that nobody understands holds back its own unit and no other (P12).
 */
export const pushedOperation = z.looseObject({
  id: operationId.refine(isStorableText, noCharacter),
  seq: storedNumber,
  unit: z.string().min(1).refine(isStorableText, noCharacter),
});
export type PushedOperation = z.infer<typeof pushedOperation>;

export const pushRequest = z.strictObject({
  stationId,
  generation: storedNumber,
  /** In order of `seq`; at most 100. */
  operations: z.array(pushedOperation).max(100),
  /** Gapless continuation of what the cloud holds; at most 500. */
  auditEntries: z.array(storedAuditEntry).max(500),
  checkpoint: auditCheckpoint.nullable(),
  /** Size of the last checkpoint of its organization's log that the station keeps; the answer's seal goes on from it. */
  treeSize: z.number().int().nonnegative().optional(),
  stationTime: isoTime,
});
export type PushRequest = z.infer<typeof pushRequest>;

/** The answer to one operation. `duplicate`: it was decided before; `stored` is the verdict of that time, to the letter. */
export const pushResult = z.union([
  operationVerdict,
  z.strictObject({ operationId, verdict: z.literal('duplicate'), stored: operationVerdict }),
]);
export type PushResult = z.infer<typeof pushResult>;

/** The one verdict of an operation, told for the first time or again: a station does the same with both. */
export function verdictOfResult(result: PushResult): OperationVerdict {
  return result.verdict === 'duplicate' ? result.stored : result;
}

export const pushResponse = z.strictObject({
  results: z.array(pushResult),
  audit: z.discriminatedUnion('kind', [
    /** The cloud holds the chain up to here. */
    z.strictObject({ kind: z.literal('held'), size: z.number().int(), head: z.string() }),
    /** The station's chain does not continue the one the cloud holds: a fork or a change (reliability.md §3.3). */
    z.strictObject({
      kind: z.literal('broken'),
      seq: z.number().int(),
      fault: z.enum(['changed', 'missing', 'reordered', 'wrong-key', 'fork']),
    }),
  ]),
  /** Proof that the last entry sent, and with it every one before, stands in the organization's log. Left out where it does not. */
  seal: logSeal.optional(),
  serverTime: isoTime,
});
export type PushResponse = z.infer<typeof pushResponse>;
