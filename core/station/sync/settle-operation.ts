import type { OperationRecord, StoreWriter } from '../../ports/station-store.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';

/** How a refused or overtaken operation was dealt with: `retried` by another one, the others by word of a person. */
export type Settlement = 'settled' | 'given-up' | 'passed-on' | 'retried';

/** Refused or overtaken, and nobody has dealt with it. */
export function needsSomebody({ verdict, resolution }: OperationRecord): boolean {
  return (verdict?.verdict === 'refused' || verdict?.verdict === 'conflict') && resolution === null;
}

/** The one way in which such an operation leaves the list (OWN-11): with a note, and with an entry in the trail of both sides. */
export function settleOperation(
  { identity }: Pick<StationContext, 'identity'>,
  write: StoreWriter,
  settling: {
    readonly principal: Principal;
    readonly record: OperationRecord;
    readonly how: Settlement;
    readonly note: string;
  },
): void {
  const { principal, record, how, note } = settling;
  const { operation, verdict } = record;
  write.resolveOperation(operation.id, note);
  write.appendAudit({
    actor: auditActor(principal),
    organizations: [identity.organizationId],
    action: 'conflict.resolved',
    outcome: 'done',
    code: verdict?.code ?? null,
    unit: operation.unit,
    sessionId: operation.sessionId,
    operationId: operation.id,
    after: { note, how },
  });
}
