import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import { reversalDeadline } from '../../domain/ownership/reversal-obstacles.ts';
import type { TransferReversal } from '../../domain/ownership/transfer-reversal.ts';
import type { Operation, OperationVerdict } from '../../domain/sync/operation.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import type { StationContext } from '../station-context.ts';
import { hearReversal } from './hear-reversal.ts';

type Ask = Extract<Operation, { kind: 'reversal.ask' }>;
type Decide = Extract<Operation, { kind: 'reversal.decide' }>;

/** The cloud's answer to a request to undo a transfer, or to a decision on one, goes into the mirror; the pull will bring the same. */
export function applyReversalAnswer(
  context: StationContext,
  write: StoreWriter,
  { operation, verdict }: { readonly operation: Ask | Decide; readonly verdict: OperationVerdict },
): void {
  if (verdict.verdict !== 'applied') {
    return;
  }
  if (operation.kind === 'reversal.ask') {
    mirrorRequest(context, write, { operation, verdict });
    return;
  }
  const reversal = write.reversal(operation.payload.reversalId);
  if (reversal === null || operation.actor.personId === null) {
    return;
  }
  const by = { personId: operation.actor.personId, name: operation.actor.name };
  const kind = operation.payload.decision === 'approve' ? 'approved' : 'declined';
  const decided: TransferReversal = {
    ...reversal,
    outcome: { kind, by, at: verdict.decidedAt, note: operation.payload.note },
  };
  write.mirror.putReversal(decided);
  if (kind === 'approved') {
    mirrorOldOwner(write, decided);
    hearReversal(context, write, decided);
  }
}

function mirrorRequest(
  { identity, ownershipPolicy }: StationContext,
  write: StoreWriter,
  { operation, verdict }: { readonly operation: Ask; readonly verdict: OperationVerdict },
): void {
  const { transferId, customerId, reason } = operation.payload;
  const transfer = write.operation(transferId)?.operation;
  const { personId, name } = operation.actor;
  if (transfer?.kind !== 'unit.transfer' || personId === null) {
    return;
  }
  write.mirror.putReversal({
    id: operation.id,
    transferId,
    unit: operation.unit,
    organizationId: identity.organizationId,
    backToId: transfer.payload.fromId,
    customerId,
    epoch: transfer.payload.expectedEpoch + 1,
    reason,
    requestedBy: { personId, name },
    requestedAt: verdict.decidedAt,
    decideBefore: reversalDeadline(verdict.decidedAt, ownershipPolicy),
    outcome: { kind: 'open' },
  });
}

function mirrorOldOwner(write: StoreWriter, { unit, backToId, epoch }: TransferReversal): void {
  const serial = unit.slice(unit.indexOf(':') + 1);
  const known = write.unitsBySerial(serial).find((one) => formatUnitKey(one) === unit);
  if (known === undefined) {
    return;
  }
  write.mirror.putUnit({
    ...known,
    ownerId: backToId,
    ownerName: write.organization(backToId)?.name ?? null,
    ownerEpoch: epoch + 1,
    configuration: 'needs-configuration',
    pairedWith: null,
  });
}
