import { z } from 'zod';
import { statedActor } from '../../domain/access/stated-actor.ts';
import {
  mostReservedAtOnce,
  reservationAnswer,
  reservationBroken,
  reservationRequest,
  reservedUnit,
} from '../../domain/ownership/reservation.ts';
import { cloudCall } from './call-rules.ts';

/**
 * Reservations of units in cartons (reliability.md §3.4). They keep other benches away; what moves a unit is the pushed transfer alone.
 * A bench takes and releases by itself all the time, so these are counted with its sync and use up nothing that a person needs.
 */
export const reservationsContract = {
  take: cloudCall
    .route({
      method: 'POST',
      path: '/v1/reservations',
      summary: 'Reserve units of a carton, or renew',
      description:
        "Reserves units for a carton of the calling station, or renews what it holds. The answers stand in the order of the wishes, one for each; none depends on another. Nothing is moved by it, so it asks for no person's right beyond the station's own.",
    })
    .meta({
      bucket: 'sync',
      repeat: { kind: 'harmless', why: 'the same carton gets the fence that it has, for longer' },
    })
    .input(reservationRequest)
    .output(z.strictObject({ units: z.array(reservationAnswer) })),
  release: cloudCall
    .route({
      method: 'POST',
      path: '/v1/reservation-releases',
      summary: 'Give reserved units back',
      description: 'Gives back what the calling station holds.',
    })
    .meta({
      bucket: 'sync',
      repeat: { kind: 'harmless', why: 'each names its fence, and a newer grant is left alone' },
    })
    .input(z.strictObject({ units: z.array(reservedUnit).min(1).max(mostReservedAtOnce) }))
    .output(z.strictObject({ kind: z.literal('done') })),
  break: cloudCall
    .route({
      method: 'POST',
      path: '/v1/reservation-breaks',
      summary: 'End a reservation of another bench',
      description:
        "Ends a reservation of another bench. A supervisor's act, in the trail of those it concerns. The fence of that bench is worth nothing from then on.",
    })
    .meta({ repeat: { kind: 'harmless', why: 'it names the fence, and a newer grant is left alone' } })
    .input(reservedUnit.extend({ actor: statedActor }))
    .output(reservationBroken),
};
