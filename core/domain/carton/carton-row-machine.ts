// How a row of a carton changes. What happened comes in, the row afterwards goes out; the station stores it together with the operation
// and the audit entry that belong to it. One rule keeps a unit from being transferred twice: a row that was requested takes no second
// request before the cloud has answered the first.
import type { OperationId } from '../../kernel/entity-ids.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import { formatUnitKey } from '../identity/unit-key.ts';
import type { Verdict } from '../ownership/verdict.ts';
import type { CartonRow, CartonTransfer, RowReservation } from './carton.ts';
import { unitOfRow } from './carton-outcome.ts';

/** An answer of the cloud to the row's transfer. */
export type CartonAnswer =
  | { readonly kind: 'done'; readonly acceptedAt: IsoTime; readonly repeated: boolean }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly lost: boolean;
      readonly winner: { readonly name: string; readonly at: IsoTime } | null;
      readonly at: IsoTime;
    };

/**
 * `judged`: the verdict was asked anew. After a refusal a person may ask for another try (`triesAgain`): a verdict that allows the transfer
 * then opens the row again. Without a person a refusal stays in sight, whatever becomes true later.
 */
export type CartonRowEvent =
  | { readonly kind: 'judged'; readonly verdict: Verdict; readonly triesAgain: boolean }
  | { readonly kind: 'type-chosen'; readonly unitType: string; readonly verdict: Verdict }
  | { readonly kind: 'removed' }
  | { readonly kind: 'restored' }
  /** What the centre says of its reservation; null: there is none any more. */
  | { readonly kind: 'reserved'; readonly reservation: RowReservation | null }
  | { readonly kind: 'requested'; readonly operationId: OperationId; readonly at: IsoTime; readonly by: string }
  | { readonly kind: 'answered'; readonly operationId: OperationId; readonly answer: CartonAnswer };

export type CartonRowRefusal =
  | 'no-such-type'
  | 'other-unit'
  /** The centre was asked; what became of it stays in the list. */
  | 'transfer-asked'
  | 'not-removed'
  | 'not-allowed'
  | 'no-open-transfer';

export type CartonRowOutcome =
  | { readonly kind: 'changed'; readonly row: CartonRow }
  | { readonly kind: 'refused'; readonly reason: CartonRowRefusal };

export function applyToCartonRow(row: CartonRow, event: CartonRowEvent): CartonRowOutcome {
  switch (event.kind) {
    case 'judged':
      return judge(row, event);
    case 'type-chosen':
      return chooseType(row, event);
    case 'removed':
      return row.transfer.kind === 'open' && !row.removed ? changed(row, { removed: true }) : refuse('transfer-asked');
    case 'restored':
      return row.removed ? changed(row, { removed: false }) : refuse('not-removed');
    case 'reserved':
      return row.transfer.kind === 'done'
        ? refuse('transfer-asked')
        : { kind: 'changed', row: withReservation(row, event.reservation) };
    case 'requested':
      return request(row, event);
    case 'answered':
      return answer(row, event);
  }
}

function changed(row: CartonRow, parts: Partial<CartonRow>): CartonRowOutcome {
  return { kind: 'changed', row: { ...row, ...parts } };
}

function withReservation({ reservation: _before, ...row }: CartonRow, now: RowReservation | null): CartonRow {
  return now === null ? row : { ...row, reservation: now };
}

/** What somebody else has was another unit; what this carton holds is given back by whoever finds it to be another. */
function withoutOthers(row: CartonRow): CartonRow {
  return row.reservation?.kind === 'held' ? row : withReservation(row, null);
}

function refuse(reason: CartonRowRefusal): CartonRowOutcome {
  return { kind: 'refused', reason };
}

function judge(row: CartonRow, { verdict, triesAgain }: Extract<CartonRowEvent, { kind: 'judged' }>): CartonRowOutcome {
  if (serialOf(verdict) !== row.label.serial) {
    return refuse('other-unit');
  }
  const isAllowed = verdict.kind === 'verdict' && verdict.allowed.transfer;
  const { transfer } = row;
  return triesAgain && isAllowed && transfer.kind === 'refused'
    ? changed(row, { verdict, transfer: { kind: 'open', refusedOperationId: transfer.operationId } })
    : changed(row, { verdict });
}

function serialOf(verdict: Verdict): string {
  return verdict.kind === 'choose-type' ? verdict.serial : verdict.unit.slice(verdict.unit.indexOf(':') + 1);
}

/** Another type may be chosen as long as nothing was asked of the cloud: a slip of the hand must not end in the wrong transfer. */
function chooseType(row: CartonRow, { unitType, verdict }: Extract<CartonRowEvent, { kind: 'type-chosen' }>) {
  if (row.transfer.kind !== 'open') {
    return refuse('transfer-asked');
  }
  const chosen = formatUnitKey({ unitType, serial: row.label.serial });
  return verdict.kind === 'verdict' && verdict.unit === chosen
    ? changed(withoutOthers(row), { unitType, verdict })
    : refuse('no-such-type');
}

function request(row: CartonRow, event: Extract<CartonRowEvent, { kind: 'requested' }>): CartonRowOutcome {
  const { verdict } = row;
  const isReady =
    row.transfer.kind === 'open' && !row.removed && row.reservation?.kind !== 'taken' && unitOfRow(row) !== null;
  if (!isReady || verdict.kind === 'choose-type' || !verdict.allowed.transfer) {
    return refuse('not-allowed');
  }
  const { operationId, at, by } = event;
  return changed(row, { transfer: { kind: 'requested', operationId, fromName: verdict.owner?.name ?? null, at, by } });
}

/** An answer to another request, or a second one, changes nothing: verdicts may be delivered more than once. */
function answer(row: CartonRow, { operationId, answer: said }: Extract<CartonRowEvent, { kind: 'answered' }>) {
  const { transfer } = row;
  if (transfer.kind !== 'requested' || transfer.operationId !== operationId) {
    return refuse('no-open-transfer');
  }
  if (said.kind === 'done') {
    // It moved on, and the reservation ended with its epoch.
    const moved = { ...said, operationId, fromName: transfer.fromName };
    return changed(withReservation(row, null), { transfer: moved });
  }
  const refused: CartonTransfer = { ...said, operationId };
  return changed(said.code === 'TRANSFER_PENDING' ? withReservation(row, null) : row, { transfer: refused });
}
