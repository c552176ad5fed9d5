// A reservation in front of a transfer (reliability.md §3.4): whoever gathers a unit into a carton holds it for a while, so that no other
// bench is let near it. It allows nothing by itself: the compare-and-set on the owner epoch still decides (OWN-10). Judged by the cloud's
// clock, inside the transaction that would move the unit. Every grant of a unit has a higher fence than the one before.
import { z } from 'zod';
import { cartonId, organizationId } from '../../kernel/entity-ids.ts';
import { epochMs, type IsoTime, isoTime, toIsoTime } from '../../kernel/iso-time.ts';

/** How long a grant lasts without being renewed: a bench that dies keeps nobody waiting longer. */
const leaseMs = 15 * 60_000;

export function leaseEnd(now: IsoTime): IsoTime {
  return toIsoTime(epochMs(now) + leaseMs);
}

/** A grant is renewed from the moment on when only this much of it is left: a lost answer or two leave time for another try. */
const renewWithinMs = 10 * 60_000;

export function isRenewalDue(expiresAt: IsoTime, now: IsoTime): boolean {
  return epochMs(expiresAt) - epochMs(now) <= renewWithinMs;
}

/** The newest grant of a unit, as the books hold it; it stays there when it has ended, so that older fences are known as older. */
export interface UnitReservation {
  readonly fence: number;
  readonly ownerEpoch: number;
  readonly stationId: string;
  readonly expiresAt: IsoTime;
  /** Given back, or ended by a supervisor; null as long as only time ends it. */
  readonly ended: 'released' | 'broken' | null;
}

/** Whether it still keeps others away: not given back, not run out, and the unit still at the owner for which it was given. */
export function isLiveReservation(
  reservation: UnitReservation,
  { ownerEpoch, now }: { readonly ownerEpoch: number; readonly now: IsoTime },
): boolean {
  return reservation.ended === null && reservation.ownerEpoch === ownerEpoch && now < reservation.expiresAt;
}

/** Who wants to move the unit now, and with which fence; without one nothing was reserved, e.g. because there was no network. */
export interface FencedTransfer {
  readonly stationId: string;
  readonly fence: number | null;
  readonly ownerEpoch: number;
  readonly now: IsoTime;
}

/**
 * Whether a reservation stands in the way of a transfer. `held`: another station holds the unit now. `overtaken`: the fence is older than the
 * newest grant, and stays refused even when that one has run out, because its holder may have acted on it. A grant that ran out with nobody
 * after it stands in nobody's way.
 */
export function judgeFence(newest: UnitReservation | null, transfer: FencedTransfer): 'passes' | 'held' | 'overtaken' {
  if (newest === null) {
    return 'passes';
  }
  if (isLiveReservation(newest, transfer) && newest.stationId !== transfer.stationId) {
    return 'held';
  }
  return transfer.fence !== null && transfer.fence < newest.fence ? 'overtaken' : 'passes';
}

const fence = z.number().int().positive();

/** Most units of one question; a larger carton asks more than once. */
export const mostReservedAtOnce = 100;

/** One unit that a carton wants to hold. */
export const reservationWish = z.strictObject({
  unit: z.string().regex(/^[a-z0-9-]+:\d{15}$/),
  /** Owner and epoch as the bench saw them. */
  fromId: organizationId,
  expectedEpoch: z.number().int().nonnegative(),
  /** The fence that the carton has: it asks to keep it. Left out by one that has none. */
  fence: fence.optional(),
  /** Who put it into the carton, for whoever finds it held. */
  person: z.string().min(1).max(200),
});
export type ReservationWish = z.infer<typeof reservationWish>;

export const reservationRequest = z.strictObject({
  cartonId,
  /** Who shall receive the units. */
  customerId: organizationId,
  units: z
    .array(reservationWish)
    .min(1)
    .max(mostReservedAtOnce)
    .refine((units) => new Set(units.map(({ unit }) => unit)).size === units.length, { error: 'names a unit twice' }),
});
export type ReservationRequest = z.infer<typeof reservationRequest>;

/** Somebody else who holds a unit, as far as the asker may know (OWN-8): a colleague by name and bench, a stranger by the organization. */
export const reservationHolder = z.strictObject({
  name: z.string(),
  since: isoTime,
  until: isoTime,
  /** Which reservation it is, for ending exactly this one. */
  fence,
  /** A supervisor of the asking organization may end it: it is a colleague's, or the unit is the organization's own. */
  breakable: z.boolean(),
});
export type ReservationHolder = z.infer<typeof reservationHolder>;

/**
 * What became of one wish. `granted` anew or again. `held`: somebody else has it. `lost`: a supervisor ended the one that was named; it is not
 * given again without a person who asks. `not-reservable`: this station could not move the unit now anyway.
 */
export const reservationAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('granted'), unit: z.string(), fence, expiresAt: isoTime }),
  z.strictObject({ kind: z.literal('held'), unit: z.string(), holder: reservationHolder }),
  z.strictObject({ kind: z.literal('lost'), unit: z.string(), name: z.string(), at: isoTime }),
  z.strictObject({ kind: z.literal('not-reservable'), unit: z.string(), code: z.string() }),
]);
export type ReservationAnswer = z.infer<typeof reservationAnswer>;

/** A unit that is given back; another fence than the newest one changes nothing. */
export const reservedUnit = z.strictObject({ unit: z.string().max(80), fence });
export type ReservedUnit = z.infer<typeof reservedUnit>;

/** `gone`: that reservation had ended already, or is none of the asker's; a newer one is left alone. */
export const reservationBroken = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done') }),
  z.strictObject({ kind: z.literal('gone') }),
  z.strictObject({ kind: z.literal('refused'), code: z.enum(['ACTOR_NOT_ALLOWED']) }),
]);
export type ReservationBroken = z.infer<typeof reservationBroken>;
