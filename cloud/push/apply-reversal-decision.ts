import type { z } from 'zod';
import { standingOf } from '#core/domain/organizations/trust.ts';
import { reversalObstacles } from '#core/domain/ownership/reversal-obstacles.ts';
import type { TransferReversal } from '#core/domain/ownership/transfer-reversal.ts';
import type { decideReversalOperation } from '#core/domain/sync/operation.ts';
import { toReversal } from '../registry/rows.ts';
import { verdictFor } from './apply-reversal-request.ts';
import { gatherFacts, type OperationFacts } from './gather-facts.ts';
import { mayAct } from './judge-actor.ts';
import type { CloudCode, OperationEffect, PushContext } from './push-context.ts';
import { answerReversal } from './reversal-answer.ts';

type Decide = z.infer<typeof decideReversalOperation>;

/**
 * A second person approves or declines to undo a transfer (decisions.md d12). Approving moves the unit back as every transfer moves one: by
 * comparison with the owner epoch, one epoch on, so that no old intent fits afterwards; its entry names the transfer that it undoes.
 */
export async function applyReversalDecision(context: PushContext, operation: Decide): Promise<OperationEffect> {
  const { unit, payload } = operation;
  const reversal = await lockReversal(context, operation);
  const otherOwner = reversal === null ? {} : { otherOwnerId: reversal.backToId };
  const facts = await gatherFacts(context, { unit, customerId: payload.customerId, ...otherOwner });
  const obstacle = await obstacleTo(context, operation, reversal);
  if (reversal === null || obstacle !== null) {
    const code = obstacle ?? 'REVERSAL_UNKNOWN';
    return answer(context, operation, { facts, reversal, verdict: 'refused', code });
  }
  if (reversal.outcome.kind !== 'open') {
    return answerDecided(context, operation, { facts, reversal });
  }
  return operation.payload.decision === 'decline'
    ? decline(context, operation, { facts, reversal })
    : approve(context, operation, { facts, reversal });
}

interface Found {
  readonly facts: OperationFacts;
  readonly reversal: TransferReversal;
}

async function lockReversal(context: PushContext, { unit, payload }: Decide): Promise<TransferReversal | null> {
  const row = await context.transaction
    .selectFrom('reversals')
    .selectAll()
    .where('id', '=', payload.reversalId)
    .where('unit', '=', unit)
    .where('customer_id', '=', payload.customerId)
    .where('organization_id', '=', context.station.organizationId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toReversal(row);
}

/** Four eyes: whoever asked decides nothing, and whoever is nobody in particular cannot be a second person. */
async function obstacleTo(
  context: PushContext,
  operation: Decide,
  reversal: TransferReversal | null,
): Promise<CloudCode | null> {
  const { personId } = operation.actor;
  if (personId === null || !(await mayAct(context, operation))) {
    return 'ACTOR_NOT_ALLOWED';
  }
  return personId === reversal?.requestedBy.personId ? 'SECOND_PERSON_NEEDED' : null;
}

function answerDecided(context: PushContext, operation: Decide, { facts, reversal }: Found): OperationEffect {
  const { outcome } = reversal;
  const wanted = operation.payload.decision === 'approve' ? 'approved' : 'declined';
  const isSame = outcome.kind === wanted;
  const by = outcome.kind === 'open' ? null : { name: outcome.by.name, at: outcome.at, toName: null };
  const result = isSame
    ? ({ verdict: 'noop', code: 'ALREADY_DONE' } as const)
    : ({ verdict: 'conflict', code: 'REVERSAL_DECIDED' } as const);
  return { ...answer(context, operation, { facts, reversal, ...result }), by };
}

async function decline(context: PushContext, operation: Decide, { facts, reversal }: Found): Promise<OperationEffect> {
  await recordDecision(context, operation, 'declined');
  return {
    ...answer(context, operation, { facts, reversal, verdict: 'applied', code: null }),
    changed: [{ kind: 'reversal', keys: [reversal.id] }],
  };
}

async function approve(context: PushContext, operation: Decide, { facts, reversal }: Found): Promise<OperationEffect> {
  const { customerId, epoch, decideBefore } = reversal;
  const [obstacle] = reversalObstacles({
    transfer: { toId: customerId, epoch },
    unit: facts.unit,
    trust: standingOf(facts.question?.trust ?? null, context.now),
    deadline: decideBefore,
    now: context.now,
  });
  if (obstacle !== undefined) {
    return answer(context, operation, { facts, reversal, verdict: verdictFor(obstacle), code: obstacle });
  }
  if (!(await moveBack(context, reversal))) {
    return answer(context, operation, { facts, reversal, verdict: 'conflict', code: 'REVERSAL_UNIT_MOVED' });
  }
  await context.transaction
    .insertInto('transfers')
    .values({
      id: operation.id,
      unit: reversal.unit,
      from_id: customerId,
      to_id: reversal.backToId,
      from_epoch: epoch,
      acting_organization_id: context.station.organizationId,
      station_id: context.station.id,
      actor: operation.actor.name,
      at: context.now,
      reverses: reversal.transferId,
    })
    .execute();
  await recordDecision(context, operation, 'approved');
  return {
    ...answer(context, operation, { facts, reversal, verdict: 'applied', code: null }),
    ownerEpoch: epoch + 1,
    changed: [
      { kind: 'unit', keys: [reversal.unit] },
      { kind: 'reversal', keys: [reversal.id] },
    ],
  };
}

/** False when the owner or its epoch is not the one that the transfer led to. */
async function moveBack(
  context: PushContext,
  { unit, backToId, customerId, epoch }: TransferReversal,
): Promise<boolean> {
  const result = await context.transaction
    .updateTable('units')
    .set({ owner_id: backToId, owner_epoch: epoch + 1, configuration: 'needs-configuration' })
    .where('unit', '=', unit)
    .where('owner_id', '=', customerId)
    .where('owner_epoch', '=', epoch)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

async function recordDecision(
  context: PushContext,
  { actor, payload }: Decide,
  outcome: 'approved' | 'declined',
): Promise<void> {
  await context.transaction
    .updateTable('reversals')
    .set({
      outcome,
      decided_by_id: actor.personId,
      decided_by: actor.name,
      decided_at: context.now,
      note: payload.note,
    })
    .where('id', '=', payload.reversalId)
    .execute();
}

function answer(
  context: PushContext,
  operation: Decide,
  result: {
    readonly facts: OperationFacts;
    readonly reversal: TransferReversal | null;
    readonly verdict: OperationEffect['verdict'];
    readonly code: CloudCode | null;
  },
): OperationEffect {
  const { reversal, ...rest } = result;
  const { decision, customerId } = operation.payload;
  const action = decision === 'approve' ? 'transfer.reversed' : 'reversal.declined';
  return reversal === null
    ? answerReversal(context, operation, { ...rest, action, parties: [context.station.organizationId, customerId] })
    : answerReversal(context, operation, {
        ...rest,
        action,
        transferId: reversal.transferId,
        parties: [reversal.organizationId, customerId, reversal.backToId],
      });
}
