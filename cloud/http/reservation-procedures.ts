import { breakReservation } from '../reservations/break-reservation.ts';
import { releaseReservations } from '../reservations/release-reservations.ts';
import { takeReservations } from '../reservations/take-reservations.ts';
import type { CloudParts } from './cloud-router.ts';
import { forStations } from './for-stations.ts';

/** Reservations of units in cartons, by the API. */
export function reservationProcedures(parts: CloudParts) {
  const { reservations } = forStations(parts);
  return {
    take: reservations.take.handler(async ({ input, context: { station } }) => ({
      units: [...(await takeReservations(parts, station, input))],
    })),
    release: reservations.release.handler(async ({ input, context: { station } }) => {
      await releaseReservations(parts, station, input.units);
      return { kind: 'done' as const };
    }),
    break: reservations.break.handler(({ input, context: { station } }) => breakReservation(parts, station, input)),
  };
}
