import type { TransferReversal } from '../../domain/ownership/transfer-reversal.ts';
import { operationId } from '../../kernel/entity-ids.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { obstaclesToApproving, unansweredReversal } from './reversal-facts.ts';

export interface ReversalDecision {
  readonly reversalId: string;
  readonly decision: 'approve' | 'decline';
  readonly note: string | null;
}

type Answer = Awaited<ReturnType<AreaProcedures<'ownership'>['decideReversal']>>;

/** A second person's word on undoing a transfer (decisions.md d12). What the station foresees as refused is refused here and noted. */
export async function decideReversal(
  context: StationContext,
  principal: Principal,
  wish: ReversalDecision,
): Promise<Answer> {
  const reversal = context.store.reversal(operationId.parse(wish.reversalId));
  if (reversal === null || reversal.outcome.kind !== 'open' || isDecidedHere(context, reversal)) {
    return { kind: 'not-open' };
  }
  const codes = obstaclesTo(context, principal, { reversal, decision: wish.decision });
  if (codes.length > 0) {
    context.store.transact((write) =>
      note(context, write, { principal, reversal, wish, refusedFor: codes[0] ?? null }),
    );
    context.changed('audit');
    return { kind: 'not-decided', codes: [...codes], winner: null };
  }
  const id = operationId.parse(context.ids.next());
  context.store.transact((write) => {
    write.enqueue({
      id,
      kind: 'reversal.decide',
      unit: reversal.unit,
      sessionId: sessionOf(write, reversal),
      actor: operationActor(principal),
      occurredAt: context.clock.now(),
      payload: {
        reversalId: reversal.id,
        customerId: reversal.customerId,
        decision: wish.decision,
        note: wish.note,
      },
    });
    note(context, write, { principal, reversal, wish, refusedFor: null });
  });
  context.changed('sync', 'audit', 'sheets');
  const verdict = await context.sync.pushOperation(id);
  context.changed('sync', 'audit', 'sheets');
  if (verdict === 'no-answer') {
    return { kind: 'queued' };
  }
  return verdict.verdict === 'refused' || verdict.verdict === 'conflict'
    ? { kind: 'not-decided', codes: verdict.code === null ? [] : [verdict.code], winner: verdict.by?.name ?? null }
    : { kind: 'decided' };
}

/** A decision that the cloud has not answered; one that it refused may be followed by another. */
function isDecidedHere(context: StationContext, reversal: TransferReversal): boolean {
  return unansweredReversal(context, 'reversal.decide', reversal.id)?.code === null;
}

/** Whether this person may decide on it at all: somebody, and somebody else than whoever asked. Null: yes. */
export function whyNotSecondPerson(
  principal: Principal,
  reversal: TransferReversal,
): 'ACTOR_NOT_ALLOWED' | 'SECOND_PERSON_NEEDED' | null {
  if (principal.kind !== 'person') {
    return 'ACTOR_NOT_ALLOWED';
  }
  return principal.personId === reversal.requestedBy.personId ? 'SECOND_PERSON_NEEDED' : null;
}

function obstaclesTo(
  context: StationContext,
  principal: Principal,
  { reversal, decision }: { readonly reversal: TransferReversal; readonly decision: ReversalDecision['decision'] },
): readonly string[] {
  const person = whyNotSecondPerson(principal, reversal);
  return [
    ...(person === null ? [] : [person]),
    ...(decision === 'approve' ? obstaclesToApproving(context, reversal) : []),
  ];
}

interface Noted {
  readonly principal: Principal;
  readonly reversal: TransferReversal;
  readonly wish: ReversalDecision;
  readonly refusedFor: string | null;
}

/** Stands under the id of the transfer that it is about, for both organizations (OWN-13). */
function note(
  { identity }: StationContext,
  write: StoreWriter,
  { principal, reversal, wish, refusedFor }: Noted,
): void {
  const { organizationId, customerId, backToId, transferId, requestedBy } = reversal;
  write.appendAudit({
    actor: auditActor(principal),
    organizations: [...new Set([identity.organizationId, organizationId, customerId, backToId])],
    action: wish.decision === 'approve' ? 'reversal.approved' : 'reversal.declined',
    outcome: refusedFor === null ? 'done' : 'refused',
    code: refusedFor,
    unit: reversal.unit,
    sessionId: sessionOf(write, reversal),
    operationId: reversal.id,
    after: { transferId, requestedBy: requestedBy.name, ...(wish.note === null ? {} : { note: wish.note }) },
  });
}

/** The sheet that made the transfer, where it is at this station. */
function sessionOf(write: StoreWriter, { transferId }: TransferReversal) {
  return write.operation(transferId)?.operation.sessionId ?? null;
}
