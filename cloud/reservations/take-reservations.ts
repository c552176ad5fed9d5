import { sql } from 'kysely';
import {
  isLiveReservation,
  leaseEnd,
  type ReservationAnswer,
  type ReservationRequest,
  type ReservationWish,
} from '#core/domain/ownership/reservation.ts';
import { decideTransfer } from '#core/domain/ownership/transfer-decision.ts';
import { gatherFacts } from '../push/gather-facts.ts';
import type { PushContext } from '../push/push-context.ts';
import { contextFor, type PushParts } from '../push/push-parts.ts';
import type { CallingStation } from '../stations/find-station.ts';
import { holderOf, nameOfHolder, type ReservationRow, toReservation } from './reservation-rows.ts';

/**
 * Reserves units for a carton of this station, or renews what it has. Each unit is held while it is judged, by the rule that will judge its
 * transfer: who could not move it now cannot keep others from it either, and a stranger learns nothing.
 */
export function takeReservations(
  parts: PushParts,
  station: CallingStation,
  request: ReservationRequest,
): Promise<readonly ReservationAnswer[]> {
  return parts.database.asSystem('verdict').transact(async (transaction) => {
    const units = request.units.map(({ unit }) => unit);
    const context = await holding(await contextFor(parts, station, transaction), units);
    const rows = await transaction.selectFrom('unit_reservations').selectAll().where('unit', 'in', units).execute();
    const newest = new Map(rows.map((row) => [row.unit, row]));
    const answers: ReservationAnswer[] = [];
    for (const wish of request.units) {
      answers.push(await takeOne(context, request, { wish, newest: newest.get(wish.unit) ?? null }));
    }
    return answers;
  });
}

/** Units are held in one order everywhere, as a push holds them. */
async function holding(context: PushContext, units: readonly string[]): Promise<PushContext> {
  const rows = await context.transaction
    .selectFrom('units')
    .selectAll()
    .where('unit', 'in', units)
    .orderBy('unit')
    .forUpdate()
    .execute();
  return { ...context, heldUnits: new Map(rows.map((row) => [row.unit, row])) };
}

interface Asked {
  readonly wish: ReservationWish;
  readonly newest: ReservationRow | null;
}

async function takeOne(context: PushContext, request: ReservationRequest, asked: Asked): Promise<ReservationAnswer> {
  const { wish, newest } = asked;
  const { unit, expectedEpoch } = wish;
  const code = await obstacleTo(context, request, wish);
  if (code !== null) {
    return { kind: 'not-reservable', unit, code };
  }
  if (newest === null) {
    return grant(context, request, wish);
  }
  if (isItsOwn(newest, { stationId: context.station.id, cartonId: request.cartonId, expectedEpoch })) {
    return renew(context, wish, newest);
  }
  if (isLiveReservation(toReservation(newest), { ownerEpoch: expectedEpoch, now: context.now })) {
    return { kind: 'held', unit, holder: await holderOf(context, newest, wish.fromId) };
  }
  const wasTakenAway = newest.ended === 'broken' && wish.fence !== undefined && wish.fence < Number(newest.fence);
  return wasTakenAway
    ? { kind: 'lost', unit, name: await nameOfHolder(context, newest), at: newest.granted_at }
    : grant(context, request, wish);
}

/** Why this station could not move the unit to that customer now; null where it could. Whether it is paired is asked when it is moved. */
async function obstacleTo(
  context: PushContext,
  { customerId }: ReservationRequest,
  { unit, fromId, expectedEpoch }: ReservationWish,
): Promise<string | null> {
  const { question } = await gatherFacts(context, { unit, customerId, otherOwnerId: fromId });
  if (question === null) {
    return 'TRUST_MISSING';
  }
  const decision = decideTransfer({ fromId, toId: customerId, expectedEpoch, unpairFirst: true }, question, null);
  return decision.kind === 'applied' ? null : decision.code;
}

/** The same carton keeps its fence, also when the time had run out: nobody came after it. */
function isItsOwn(
  row: ReservationRow,
  asker: { readonly stationId: string; readonly cartonId: string; readonly expectedEpoch: number },
): boolean {
  return (
    row.ended === null &&
    row.station_id === asker.stationId &&
    row.carton_id === asker.cartonId &&
    row.owner_epoch === asker.expectedEpoch
  );
}

async function renew(
  { transaction, now }: PushContext,
  { unit }: ReservationWish,
  { fence }: ReservationRow,
): Promise<ReservationAnswer> {
  const expiresAt = leaseEnd(now);
  await transaction.updateTable('unit_reservations').set({ expires_at: expiresAt }).where('unit', '=', unit).execute();
  return { kind: 'granted', unit, fence: Number(fence), expiresAt };
}

async function grant(
  { transaction, station, now }: PushContext,
  { cartonId }: ReservationRequest,
  { unit, expectedEpoch, person }: ReservationWish,
): Promise<ReservationAnswer> {
  const expiresAt = leaseEnd(now);
  const granted = {
    fence: nextFence(),
    owner_epoch: expectedEpoch,
    organization_id: station.organizationId,
    station_id: station.id,
    person,
    carton_id: cartonId,
    granted_at: now,
    expires_at: expiresAt,
    ended: null,
  };
  const { fence } = await transaction
    .insertInto('unit_reservations')
    .values({ unit, ...granted })
    .onConflict((conflict) =>
      conflict.column('unit').doUpdateSet((row) => ({ ...granted, fence: row.ref('excluded.fence') })),
    )
    .returning('fence')
    .executeTakeFirstOrThrow();
  return { kind: 'granted', unit, fence: Number(fence), expiresAt };
}

/** Higher than every one before, whoever got it. Called while the unit is held, so that a unit's grants have them in order. */
export function nextFence() {
  return sql<number>`nextval('unit_reservation_fences')`;
}
