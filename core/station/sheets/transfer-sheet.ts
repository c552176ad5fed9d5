import type { TransferResult } from '../../contract/station/bench.ts';
import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import {
  operationId as asOperationId,
  type OperationId,
  type OrganizationId,
  type SessionId,
} from '../../kernel/entity-ids.ts';
import { operationActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { changeSheet } from './change-sheet.ts';
import { refusal, sheetView } from './sheet-view.ts';

export interface ConfirmedTransfer {
  readonly sessionId: SessionId;
  readonly fromId: OrganizationId;
  readonly toId: OrganizationId;
  readonly expectedEpoch: number;
  readonly unpairFirst: boolean;
  /** A task is settled by somebody who may decide it, whoever's sheet it is. */
  readonly asDecision?: true;
}

/**
 * Stores the confirmed transfer as a request, sends it at once and waits for the cloud's compare-and-set (OWN-3, OWN-10). Without an answer
 * it stays a request and says so (OWN-11); the answer then comes through `apply-verdict.ts`, as it does here.
 */
export async function transferSheet(
  context: StationContext,
  principal: Principal,
  wish: ConfirmedTransfer,
): Promise<TransferResult> {
  const { sessionId, asDecision, ...payload } = wish;
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  if (session.transfer.kind === 'done' && payload.toId === session.customerId) {
    // Done already: a repeat is a success without effect (OWN-14).
    return { kind: 'already', sheet: sheetView(context, session), transferId: session.transfer.transferId };
  }
  const transferId = asOperationId.parse(context.ids.next());
  const unit = session.unit === null ? session.label.serial : formatUnitKey(session.unit);
  const names = { from: nameOf(context, payload.fromId), to: session.customerName };
  const outcome = changeSheet(context, {
    sessionId,
    principal,
    ...(asDecision === undefined ? {} : { asDecision }),
    event: { kind: 'transfer-requested', transferId, ...payload },
    audit: {
      action: 'transfer.requested',
      before: { owner: payload.fromId, epoch: String(payload.expectedEpoch) },
      after: { owner: payload.toId },
    },
    feed: { mark: 'wait', key: 'transfer-requested', detail: { serial: session.label.serial, ...names } },
    operation: {
      id: transferId,
      kind: 'unit.transfer',
      unit,
      sessionId,
      actor: operationActor(principal),
      occurredAt: context.clock.now(),
      payload,
    },
  });
  if (outcome.kind === 'no-such-sheet') {
    return outcome;
  }
  if (outcome.kind === 'refused') {
    return outcome.reason === 'confirm-again'
      ? { kind: 'confirm-again', sheet: sheetView(context, session) }
      : refusal(outcome);
  }
  await context.sync.pushOperation(transferId);
  return answered(context, sessionId, transferId);
}

/** What the sheet says after the cloud was asked. */
function answered(context: StationContext, sessionId: SessionId, transferId: OperationId): TransferResult {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const sheet = sheetView(context, session);
  const { transfer } = session;
  switch (transfer.kind) {
    case 'done':
      return { kind: transfer.repeated ? 'already' : 'transferred', sheet, transferId };
    case 'refused': {
      const wonAt = context.store.operation(transferId)?.verdict?.by?.at ?? null;
      return { kind: 'not-transferred', sheet, code: transfer.code, winner: transfer.winner, at: wonAt };
    }
    default:
      return { kind: 'provisional', sheet, transferId };
  }
}

function nameOf({ store }: StationContext, id: OrganizationId): string {
  return store.organization(id)?.name ?? id;
}
