import { judgeFence } from '#core/domain/ownership/reservation.ts';
import type { LastTransfer } from '#core/domain/ownership/transfer-decision.ts';
import type { PushContext } from '../push/push-context.ts';
import { nameOfHolder, toReservation } from './reservation-rows.ts';

/**
 * Who stands in the way of a transfer by a reservation; null where nobody does. Asked in the transaction that holds the unit, so that nothing is
 * granted between this answer and the move (reliability.md §3.4).
 */
export async function findReservationInTheWay(
  context: PushContext,
  transfer: { readonly unit: string; readonly fence: number | null; readonly ownerEpoch: number },
): Promise<LastTransfer | null> {
  const { transaction, station, now } = context;
  const row = await transaction
    .selectFrom('unit_reservations')
    .selectAll()
    .where('unit', '=', transfer.unit)
    .executeTakeFirst();
  if (row === undefined) {
    return null;
  }
  const { fence, ownerEpoch } = transfer;
  return judgeFence(toReservation(row), { stationId: station.id, fence, ownerEpoch, now }) === 'passes'
    ? null
    : { name: await nameOfHolder(context, row), at: row.granted_at, toName: null };
}
