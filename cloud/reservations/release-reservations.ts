import type { ReservedUnit } from '#core/domain/ownership/reservation.ts';
import { asStation, type PushParts } from '../push/push-parts.ts';
import type { CallingStation } from '../stations/find-station.ts';

/** Gives back what this station holds: the carton is closed, or the unit was taken out of it. Who had gathered it is forgotten. */
export async function releaseReservations(
  parts: PushParts,
  station: CallingStation,
  units: readonly ReservedUnit[],
): Promise<void> {
  await asStation(parts, station).transact(async (transaction) => {
    for (const { unit, fence } of units.toSorted((left, right) => (left.unit < right.unit ? -1 : 1))) {
      await transaction
        .updateTable('unit_reservations')
        .set({ ended: 'released', person: '' })
        .where('unit', '=', unit)
        .where('fence', '=', String(fence))
        .where('station_id', '=', station.id)
        .where('ended', 'is', null)
        .execute();
    }
  });
}
