// What has to be asked of the centre so that the reservations of a carton are as they should be. Computed from what is on disk alone, so that a
// program that died goes on where it was, and asking twice does no harm.

import type { IsoTime } from '../../kernel/iso-time.ts';
import { formatUnitKey } from '../identity/unit-key.ts';
import { isRenewalDue, type ReservationWish, type ReservedUnit } from '../ownership/reservation.ts';
import type { Carton, CartonRow } from './carton.ts';
import { unitOfRow } from './carton-outcome.ts';

/** Each with the number of its row. */
export interface ReservationWork {
  readonly take: readonly { readonly number: number; readonly wish: ReservationWish }[];
  readonly release: readonly { readonly number: number; readonly reserved: ReservedUnit }[];
}

/** `now` is the centre's time. What somebody else holds is asked for again each time: it may be free by now. */
export function reservationWork(
  { state }: Pick<Carton, 'state'>,
  rows: readonly CartonRow[],
  now: IsoTime,
): ReservationWork {
  const take: ReservationWork['take'][number][] = [];
  const release: ReservationWork['release'][number][] = [];
  for (const row of rows) {
    const reserved = heldUnit(row);
    if (reserved !== null && isGivenBack(row, state)) {
      release.push({ number: row.number, reserved });
    } else if (isWanted(row, state) && !hasEnough(row, now)) {
      take.push(...wishOf(row));
    }
  }
  return { take: eachUnitOnce(take), release };
}

function heldUnit({ reservation }: CartonRow): ReservedUnit | null {
  return reservation?.kind === 'held' ? { unit: reservation.unit, fence: reservation.fence } : null;
}

/** A request that the centre has not answered keeps its reservation, whatever becomes of the carton. */
function isGivenBack(row: CartonRow, state: Carton['state']): boolean {
  const { removed, transfer } = row;
  return (
    transfer.kind !== 'requested' && (removed || state === 'closed' || transfer.kind !== 'open' || isOfOtherUnit(row))
  );
}

function isOfOtherUnit(row: CartonRow): boolean {
  const unit = unitOfRow(row);
  return row.reservation?.kind === 'held' && (unit === null || formatUnitKey(unit) !== row.reservation.unit);
}

/** Only what the centre itself said may be transferred: without a network nothing is reserved. */
function isWanted({ removed, reservation, transfer, verdict }: CartonRow, state: Carton['state']): boolean {
  if (transfer.kind === 'requested') {
    return reservation?.kind === 'held';
  }
  const isAllowed = verdict.kind === 'verdict' && verdict.freshness === 'live' && verdict.allowed.transfer;
  return state === 'open' && !removed && transfer.kind === 'open' && isAllowed && reservation?.kind !== 'lost';
}

function hasEnough({ reservation, transfer, verdict }: CartonRow, now: IsoTime): boolean {
  if (reservation?.kind !== 'held' || isRenewalDue(reservation.expiresAt, now)) {
    return false;
  }
  const epoch = verdict.kind === 'verdict' ? verdict.ownerEpoch : null;
  return transfer.kind === 'requested' || epoch === reservation.ownerEpoch;
}

function wishOf(row: CartonRow): ReservationWork['take'] {
  const { reservation, verdict } = row;
  const unit = unitOfRow(row);
  const owner = verdict.kind === 'verdict' ? verdict.owner : null;
  const epoch = verdict.kind === 'verdict' ? verdict.ownerEpoch : null;
  if (unit === null || owner === null || epoch === null) {
    return [];
  }
  const fence = reservation?.kind === 'held' ? { fence: reservation.fence } : {};
  const wish = { unit: formatUnitKey(unit), fromId: owner.id, expectedEpoch: epoch, person: row.addedBy, ...fence };
  return [{ number: row.number, wish }];
}

/** A label without a type may turn out to be a unit that is in the carton already. */
function eachUnitOnce(take: ReservationWork['take']): ReservationWork['take'] {
  const first = new Map(take.toReversed().map((one) => [one.wish.unit, one]));
  return take.filter((one) => first.get(one.wish.unit) === one);
}
