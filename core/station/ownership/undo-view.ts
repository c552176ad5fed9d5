import type { UndoView } from '../../contract/station/bench.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { reversalDeadline } from '../../domain/ownership/reversal-obstacles.ts';
import type { TransferReversal } from '../../domain/ownership/transfer-reversal.ts';
import type { StationContext } from '../station-context.ts';
import { type OwnTransfer, obstaclesToAsking, ownTransferOf, unansweredReversal } from './reversal-facts.ts';

/** How undoing the transfer of a sheet stands: the cloud's word first, then what this station has asked and not heard of. Null: nothing to undo. */
export function undoViewOf(context: StationContext, session: BenchSession): UndoView | null {
  const transfer = ownTransferOf(context, session);
  if (transfer === null) {
    return null;
  }
  const request = requestOf(context, transfer);
  const isOpen = request !== null && (request.state === 'open' || request.state === 'not-sent');
  return {
    obstacles: isOpen ? ['REVERSAL_OPEN'] : [...obstaclesToAsking(context, session, transfer)],
    askBefore: reversalDeadline(transfer.acceptedAt, context.ownershipPolicy),
    request,
  };
}

function requestOf(context: StationContext, { operation }: OwnTransfer): UndoView['request'] {
  const own = unansweredReversal(context, 'reversal.ask', operation.id);
  if (own !== null) {
    return {
      reversalId: own.operation.id,
      state: own.code === null ? 'not-sent' : 'not-taken',
      reason: own.operation.payload.reason,
      by: own.operation.actor.name,
      at: own.operation.occurredAt,
      decidedBy: null,
      decidedAt: null,
      answer: own.code,
    };
  }
  const held = context.store.reversalOf(operation.id);
  return held === null ? null : heldRequest(held);
}

function heldRequest({ id, outcome, reason, requestedBy, requestedAt }: TransferReversal): UndoView['request'] {
  const decided =
    outcome.kind === 'open'
      ? { decidedBy: null, decidedAt: null, answer: null }
      : { decidedBy: outcome.by.name, decidedAt: outcome.at, answer: outcome.note };
  return { reversalId: id, state: outcome.kind, reason, by: requestedBy.name, at: requestedAt, ...decided };
}
