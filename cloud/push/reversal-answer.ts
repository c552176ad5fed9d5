import type { Operation } from '#core/domain/sync/operation.ts';
import { actOf } from './act-of.ts';
import type { OperationFacts } from './gather-facts.ts';
import type { CloudCode, OperationEffect, PushContext } from './push-context.ts';

/** What the cloud says to a request to undo a transfer or to a decision about one. */
export interface ReversalAnswer {
  readonly facts: OperationFacts;
  readonly verdict: OperationEffect['verdict'];
  readonly code: CloudCode | null;
  readonly action: 'reversal.requested' | 'reversal.declined' | 'transfer.reversed';
  /** Organizations in whose trail it is written, as far as the facts let them know of it. */
  readonly parties: readonly string[];
  /** The transfer in question; absent where the station named none that it may know. */
  readonly transferId?: string;
}

/** Turns an answer into an effect that changes nothing yet. Refusals stand in the trails too (OWN-13). */
export function answerReversal(context: PushContext, operation: Operation, answer: ReversalAnswer): OperationEffect {
  const { facts, verdict, code, action, parties, transferId } = answer;
  const act = {
    action,
    outcome: verdict === 'applied' ? 'done' : verdict === 'noop' ? 'noted' : 'refused',
    code,
    in: facts.concerned(parties),
    ...(transferId === undefined ? {} : { transferId }),
  } as const;
  return {
    verdict,
    code,
    by: null,
    ownerEpoch: facts.unit?.ownerEpoch ?? null,
    acts: [actOf(context, operation, act)],
    changed: [],
  };
}
