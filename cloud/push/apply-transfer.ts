import type { z } from 'zod';
import { decideTransfer, type LastTransfer, type TransferDecision } from '#core/domain/ownership/transfer-decision.ts';
import type { UnitQuestion } from '#core/domain/ownership/unit-question.ts';
import type { transferOperation } from '#core/domain/sync/operation.ts';
import { endPairing } from '../pairing/write-pairing.ts';
import { findReservationInTheWay } from '../reservations/find-obstacle.ts';
import { actOf } from './act-of.ts';
import { gatherFacts, type OperationFacts } from './gather-facts.ts';
import { mayAct } from './judge-actor.ts';
import type { CloudCode, OperationEffect, PushContext } from './push-context.ts';

type Transfer = z.infer<typeof transferOperation>;

/**
 * Moves a unit to another organization (OWN-10, OWN-13, OWN-14). Core decides by the facts of this moment; here the decision is carried
 * out so that it can win only once per owner epoch: by comparison in the update, and by the unique key of the transfers behind it.
 */
export async function applyTransfer(context: PushContext, operation: Transfer): Promise<OperationEffect> {
  const { unit, payload } = operation;
  const facts = await gatherFacts(context, { unit, customerId: payload.toId, otherOwnerId: payload.fromId });
  if (!(await mayAct(context, operation))) {
    return refusal(context, operation, { facts, code: 'ACTOR_NOT_ALLOWED' });
  }
  if (facts.question === null) {
    return refusal(context, operation, { facts, code: 'TRUST_MISSING' });
  }
  const decision = await decide(context, operation, facts.question);
  switch (decision.kind) {
    case 'applied':
      return (await heldByReservation(context, operation, facts)) ?? carryOut(context, operation, { facts, decision });
    case 'noop':
      return { ...unmoved(context, operation, { facts, outcome: 'noted', decision }), verdict: 'noop' };
    case 'conflict':
      return { ...unmoved(context, operation, { facts, outcome: 'refused', decision }), verdict: 'conflict' };
    case 'refused':
      return refusal(context, operation, { facts, code: decision.code, ownerEpoch: decision.ownerEpoch });
  }
}

/** What could be moved, but somebody else reserved it; whoever could not move it anyway is not told of that. */
async function heldByReservation(
  context: PushContext,
  operation: Transfer,
  facts: OperationFacts,
): Promise<OperationEffect | null> {
  const { fence = null, expectedEpoch: ownerEpoch } = operation.payload;
  const by = await findReservationInTheWay(context, { unit: operation.unit, fence, ownerEpoch });
  const decision = { code: 'TRANSFER_PENDING', by, ownerEpoch } as const;
  return by === null
    ? null
    : { ...unmoved(context, operation, { facts, outcome: 'refused', decision }), verdict: 'conflict' };
}

/** Who moved it last is told to those who come second, and asked for only then. */
async function decide(
  context: PushContext,
  { unit, payload }: Transfer,
  question: UnitQuestion,
): Promise<TransferDecision> {
  const decision = decideTransfer(payload, question, null);
  return decision.kind === 'noop' || decision.kind === 'conflict'
    ? decideTransfer(payload, question, await lastTransferOf(context, unit))
    : decision;
}

type Applied = Extract<TransferDecision, { kind: 'applied' }>;

async function carryOut(
  context: PushContext,
  operation: Transfer,
  { facts, decision }: { facts: OperationFacts; decision: Applied },
): Promise<OperationEffect> {
  const { fromId, toId, expectedEpoch } = operation.payload;
  if (!(await compareAndSet(context, operation, decision))) {
    // The row is locked and was just judged, so only a transfer that is already on the books can stand in the way.
    const by = await lastTransferOf(context, operation.unit);
    const stale = { code: 'UNVERIFIED_OFFLINE', by, ownerEpoch: facts.unit?.ownerEpoch ?? expectedEpoch } as const;
    return { ...unmoved(context, operation, { facts, outcome: 'refused', decision: stale }), verdict: 'conflict' };
  }
  const unpaired =
    decision.unpair === null
      ? []
      : await endPairing(context, { unit: operation.unit, organizationId: fromId, ...decision.unpair });
  await context.transaction
    .insertInto('transfers')
    .values({
      id: operation.id,
      unit: operation.unit,
      from_id: fromId,
      to_id: toId,
      from_epoch: expectedEpoch,
      acting_organization_id: context.station.organizationId,
      station_id: context.station.id,
      actor: operation.actor.name,
      at: context.now,
      reverses: null,
    })
    .execute();
  const sides = [fromId, toId, context.station.organizationId];
  const moved = { outcome: 'done', code: null, in: [...new Set<string>(sides)] };
  const ended = { action: 'unit.unpaired', outcome: 'done', code: null, in: [fromId] };
  return {
    verdict: 'applied',
    code: null,
    by: null,
    ownerEpoch: decision.unit.ownerEpoch,
    acts: [
      ...(decision.unpair === null ? [] : [actOf(context, operation, ended)]),
      actOf(context, operation, { action: 'transfer.applied', ...moved }),
    ],
    changed: [...unpaired, { kind: 'unit', keys: [operation.unit] }],
  };
}

