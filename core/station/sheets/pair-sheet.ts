import { assetLabel } from '../../domain/pairing/asset.ts';
import { assetId as asAssetId, operationId, type SessionId } from '../../kernel/entity-ids.ts';
import { operationActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { changeSheet, type SheetOutcome, unitOf } from './change-sheet.ts';
import { prediction } from './pairing-view.ts';

/** Pairs the unit by hand with an asset of the customer and waits for the cloud's word (PAIR-1). */
export async function pairByHand(
  context: StationContext,
  principal: Principal,
  { sessionId, assetId }: { readonly sessionId: SessionId; readonly assetId: string },
): Promise<SheetOutcome> {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const wanted = asAssetId.safeParse(assetId);
  const asset = wanted.success ? context.store.asset(wanted.data) : null;
  if (asset === null || asset.organizationId !== session.customerId) {
    return { kind: 'refused', reason: 'other-organization', detail: {} };
  }
  const id = operationId.parse(context.ids.next());
  const label = assetLabel(asset);
  const outcome = changeSheet(context, {
    sessionId,
    principal,
    event: { kind: 'pairing-requested', operationId: id, assetId: asset.id, assetLabel: label },
    audit: { action: 'pairing.requested', after: { asset: asset.id, vin: asset.vin ?? '' } },
    feed: { mark: 'wait', key: 'pairing-requested', detail: { asset: label } },
    operation: {
      id,
      kind: 'unit.pair',
      unit: unitOf(session),
      sessionId,
      actor: operationActor(principal),
      occurredAt: context.clock.now(),
      payload: {
        organizationId: session.customerId,
        assetId: asset.id,
        vin: session.vin.scanned ?? session.vin.fromUnit,
      },
    },
  });
  if (outcome.kind !== 'changed') {
    return outcome;
  }
  await context.sync.pushOperation(id);
  const answered = context.store.session(sessionId);
  return answered === null ? { kind: 'no-such-sheet' } : { kind: 'changed', session: answered };
}

/** Leaves pairing to the unit's own first message; what will come of it is predicted and said (PAIR-2). */
export function awaitAutomatic(context: StationContext, principal: Principal, sessionId: SessionId): SheetOutcome {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const predicted = prediction(context, session, context.store.assetsOf(session.customerId));
  if (predicted === 'off') {
    return { kind: 'refused', reason: 'not-allowed', detail: { code: 'AUTO_PAIRING_OFF' } };
  }
  return changeSheet(context, {
    sessionId,
    principal,
    event: { kind: 'automatic-pairing-awaited', predicted },
    audit: { action: 'pairing.awaited', outcome: 'noted', after: { predicted } },
    feed: { mark: 'wait', key: 'pairing-awaited', detail: { predicted } },
  });
}
