import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import { assetLabel } from '../../domain/pairing/asset.ts';
import type { Operation, OperationVerdict } from '../../domain/sync/operation.ts';
import type { AssetId } from '../../kernel/entity-ids.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { auditActor } from '../principal.ts';
import { changeSheetIn } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';

/**
 * What follows from the centre's answer to a pairing or unpairing that a person asked for (PAIR-1): the copy of the registry, the sheet where
 * there is one, the feed and the trail, in the transaction that stores the answer.
 */
export interface PairingAnswer {
  readonly operation: Extract<Operation, { kind: 'unit.pair' | 'unit.unpair' }>;
  readonly verdict: OperationVerdict;
}

const nobody = { kind: 'nobody' } as const;

export function settlePairing(
  context: StationContext,
  write: StoreWriter,
  { operation, verdict }: PairingAnswer,
): void {
  const isTaken = verdict.verdict === 'applied' || verdict.verdict === 'noop' || verdict.verdict === 'flagged';
  if (isTaken) {
    mirrorOutcome(write, { operation, verdict });
  }
  const asset = write.asset(operation.payload.assetId);
  const detail = {
    asset: asset === null ? operation.payload.assetId : assetLabel(asset),
    code: verdict.code ?? '',
    serial: operation.unit.slice(operation.unit.indexOf(':') + 1),
  };
  const word = operation.kind === 'unit.pair' ? 'pairing' : 'unpairing';
  const audit = {
    action: isTaken ? `${word}.acknowledged` : `${word}.not-taken`,
    outcome: isTaken ? ('done' as const) : ('refused' as const),
    code: verdict.code,
    operationId: operation.id,
  };
  const done = operation.kind === 'unit.pair' ? 'paired' : 'unpaired';
  const feed = { mark: isTaken ? ('ok' as const) : ('stop' as const), key: isTaken ? done : `${word}-refused`, detail };
  if (operation.sessionId === null) {
    const organizations = [...new Set([context.identity.organizationId, operation.payload.organizationId])];
    const after = { asset: operation.payload.assetId };
    write.appendAudit({ actor: auditActor(nobody), organizations, unit: operation.unit, after, ...audit });
    write.addFeed({ at: context.clock.now(), sessionId: null, ...feed });
    return;
  }
  changeSheetIn(context, write, {
    sessionId: operation.sessionId,
    principal: nobody,
    audit,
    feed,
    event: eventOf(operation, { isTaken, vin: asset?.vin ?? null }),
  });
}

function eventOf(
  operation: PairingAnswer['operation'],
  { isTaken, vin }: { readonly isTaken: boolean; readonly vin: string | null },
) {
  if (operation.kind === 'unit.unpair') {
    const answer = isTaken ? ('unpaired' as const) : ('refused' as const);
    return { kind: 'unpairing-answered', operationId: operation.id, answer } as const;
  }
  const paired = { kind: 'paired', assetVin: vin ?? operation.payload.vin } as const;
  const answer = isTaken ? paired : ({ kind: 'refused' } as const);
  return { kind: 'pairing-answered', operationId: operation.id, answer } as const;
}

/** The answer is fresher than the copy; the pull will bring the same. */
function mirrorOutcome(write: StoreWriter, { operation, verdict }: PairingAnswer): void {
  const { payload, unit } = operation;
  const asset = write.asset(payload.assetId);
  const facts = write.unitsBySerial(unit.slice(unit.indexOf(':') + 1)).find((one) => formatUnitKey(one) === unit);
  if (asset === null || facts === undefined || asset.organizationId !== facts.ownerId) {
    return;
  }
  const isPaired = operation.kind === 'unit.pair';
  if (facts.pairedWith !== null && facts.pairedWith.assetId !== asset.id) {
    freeAsset(write, facts.pairedWith.assetId);
  }
  write.mirror.putAsset({ ...asset, unit: isPaired ? unit : null });
  const pairedWith = { assetId: asset.id, label: assetLabel(asset), vin: asset.vin };
  write.mirror.putUnit({ ...facts, pairedWith: isPaired ? pairedWith : null });
  write.mirror.putPairing({
    unit,
    organizationId: asset.organizationId,
    state: isPaired ? 'paired' : 'unpaired',
    reason: isPaired ? 'ManualPair' : null,
    assetId: asset.id,
    assetVin: asset.vin,
    sensorVin: null,
    candidateAssetIds: [],
    count: 1,
    repeats: null,
    registeredAt: verdict.decidedAt,
    firstAt: verdict.decidedAt,
    triedAt: verdict.decidedAt,
  });
}

function freeAsset(write: StoreWriter, id: AssetId): void {
  const asset = write.asset(id);
  if (asset !== null) {
    write.mirror.putAsset({ ...asset, unit: null });
  }
}
