import type { Selectable } from 'kysely';
import type { z } from 'zod';
import { standingOf } from '#core/domain/organizations/trust.ts';
import {
  type ReversalObstacle,
  reversalDeadline,
  reversalObstacles,
} from '#core/domain/ownership/reversal-obstacles.ts';
import type { askReversalOperation } from '#core/domain/sync/operation.ts';
import type { CloudTables } from '../database/tables.ts';
import { gatherFacts, type OperationFacts } from './gather-facts.ts';
import { mayAct } from './judge-actor.ts';
import type { CloudCode, OperationEffect, PushContext } from './push-context.ts';
import { answerReversal } from './reversal-answer.ts';

type Ask = z.infer<typeof askReversalOperation>;
type TransferRow = Selectable<CloudTables['transfers']>;

/** Takes the request to undo a transfer (decisions.md d12). Nothing moves: a second person decides (`apply-reversal-decision.ts`). */
export async function applyReversalRequest(context: PushContext, operation: Ask): Promise<OperationEffect> {
  const { transferId, customerId } = operation.payload;
  const transfer = await transferToUndo(context, operation);
  const otherOwner = transfer === null ? {} : { otherOwnerId: transfer.from_id };
  const facts = await gatherFacts(context, { unit: operation.unit, customerId, ...otherOwner });
  if (!(await mayAct(context, operation)) || operation.actor.personId === null) {
    return answer(context, operation, { facts, transfer, verdict: 'refused', code: 'ACTOR_NOT_ALLOWED' });
  }
  if (transfer === null) {
    return answer(context, operation, { facts, transfer, verdict: 'refused', code: 'REVERSAL_UNKNOWN' });
  }
  const before = await context.transaction
    .selectFrom('reversals')
    .selectAll()
    .where('transfer_id', '=', transferId)
    .where('outcome', '<>', 'declined')
    .executeTakeFirst();
  if (before !== undefined) {
    const by = { name: before.requested_by, at: before.requested_at, toName: null };
    const code = before.outcome === 'open' ? 'REVERSAL_OPEN' : 'ALREADY_DONE';
    return { ...answer(context, operation, { facts, transfer, verdict: 'noop', code }), by };
  }
  const [obstacle] = reversalObstacles({
    transfer: { toId: customerId, epoch: transfer.from_epoch + 1 },
    unit: facts.unit,
    trust: standingOf(facts.question?.trust ?? null, context.now),
    deadline: reversalDeadline(transfer.at, context.policy),
    now: context.now,
  });
  if (obstacle !== undefined) {
    return answer(context, operation, { facts, transfer, verdict: verdictFor(obstacle), code: obstacle });
  }
  await insertRequest(context, operation, { transfer, personId: operation.actor.personId });
  return {
    ...answer(context, operation, { facts, transfer, verdict: 'applied', code: null }),
    changed: [{ kind: 'reversal', keys: [operation.id] }],
  };
}

/** `conflict` where the unit is not as it was when somebody looked; `refused` where the rules speak against it. */
export function verdictFor(obstacle: ReversalObstacle): 'conflict' | 'refused' {
  return obstacle.startsWith('REVERSAL_UNIT_') ? 'conflict' : 'refused';
}

/** Only one that this organization made itself, and none that undid another. */
async function transferToUndo(context: PushContext, { unit, payload }: Ask): Promise<TransferRow | null> {
  const row = await context.transaction
    .selectFrom('transfers')
    .selectAll()
    .where('id', '=', payload.transferId)
    .where('unit', '=', unit)
    .where('to_id', '=', payload.customerId)
    .where('acting_organization_id', '=', context.station.organizationId)
    .where('reverses', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

async function insertRequest(
  context: PushContext,
  operation: Ask,
  { transfer, personId }: { readonly transfer: TransferRow; readonly personId: string },
): Promise<void> {
  await context.transaction
    .insertInto('reversals')
    .values({
      id: operation.id,
      transfer_id: transfer.id,
      unit: operation.unit,
      organization_id: context.station.organizationId,
      back_to_id: transfer.from_id,
      customer_id: transfer.to_id,
      epoch: transfer.from_epoch + 1,
      reason: operation.payload.reason,
      requested_by_id: personId,
      requested_by: operation.actor.name,
      requested_at: context.now,
      decide_before: reversalDeadline(context.now, context.policy),
      outcome: 'open',
      decided_by_id: null,
      decided_by: null,
      decided_at: null,
      note: null,
    })
    .execute();
}

function answer(
  context: PushContext,
  operation: Ask,
  result: {
    readonly facts: OperationFacts;
    readonly transfer: TransferRow | null;
    readonly verdict: OperationEffect['verdict'];
    readonly code: CloudCode | null;
  },
): OperationEffect {
  const { transfer, ...rest } = result;
  const { transferId, customerId } = operation.payload;
  const parties = [context.station.organizationId, customerId, ...(transfer === null ? [] : [transfer.from_id])];
  return answerReversal(context, operation, { ...rest, action: 'reversal.requested', parties, transferId });
}
