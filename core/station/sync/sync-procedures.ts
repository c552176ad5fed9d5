import type { QueueRow } from '../../contract/station/sync.ts';
import type { Operation } from '../../domain/sync/operation.ts';
import { operationId as asOperationId } from '../../kernel/entity-ids.ts';
import type { OperationRecord, StoreReader } from '../../ports/station-store.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { needsSomebody, settleOperation } from './settle-operation.ts';

/** The sync page: what waits, what needs somebody, and why (STA-3, OWN-11). */
export function syncProcedures(context: StationContext): AreaProcedures<'sync'> {
  const { store } = context;
  return {
    status: async () => context.sync.status(),

    queue: async ({ limit }) => store.operations(limit).map((record) => queueRow(context, record)),

    run: async () => context.sync.runNow(),

    resolve: async ({ operationId: id, note, how = 'settled' }, { principal }) => {
      const record = store.operation(asOperationId.parse(id));
      if (record === null || !needsSomebody(record)) {
        return { kind: 'not-open' };
      }
      store.transact((write) => settleOperation(context, write, { principal, record, how, note }));
      context.changed('sync', 'audit');
      return { kind: 'resolved' };
    },
  };
}

function queueRow({ store, sync }: StationContext, record: OperationRecord): QueueRow {
  const { operation, verdict } = record;
  const waits = verdict === null ? sync.standingOf(operation) : null;
  const session = operation.sessionId === null ? null : store.session(operation.sessionId);
  return {
    operationId: operation.id,
    seq: operation.seq,
    kind: operation.kind,
    unit: operation.unit,
    customerName: session?.customerName ?? receiverOf(store, operation),
    occurredAt: operation.occurredAt,
    by: operation.actor.name,
    state: stateOf(record, waits),
    verdict: verdict?.verdict ?? null,
    code: verdict?.code ?? null,
    winner: verdict?.by?.name ?? null,
    sessionId: operation.sessionId,
    waits,
  };
}

function stateOf(record: OperationRecord, waits: QueueRow['waits']): QueueRow['state'] {
  if (waits !== null) {
    return waits.why === 'sending' ? 'sending' : 'waiting';
  }
  return needsSomebody(record) ? 'needs-you' : 'accepted';
}

/** A transfer without a sheet, of a carton, still names who gets the unit. */
function receiverOf(store: StoreReader, operation: Operation): string | null {
  return operation.kind === 'unit.transfer' ? (store.organization(operation.payload.toId)?.name ?? null) : null;
}
