import type { StatedActor } from '../domain/access/stated-actor.ts';
import type {
  ReservationAnswer,
  ReservationBroken,
  ReservationRequest,
  ReservedUnit,
} from '../domain/ownership/reservation.ts';
import type { CloudFailure } from './cloud-client.ts';

/**
 * The central API's side of reservations (reliability.md §3.4). Each may be asked again at any time: the same carton keeps the fence that it has.
 * Without an answer nothing is reserved, and nobody waits for one.
 */
export interface CloudReservations {
  /** Reserves units for a carton of this station, or renews what it holds. One answer per wish, in their order. */
  take(
    request: ReservationRequest,
  ): Promise<{ readonly kind: 'answered'; readonly units: readonly ReservationAnswer[] } | CloudFailure>;
  /** Gives back what this station holds. */
  release(units: readonly ReservedUnit[]): Promise<{ readonly kind: 'done' } | CloudFailure>;
  /** Ends another bench's reservation, by a supervisor. */
  break(wish: ReservedUnit & { readonly actor: StatedActor }): Promise<ReservationBroken | CloudFailure>;
}
