import type { AuditDraft } from '../../domain/audit/audit-entry.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import type { OperationDraft } from '../../domain/sync/operation.ts';
import { operationId, type SessionId } from '../../kernel/entity-ids.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import { concerned, tellSheet, unitOf } from '../sheets/change-sheet.ts';
import { sheetView } from '../sheets/sheet-view.ts';
import type { StationContext } from '../station-context.ts';
import { type OwnTransfer, ownTransferOf } from './reversal-facts.ts';
import { undoViewOf } from './undo-view.ts';

type Answer = Awaited<ReturnType<AreaProcedures<'ownership'>['askReversal']>>;

/** Asks for a second person's word on undoing a transfer (decisions.md d12). The attempt stands in the trail whether it is allowed or not. */
export async function askReversal(
  context: StationContext,
  principal: Principal,
  { sessionId, reason }: { readonly sessionId: SessionId; readonly reason: string },
): Promise<Answer> {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const transfer = ownTransferOf(context, session);
  const codes = [
    // The cloud wants two persons; the command line is none.
    ...(principal.kind === 'person' ? [] : ['ACTOR_NOT_ALLOWED']),
    ...(undoViewOf(context, session)?.obstacles ?? ['REVERSAL_UNKNOWN']),
  ];
  if (transfer === null || codes.length > 0) {
    note(context, principal, { session, transfer, reason, refusedFor: codes[0] ?? 'REVERSAL_UNKNOWN' });
    return { kind: 'not-asked', sheet: sheetView(context, session), codes };
  }
  const id = operationId.parse(context.ids.next());
  const operation: OperationDraft = {
    id,
    kind: 'reversal.ask',
    unit: unitOf(session),
    sessionId,
    actor: operationActor(principal),
    occurredAt: context.clock.now(),
    payload: { transferId: transfer.operation.id, customerId: transfer.operation.payload.toId, reason },
  };
  note(context, principal, { session, transfer, reason, operation });
  tellSheet(context, sessionId, true);
  const verdict = await context.sync.pushOperation(id);
  const sheet = sheetView(context, context.store.session(sessionId) ?? session);
  if (verdict === 'no-answer') {
    return { kind: 'queued', sheet, reversalId: id };
  }
  return verdict.verdict === 'refused' || verdict.verdict === 'conflict'
    ? { kind: 'not-asked', sheet, codes: verdict.code === null ? [] : [verdict.code] }
    : { kind: 'asked', sheet, reversalId: id };
}

interface Noted {
  readonly session: BenchSession;
  readonly transfer: OwnTransfer | null;
  readonly reason: string;
  readonly refusedFor?: string;
  readonly operation?: OperationDraft;
}

/** Outbox, trail and feed in one transaction; all of it under the id of the transfer that is to be undone (OWN-13). */
function note(context: StationContext, principal: Principal, noted: Noted): void {
  const { session, transfer, reason, refusedFor, operation } = noted;
  const isRefused = refusedFor !== undefined;
  const entry: AuditDraft = {
    actor: auditActor(principal),
    organizations: partiesOf(context, session, transfer),
    action: 'reversal.requested',
    outcome: isRefused ? 'refused' : 'done',
    code: refusedFor ?? null,
    unit: session.unit === null ? session.label.serial : formatUnitKey(session.unit),
    sessionId: session.id,
    operationId: operation?.id ?? null,
    after: { reason, ...(transfer === null ? {} : { transferId: transfer.operation.id }) },
  };
  context.store.transact((write) => {
    if (operation !== undefined) {
      write.enqueue(operation);
      write.addFeed({
        at: operation.occurredAt,
        mark: 'wait',
        key: 'reversal-requested',
        detail: { serial: session.label.serial },
        sessionId: session.id,
      });
    }
    write.appendAudit(entry);
  });
}

function partiesOf(context: StationContext, session: BenchSession, transfer: OwnTransfer | null) {
  const parties = concerned(context, session);
  const from = transfer?.operation.payload.fromId;
  return from === undefined || parties.includes(from) ? parties : [...parties, from];
}
