import { refuse } from '../../domain/bench/bench-refusal.ts';
import type { BenchSession, StandingPairing } from '../../domain/bench/bench-session.ts';
import { jobName } from '../../domain/jobs/job-name.ts';
import { isOtherVehicle } from '../../domain/jobs/vehicle-on-job.ts';
import { assetLabel } from '../../domain/pairing/asset.ts';
import { assetId as asAssetId, type OperationId, operationId, type SessionId } from '../../kernel/entity-ids.ts';
import { jobBehind } from '../jobs/job-for-sheet.ts';
import { factsOf, standingOf } from '../pairing/issue-view.ts';
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
  const job = jobBehind(context, session);
  if (job !== null && isOtherVehicle(job, asset)) {
    return refuse('job-other-vehicle', { job: jobName(job.number) });
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
  return answerTo(context, sessionId, id);
}

/** Ends the pairing that stands, whoever made it (PAIR-1). */
export async function unpairSheet(
  context: StationContext,
  principal: Principal,
  sessionId: SessionId,
): Promise<SheetOutcome> {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const standing = standingOnSheet(context, session);
  if (standing === null) {
    return refuse('not-paired');
  }
  const id = operationId.parse(context.ids.next());
  const { assetId, assetLabel: label } = standing;
  const outcome = changeSheet(context, {
    sessionId,
    principal,
    event: { kind: 'unpairing-requested', operationId: id, pairing: standing },
    audit: { action: 'unpairing.requested', after: { asset: assetId, vin: standing.assetVin ?? '' } },
    feed: { mark: 'wait', key: 'unpairing-requested', detail: { asset: label, serial: session.label.serial } },
    operation: {
      id,
      kind: 'unit.unpair',
      unit: unitOf(session),
      sessionId,
      actor: operationActor(principal),
      occurredAt: context.clock.now(),
      payload: { organizationId: session.customerId, assetId },
    },
  });
  return outcome.kind === 'changed' ? answerTo(context, sessionId, id) : outcome;
}

/** The unit is paired with the right vehicle already; the sheet takes that over and asks nobody. */
export function keepPairing(context: StationContext, principal: Principal, sessionId: SessionId): SheetOutcome {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const standing = standingOnSheet(context, session);
  if (standing === null) {
    return refuse('not-paired');
  }
  return changeSheet(context, {
    sessionId,
    principal,
    event: { kind: 'pairing-kept', pairing: standing },
    audit: { action: 'pairing.kept', after: { asset: standing.assetId } },
    feed: { mark: 'ok', key: 'pairing-kept', detail: { asset: standing.assetLabel } },
  });
}

/** The sheet's own word first: the copy of the registry may be older. */
function standingOnSheet(context: StationContext, session: BenchSession): StandingPairing | null {
  const { pairing, customerId } = session;
  if (pairing.kind === 'paired') {
    const { reason, assetId, assetLabel: label, assetVin } = pairing;
    return { reason, assetId, assetLabel: label, assetVin };
  }
  const facts = factsOf(context, unitOf(session));
  return facts?.ownerId === customerId ? standingOf(context, facts) : null;
}

/** Waits for the cloud's word as long as somebody can be made to; without it the sheet goes on as a request. */
async function answerTo(context: StationContext, sessionId: SessionId, id: OperationId): Promise<SheetOutcome> {
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