/** False when the owner or its epoch is not the expected one any more, or this epoch was left once before. */
async function compareAndSet(context: PushContext, operation: Transfer, { unit }: Applied): Promise<boolean> {
  const { fromId, expectedEpoch } = operation.payload;
  const moved = await context.transaction
    .updateTable('units')
    .set({
      owner_id: unit.ownerId,
      owner_epoch: unit.ownerEpoch,
      configuration: unit.configuration,
      paired_asset_id: null,
    })
    .where('unit', '=', operation.unit)
    .where('owner_id', '=', fromId)
    .where('owner_epoch', '=', expectedEpoch)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('transfers')
            .select('id')
            .where('transfers.unit', '=', operation.unit)
            .where('from_epoch', '=', expectedEpoch),
        ),
      ),
    )
    .returningAll()
    .executeTakeFirst();
  if (moved === undefined) {
    return false;
  }
  context.heldUnits?.set(operation.unit, moved);
  return true;
}

function unmoved(
  context: PushContext,
  operation: Transfer,
  result: {
    readonly facts: OperationFacts;
    readonly outcome: 'noted' | 'refused';
    readonly decision: {
      readonly code: CloudCode;
      readonly by: LastTransfer | null;
      readonly ownerEpoch: number | null;
    };
  },
): Omit<OperationEffect, 'verdict'> {
  const { code, by, ownerEpoch } = result.decision;
  const { fromId, toId } = operation.payload;
  const parties = [
    context.station.organizationId,
    toId,
    fromId,
    ...(result.facts.unit === null ? [] : [result.facts.unit.ownerId]),
  ];
  const act = {
    action: result.outcome === 'noted' ? 'transfer.repeated' : 'transfer.refused',
    outcome: result.outcome,
    code,
    in: result.facts.concerned(parties),
  };
  return { code, by, ownerEpoch, acts: [actOf(context, operation, act)], changed: [] };
}

function refusal(
  context: PushContext,
  operation: Transfer,
  { facts, code, ownerEpoch = null }: { facts: OperationFacts; code: CloudCode; ownerEpoch?: number | null },
): OperationEffect {
  const decision = { code, by: null, ownerEpoch };
  return { ...unmoved(context, operation, { facts, outcome: 'refused', decision }), verdict: 'refused' };
}

/**
 * Who moved the unit last, when and to whom, as this station's organization may know it: persons of its own by name, others by their
 * organization; a new owner only where it is public or known here anyway (OWN-8).
 */
async function lastTransferOf(context: PushContext, unit: string): Promise<LastTransfer | null> {
  const { transaction, reads, station } = context;
  const row = await transaction
    .selectFrom('transfers')
    .selectAll()
    .where('unit', '=', unit)
    .orderBy('from_epoch', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) {
    return null;
  }
  const organizations = await reads.organizations([row.acting_organization_id, row.to_id]);
  const acting = organizations.get(row.acting_organization_id)?.name ?? '';
  const target = organizations.get(row.to_id);
  const trusts = await reads.trustsWith(station.organizationId);
  const known = trusts.some((trust) => trust.customerId === row.to_id || trust.partnerId === row.to_id);
  const mayKnowTarget = target?.nameIsPublic === true || known || row.to_id === station.organizationId;
  return {
    name: row.acting_organization_id === station.organizationId ? `${row.actor}, ${acting}` : acting,
    at: row.at,
    toName: mayKnowTarget ? (target?.name ?? null) : null,
  };
}
