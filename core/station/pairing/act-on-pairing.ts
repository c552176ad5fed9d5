import type { PairingActResult } from '../../contract/station/pairing.ts';
import type { UnitFacts } from '../../domain/ownership/unit-facts.ts';
import { type Asset, assetLabel } from '../../domain/pairing/asset.ts';
import type { OperationDraft, OperationVerdict } from '../../domain/sync/operation.ts';
import { type AssetId, operationId } from '../../kernel/entity-ids.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { isMineToSee } from '../units/mine-to-see.ts';
import { factsOf } from './issue-view.ts';
import { waitingFor } from './waiting-pairings.ts';

/**
 * Pairing and unpairing by hand without a work sheet (PAIR-1, PAIR-5): the inbox and the command line. Kept here first and queued, so it works
 * offline and is labelled so; nothing is called paired or unpaired before the centre says it is.
 */
export interface PairingWish {
  readonly act: 'pair' | 'unpair';
  /** `type:serial`. */
  readonly unit: string;
  readonly assetId: AssetId;
}

export async function actOnPairing(
  context: StationContext,
  principal: Principal,
  wish: PairingWish,
): Promise<PairingActResult> {
  const facts = factsOf(context, wish.unit);
  if (facts === null || !isMineToSee(context, facts.ownerId)) {
    return { kind: 'unknown-unit' };
  }
  const asset = context.store.asset(wish.assetId);
  if (asset === null || asset.organizationId !== facts.ownerId) {
    noteRefusal(context, principal, { wish, facts, code: 'ASSET_UNKNOWN' });
    return { kind: 'refused', code: 'ASSET_UNKNOWN' };
  }
  const waiting = waitingFor(context).get(wish.unit);
  if (waiting !== undefined) {
    return { kind: 'under-way', asset: waiting.asset };
  }
  const id = operationId.parse(context.ids.next());
  queue(context, principal, { wish, asset, id });
  const verdict = await context.sync.pushOperation(id);
  return resultOf(verdict, assetLabel(asset));
}

interface Request {
  readonly wish: PairingWish;
  readonly asset: Asset;
  readonly id: ReturnType<typeof operationId.parse>;
}

function queue(context: StationContext, principal: Principal, request: Request): void {
  const { wish, asset, id } = request;
  const at = context.clock.now();
  const word = wish.act === 'pair' ? 'pairing' : 'unpairing';
  context.store.transact((write) => {
    write.enqueue({ ...operationOf(request), id, occurredAt: at, actor: operationActor(principal) });
    write.appendAudit({
      actor: auditActor(principal),
      organizations: concerned(context, asset.organizationId),
      action: `${word}.requested`,
      outcome: 'done',
      unit: wish.unit,
      operationId: id,
      after: { asset: asset.id, vin: asset.vin ?? '' },
    });
    write.addFeed({
      at,
      mark: 'wait',
      key: `${word}-requested`,
      detail: { asset: assetLabel(asset), serial: wish.unit.slice(wish.unit.indexOf(':') + 1) },
      sessionId: null,
    });
  });
  context.changed('units', 'feed', 'audit', 'sync');
}

function operationOf({ wish, asset }: Request): OperationOf<'unit.pair'> | OperationOf<'unit.unpair'> {
  const { unit } = wish;
  const { organizationId, id: assetId, vin } = asset;
  return wish.act === 'pair'
    ? { kind: 'unit.pair', unit, sessionId: null, payload: { organizationId, assetId, vin } }
    : { kind: 'unit.unpair', unit, sessionId: null, payload: { organizationId, assetId } };
}

type OperationOf<Kind extends OperationDraft['kind']> = Omit<
  Extract<OperationDraft, { kind: Kind }>,
  'id' | 'occurredAt' | 'actor'
>;

function resultOf(verdict: OperationVerdict | 'no-answer', asset: string): PairingActResult {
  if (verdict === 'no-answer') {
    return { kind: 'waiting', asset };
  }
  switch (verdict.verdict) {
    case 'applied':
    case 'flagged':
      return { kind: 'done', asset };
    case 'noop':
      return { kind: 'already', asset };
    case 'deferred':
      return { kind: 'waiting', asset };
    case 'conflict':
    case 'refused':
      return { kind: 'refused', code: verdict.code ?? 'CLOUD_FAULT' };
  }
}

/** A refused attempt stands in the trail as well (OWN-13). */
function noteRefusal(
  context: StationContext,
  principal: Principal,
  { wish, facts, code }: { readonly wish: PairingWish; readonly facts: UnitFacts; readonly code: string },
): void {
  context.store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: concerned(context, facts.ownerId),
      action: wish.act === 'pair' ? 'pairing.requested' : 'unpairing.requested',
      outcome: 'refused',
      code,
      unit: wish.unit,
      after: { asset: wish.assetId },
    }),
  );
  context.changed('audit');
}

function concerned({ identity }: StationContext, organizationId: UnitFacts['ownerId']) {
  return [...new Set([identity.organizationId, organizationId])];
}
