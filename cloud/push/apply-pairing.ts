import type { z } from 'zod';
import { judgeUnit } from '#core/domain/ownership/judge-unit.ts';
import type { Asset } from '#core/domain/pairing/asset.ts';
import type { pairOperation, unpairOperation } from '#core/domain/sync/operation.ts';
import type { Changed } from '../changes/publishing.ts';
import { beginPairing, endPairing } from '../pairing/write-pairing.ts';
import { toAsset } from '../registry/rows.ts';
import { actOf } from './act-of.ts';
import { gatherFacts, type OperationFacts } from './gather-facts.ts';
import { mayAct } from './judge-actor.ts';
import type { CloudCode, OperationEffect, PushContext } from './push-context.ts';

type Pair = z.infer<typeof pairOperation>;
type Unpair = z.infer<typeof unpairOperation>;

/**
 * Pairing by hand (PAIR-1). Allowed where core's verdict allows pairing; an asset that has another unit is never taken from it
 * (decisions.md B14). A unit that was paired with something else is first unpaired, in the same transaction, and both are told.
 */
export async function applyPair(context: PushContext, operation: Pair): Promise<OperationEffect> {
  const { payload, unit } = operation;
  const facts = await gatherFacts(context, { unit, customerId: payload.organizationId });
  const obstacle = await obstacleTo(context, operation, facts);
  if (obstacle !== null) {
    return answer(context, operation, { facts, verdict: 'refused', code: obstacle });
  }
  const asset = await lockAsset(context, payload);
  if (asset === null) {
    return answer(context, operation, { facts, verdict: 'refused', code: 'ASSET_UNKNOWN' });
  }
  if (asset.unit === unit) {
    return answer(context, operation, { facts, verdict: 'noop', code: 'ALREADY_DONE' });
  }
  if (asset.unit !== null) {
    return answer(context, operation, { facts, verdict: 'conflict', code: 'ASSET_OCCUPIED' });
  }
  const { organizationId } = payload;
  const before = facts.unit?.pairedWith ?? null;
  const ended = before === null ? [] : await endPairing(context, { unit, organizationId, ...before });
  const pair = { unit, organizationId, assetId: asset.id, vin: asset.vin };
  const begun = await beginPairing(context, pair, { kind: 'hand' });
  return answer(context, operation, { facts, verdict: 'applied', code: null, changed: [...ended, ...begun] });
}

/** A unit that is paired with something else by now stays so: what the station saw is no longer true. */
export async function applyUnpair(context: PushContext, operation: Unpair): Promise<OperationEffect> {
  const { payload, unit } = operation;
  const facts = await gatherFacts(context, { unit, customerId: payload.organizationId });
  const obstacle = await obstacleTo(context, operation, facts);
  if (obstacle !== null) {
    return answer(context, operation, { facts, verdict: 'refused', code: obstacle });
  }
  const paired = facts.unit?.pairedWith ?? null;
  if (paired === null) {
    return answer(context, operation, { facts, verdict: 'noop', code: 'ALREADY_DONE' });
  }
  if (paired.assetId !== payload.assetId) {
    return answer(context, operation, { facts, verdict: 'conflict', code: 'STILL_PAIRED' });
  }
  const changed = await endPairing(context, { unit, organizationId: payload.organizationId, ...paired });
  return answer(context, operation, { facts, verdict: 'applied', code: null, changed });
}

async function obstacleTo(
  context: PushContext,
  operation: Pair | Unpair,
  facts: OperationFacts,
): Promise<CloudCode | null> {
  if (!(await mayAct(context, operation))) {
    return 'ACTOR_NOT_ALLOWED';
  }
  if (facts.question === null) {
    return 'TRUST_MISSING';
  }
  const verdict = judgeUnit(facts.question);
  if (verdict.kind === 'choose-type') {
    return 'TYPE_AMBIGUOUS';
  }
  return verdict.allowed.pair ? null : (verdict.reasons.pair ?? verdict.next);
}

/** Null also for an asset of somebody else: whoever guesses ids learns nothing. */
async function lockAsset(context: PushContext, wanted: Pair['payload']): Promise<Asset | null> {
  const { transaction } = context;
  const row = await transaction
    .selectFrom('assets')
    .selectAll()
    .where('id', '=', wanted.assetId)
    .where('organization_id', '=', wanted.organizationId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) {
    return null;
  }
  const holder = await transaction
    .selectFrom('units')
    .select('unit')
    .where('paired_asset_id', '=', row.id)
    .executeTakeFirst();
  return toAsset({ ...row, unit: holder?.unit ?? null });
}

function answer(
  context: PushContext,
  operation: Pair | Unpair,
  result: {
    readonly facts: OperationFacts;
    readonly verdict: OperationEffect['verdict'];
    readonly code: CloudCode | null;
    readonly changed?: readonly Changed[];
  },
): OperationEffect {
  const { facts, verdict, code, changed = [] } = result;
  const act = {
    action: operation.kind === 'unit.pair' ? 'unit.paired' : 'unit.unpaired',
    outcome: verdict === 'applied' ? 'done' : verdict === 'noop' ? 'noted' : 'refused',
    code,
    in: facts.concerned([context.station.organizationId, operation.payload.organizationId]),
  };
  return {
    verdict,
    code,
    by: null,
    ownerEpoch: facts.unit?.ownerEpoch ?? null,
    acts: [actOf(context, operation, act)],
    changed,
  };
}
