import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import { standingOf } from '../../domain/organizations/trust.ts';
import {
  type ReversalObstacle,
  reversalDeadline,
  reversalObstacles,
} from '../../domain/ownership/reversal-obstacles.ts';
import type { TransferReversal } from '../../domain/ownership/transfer-reversal.ts';
import type { UnitFacts } from '../../domain/ownership/unit-facts.ts';
import type { Operation, OperationKind } from '../../domain/sync/operation.ts';
import type { OperationId } from '../../kernel/entity-ids.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { StationContext } from '../station-context.ts';
import { cloudNow } from '../sync/cloud-now.ts';

/** What this station knows of undoing a transfer (decisions.md d12). The cloud judges by its own facts; this saves a refusal that is foreseen. */
type TransferOperation = Extract<Operation, { kind: 'unit.transfer' }>;
type DoneTransfer = Extract<BenchSession['transfer'], { kind: 'done' }>;

/** A transfer of a sheet that may be undone from here: one that this station made and the cloud carried out. */
export interface OwnTransfer {
  readonly operation: TransferOperation;
  readonly epoch: number;
  readonly acceptedAt: IsoTime;
}

export function ownTransferOf({ store }: StationContext, session: BenchSession): OwnTransfer | null {
  const { transfer } = session;
  if ((transfer.kind !== 'done' && transfer.kind !== 'reversed') || isRepeat(transfer)) {
    return null;
  }
  const record = store.operation(transfer.transferId);
  return record?.operation.kind === 'unit.transfer'
    ? {
        operation: record.operation,
        epoch: record.verdict?.ownerEpoch ?? record.operation.payload.expectedEpoch + 1,
        acceptedAt: transfer.acceptedAt,
      }
    : null;
}

/** Somebody else had made it before. */
function isRepeat(transfer: DoneTransfer | Extract<BenchSession['transfer'], { kind: 'reversed' }>): boolean {
  return transfer.kind === 'done' && transfer.repeated;
}

/** What stands against asking now. What was done on the bench counts before the cloud has heard of it. */
export function obstaclesToAsking(
  context: StationContext,
  session: BenchSession,
  { operation, epoch, acceptedAt }: OwnTransfer,
): readonly ReversalObstacle[] {
  const unit = unitOf(context, operation.unit);
  return reversalObstacles({
    transfer: { toId: operation.payload.toId, epoch },
    unit: unit === null ? null : { ...unit, ...doneHere(session) },
    trust: trustWith(context, operation.payload.toId),
    deadline: reversalDeadline(acceptedAt, context.ownershipPolicy),
    now: cloudNow(context),
  });
}

/** What stands against approving now. */
export function obstaclesToApproving(
  context: StationContext,
  { unit, customerId, epoch, decideBefore }: TransferReversal,
): readonly ReversalObstacle[] {
  return reversalObstacles({
    transfer: { toId: customerId, epoch },
    unit: unitOf(context, unit),
    trust: trustWith(context, customerId),
    deadline: decideBefore,
    now: cloudNow(context),
  });
}

const waitingAtMost = 1_000;

/** An operation about a reversal that waits for the cloud, or that the cloud did not take and nobody has dealt with. */
export function unansweredReversal<Kind extends Extract<OperationKind, `reversal.${string}`>>(
  { store }: StationContext,
  kind: Kind,
  about: OperationId,
): { readonly operation: Extract<Operation, { kind: Kind }>; readonly code: string | null } | null {
  const isIt = (operation: Operation): operation is Extract<Operation, { kind: Kind }> =>
    operation.kind === kind && subjectOf(operation) === about;
  const waiting = store.pendingOperations(waitingAtMost).find(isIt);
  if (waiting !== undefined) {
    return { operation: waiting, code: null };
  }
  for (const { operation, verdict } of store.operationsThatNeedSomebody(waitingAtMost)) {
    if (isIt(operation)) {
      return { operation, code: verdict?.code ?? '' };
    }
  }
  return null;
}

function subjectOf(operation: Operation): OperationId | null {
  switch (operation.kind) {
    case 'reversal.ask':
      return operation.payload.transferId;
    case 'reversal.decide':
      return operation.payload.reversalId;
    default:
      return null;
  }
}

function unitOf({ store }: StationContext, key: string): UnitFacts | null {
  const serial = key.slice(key.indexOf(':') + 1);
  return store.unitsBySerial(serial).find((unit) => formatUnitKey(unit) === key) ?? null;
}

function trustWith(context: StationContext, customerId: TransferOperation['payload']['toId']) {
  return standingOf(context.store.trust(customerId, context.identity.organizationId), cloudNow(context));
}

function doneHere({ configuration, pairing }: BenchSession): Partial<UnitFacts> {
  const isTouched = configuration.kind !== 'not-read' && configuration.kind !== 'compared';
  const paired = pairingThatCounts(pairing);
  return {
    ...(isTouched ? { configuration: 'configured' as const } : {}),
    ...(paired === null ? {} : { pairedWith: { assetId: paired.assetId, label: paired.assetLabel, vin: null } }),
  };
}

/** One that was asked for or that stands, also while somebody asks to end it. */
function pairingThatCounts(pairing: BenchSession['pairing']) {
  switch (pairing.kind) {
    case 'paired':
    case 'requested':
      return pairing;
    case 'unpair-requested':
      return pairing.pairing;
    default:
      return null;
  }
}
