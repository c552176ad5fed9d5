import type { UnitKey } from '../../domain/identity/unit-key.ts';
import { parseUnitKey } from '../../domain/identity/unit-key.ts';
import type { Operation } from '../../domain/sync/operation.ts';
import { type OrganizationId, operationId, type SessionId } from '../../kernel/entity-ids.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { OperationRecord } from '../../ports/station-store.ts';
import type { Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import { judgeFor } from '../sheets/judge-for.ts';
import { openSheet } from '../sheets/open-sheet.ts';
import { transferSheet } from '../sheets/transfer-sheet.ts';
import type { StationContext } from '../station-context.ts';
import { needsSomebody, settleOperation } from '../sync/settle-operation.ts';

type Tasks = AreaProcedures<'tasks'>;
type TransferOperation = Extract<Operation, { kind: 'unit.transfer' }>;

interface OpenTransfer {
  readonly record: OperationRecord;
  readonly operation: TransferOperation;
  readonly unit: UnitKey;
}

/** How the unit of a refused transfer stands now. An old copy is no basis for trying again (decisions.md X5). */
export async function freshVerdict(context: StationContext, id: string): ReturnType<Tasks['freshVerdict']> {
  const open = openTransfer(context, id);
  if (open === null) {
    return { kind: 'not-open' };
  }
  const { unit, operation } = open;
  const verdict = await judgeFor(context, {
    serial: unit.serial,
    chosenType: unit.unitType,
    customerId: operation.payload.toId,
  });
  invariant(verdict.kind === 'verdict', 'the type of a unit that was transferred is known');
  return verdict.freshness === 'live' ? verdict : { kind: 'unreachable' };
}

/** What a supervisor confirmed after looking at a fresh verdict. */
export interface TransferRetry {
  readonly operationId: string;
  readonly fromId: OrganizationId;
  readonly expectedEpoch: number;
  readonly unpairFirst: boolean;
}

/**
 * Transfers on the unit's open sheet, or on a new one where that is signed: another attempt with an id of its own. The refused one is settled
 * by it as soon as the new one is on its way; if the cloud says no again, the new one is the task.
 */
export async function retryTransfer(
  context: StationContext,
  principal: Principal,
  wish: TransferRetry,
): ReturnType<Tasks['retryTransfer']> {
  const open = openTransfer(context, wish.operationId);
  if (open === null) {
    return { kind: 'not-open' };
  }
  const { unit, operation } = open;
  const { sessionId } = await openSheet(context, principal, {
    text: operation.unit,
    serial: unit.serial,
    unitType: unit.unitType,
    warnings: [],
    customerId: operation.payload.toId,
  });
  const { fromId, expectedEpoch, unpairFirst } = wish;
  const toId = operation.payload.toId;
  const result = await transferSheet(context, principal, {
    sessionId,
    fromId,
    toId,
    expectedEpoch,
    unpairFirst,
    asDecision: true,
  });
  switch (result.kind) {
    case 'transferred':
    case 'already':
    case 'provisional':
      settle(context, principal, { open, transferId: result.transferId });
      return { kind: result.kind, transferId: result.transferId, sessionId };
    case 'not-transferred':
      settle(context, principal, { open, transferId: newestTransferOf(context, sessionId) });
      return { kind: 'refused', code: result.code, winner: result.winner };
    case 'refused':
      return { kind: 'refused', code: result.detail['code'] ?? result.reason, winner: null };
    case 'confirm-again':
      return { kind: 'refused', code: 'UNVERIFIED_OFFLINE', winner: null };
    case 'no-such-sheet':
      return { kind: 'not-open' };
  }
}

function openTransfer({ store }: StationContext, id: string): OpenTransfer | null {
  const record = store.operation(operationId.parse(id));
  if (record?.operation.kind !== 'unit.transfer' || !needsSomebody(record)) {
    return null;
  }
  const key = parseUnitKey(record.operation.unit);
  invariant(key.kind === 'unit-key', 'an operation names its unit by type and serial');
  return { record, operation: record.operation, unit: key.key };
}

function settle(
  context: StationContext,
  principal: Principal,
  { open, transferId }: { readonly open: OpenTransfer; readonly transferId: string },
): void {
  context.store.transact((write) => {
    const record = write.operation(open.operation.id);
    if (record !== null && needsSomebody(record)) {
      settleOperation(context, write, { principal, record, how: 'retried', note: transferId });
    }
  });
  context.changed('sync', 'audit');
}

function newestTransferOf({ store }: StationContext, sessionId: SessionId): string {
  const transfer = store.session(sessionId)?.transfer;
  return transfer !== undefined && 'transferId' in transfer ? transfer.transferId : '';
}
