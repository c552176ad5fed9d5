import type { ConfirmCartonResult } from '../../contract/station/carton.ts';
import type { Carton, CartonRow } from '../../domain/carton/carton.ts';
import { applyToCartonRow } from '../../domain/carton/carton-row-machine.ts';
import { isSamePlan, type PlannedTransfer, planTransfers } from '../../domain/carton/transfer-plan.ts';
import { type CartonId, type OperationId, operationId } from '../../kernel/entity-ids.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import type { SecondPerson } from '../access/step-ups.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { needsSomebody, settleOperation } from '../sync/settle-operation.ts';
import { concernedByRow, openCarton, saveCarton, unitNameOf } from './save-carton.ts';

export interface ConfirmedCarton {
  readonly cartonId: CartonId;
  /** Exactly what the person saw. */
  readonly units: readonly PlannedTransfer[];
  readonly secondPerson: SecondPerson | null;
}

/**
 * The one confirmed step (OWN-12). All requests are stored in one transaction, each under an id of its own that is made here and never
 * again: from then on the outbox brings them to the centre however often the program ends, and the centre takes each id once. Each unit is
 * decided there by comparison with the owner epoch that was shown (OWN-10).
 */
export function confirmCarton(
  context: StationContext,
  principal: Principal,
  confirmed: ConfirmedCarton,
): ConfirmCartonResult {
  const outcome = context.store.transact((write) => requestAll(context, write, { ...confirmed, principal }));
  if (outcome.kind === 'requested') {
    context.changed('cartons', 'feed', 'audit', 'sync');
    context.sync.wake();
  }
  return outcome;
}

interface Confirming extends ConfirmedCarton {
  readonly principal: Principal;
}

function requestAll(context: StationContext, write: StoreWriter, confirming: Confirming): ConfirmCartonResult {
  const found = openCarton(write, confirming.cartonId);
  if (found.kind !== 'open') {
    return found;
  }
  const { carton } = found;
  const rows = write.cartonRows(carton.id, 0);
  const plan = planTransfers(rows);
  if (plan.units.length === 0 || !isSamePlan(confirming.units, plan.units)) {
    return { kind: 'confirm-again' };
  }
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const requested = plan.units.map((unit) => {
    const row = byNumber.get(unit.number);
    invariant(row !== undefined, 'a plan is made of the rows of its carton');
    return requestOne(context, write, { ...confirming, carton, unit, row });
  });
  const { principal, secondPerson } = confirming;
  const confirmation = {
    at: context.clock.now(),
    by: auditActor(principal).name,
    units: requested.length,
    secondPerson: secondPerson?.name ?? null,
  };
  saveCarton(context, write, {
    carton,
    parts: {
      confirmations: [...carton.confirmations, confirmation],
      waiting: carton.waiting + requested.length,
    },
    rows: requested,
  });
  noteConfirmation(context, write, { ...confirming, carton, count: requested.length });
  return { kind: 'requested', units: requested.length };
}

interface OneRequest extends Confirming {
  readonly carton: Carton;
  readonly unit: PlannedTransfer;
  readonly row: CartonRow;
}

function requestOne(context: StationContext, write: StoreWriter, request: OneRequest): CartonRow {
  const { carton, principal, row, unit } = request;
  const id = operationId.parse(context.ids.next());
  const at = context.clock.now();
  const outcome = applyToCartonRow(row, { kind: 'requested', operationId: id, at, by: auditActor(principal).name });
  invariant(outcome.kind === 'changed', 'what was planned can be requested');
  write.enqueue({
    id,
    kind: 'unit.transfer',
    unit: unitNameOf(row),
    sessionId: null,
    actor: operationActor(principal),
    occurredAt: at,
    payload: {
      fromId: unit.fromId,
      toId: carton.customerId,
      expectedEpoch: unit.expectedEpoch,
      unpairFirst: unit.unpairFirst,
      cartonId: carton.id,
      ...fenceOf(row, unit),
    },
  });
  noteRequest(context, write, { ...request, id });
  settleRefusal(context, write, { ...request, id });
  return outcome.row;
}

/** The reservation that the row has for exactly this unit at this epoch; without one the centre judges as it does without a network. */
function fenceOf(row: CartonRow, { expectedEpoch }: PlannedTransfer): { readonly fence?: number } {
  const { reservation } = row;
  const isFor =
    reservation?.kind === 'held' && reservation.unit === unitNameOf(row) && reservation.ownerEpoch === expectedEpoch;
  return isFor ? { fence: reservation.fence } : {};
}

function noteRequest(context: StationContext, write: StoreWriter, request: OneRequest & { readonly id: OperationId }) {
  const { carton, id, principal, row, unit } = request;
  write.appendAudit({
    actor: auditActor(principal),
    organizations: concernedByRow(context, carton, row),
    action: 'transfer.requested',
    outcome: 'done',
    unit: unitNameOf(row),
    operationId: id,
    before: { owner: unit.fromId, epoch: String(unit.expectedEpoch) },
    after: { owner: carton.customerId, carton: carton.id },
  });
}

/** The refusal before has found its end: it is no task for a supervisor any more. */
function settleRefusal(
  context: StationContext,
  write: StoreWriter,
  { id, principal, row }: OneRequest & { readonly id: OperationId },
): void {
  const refusedId = row.transfer.kind === 'open' ? row.transfer.refusedOperationId : undefined;
  const record = refusedId === undefined ? null : write.operation(refusedId);
  if (record !== null && needsSomebody(record)) {
    settleOperation(context, write, { principal, record, how: 'retried', note: id });
  }
}

function noteConfirmation(
  { clock, identity }: StationContext,
  write: StoreWriter,
  { carton, count, principal, secondPerson }: Confirming & { readonly carton: Carton; readonly count: number },
): void {
  write.appendAudit({
    actor: auditActor(principal),
    organizations: [identity.organizationId, carton.customerId],
    action: 'carton.confirmed',
    outcome: 'done',
    after: {
      carton: carton.id,
      units: String(count),
      ...(secondPerson === null ? {} : { second: secondPerson.name }),
    },
  });
  write.addFeed({
    at: clock.now(),
    mark: 'wait',
    key: 'carton-requested',
    detail: { count: String(count), to: carton.customerName },
    sessionId: null,
  });
}
