import type { StatedActor } from '#core/domain/access/stated-actor.ts';
import { isLiveReservation, type ReservationBroken, type ReservedUnit } from '#core/domain/ownership/reservation.ts';
import { noteAct } from '../audit/note-act.ts';
import type { PushContext } from '../push/push-context.ts';
import { contextFor, type PushParts } from '../push/push-parts.ts';
import { personMay } from '../registry/person-may.ts';
import type { CallingStation } from '../stations/find-station.ts';
import { mayBreak, type ReservationRow, toReservation } from './reservation-rows.ts';
import { nextFence } from './take-reservations.ts';

export interface BreakWish extends ReservedUnit {
  readonly actor: StatedActor;
}

/**
 * Ends another bench's reservation by a supervisor's word. It is a grant to nobody: the fence rises, so that the one who held the unit is older
 * from now on and is refused by the rule that refuses every older fence. What may not be known of is as gone as what has ended.
 */
export function breakReservation(
  parts: PushParts,
  station: CallingStation,
  wish: BreakWish,
): Promise<ReservationBroken> {
  return parts.database.asSystem('verdict').transact(async (transaction) => {
    const context = await contextFor(parts, station, transaction);
    const standing = await findStanding(context, wish);
    const { organizationId } = station;
    if (standing === null || !mayBreak(organizationId, standing)) {
      return { kind: 'gone' };
    }
    if (!(await personMay(transaction, { organizationId, actor: wish.actor, right: 'resolve' }))) {
      await note(context, wish, { code: 'ACTOR_NOT_ALLOWED', others: [] });
      return { kind: 'refused', code: 'ACTOR_NOT_ALLOWED' };
    }
    await transaction
      .updateTable('unit_reservations')
      .set({
        fence: nextFence(),
        ended: 'broken',
        granted_at: context.now,
        expires_at: context.now,
        organization_id: organizationId,
        station_id: station.id,
        person: wish.actor.name,
      })
      .where('unit', '=', wish.unit)
      .execute();
    await note(context, wish, { code: null, others: [standing.row.organization_id, standing.ownerId] });
    return { kind: 'done' };
  });
}

interface Standing {
  readonly row: ReservationRow;
  readonly ownerId: string;
}

/** Holds the unit, so that nothing is granted or moved meanwhile. Null where that reservation does not stand any more. */
async function findStanding(
  { transaction, now }: PushContext,
  { unit, fence }: ReservedUnit,
): Promise<Standing | null> {
  const held = await transaction
    .selectFrom('units')
    .select(['owner_id', 'owner_epoch'])
    .where('unit', '=', unit)
    .forUpdate()
    .executeTakeFirst();
  const row = await transaction.selectFrom('unit_reservations').selectAll().where('unit', '=', unit).executeTakeFirst();
  const isStanding =
    held !== undefined &&
    row !== undefined &&
    Number(row.fence) === fence &&
    isLiveReservation(toReservation(row), { ownerEpoch: held.owner_epoch, now });
  return isStanding ? { row, ownerId: held.owner_id } : null;
}

function note(
  { transaction, station, organizationName, now }: PushContext,
  { unit, fence, actor }: BreakWish,
  told: { readonly code: string | null; readonly others: readonly string[] },
): Promise<void> {
  const { organizationId } = station;
  const by = { organizationId, actor: `${actor.name}, ${organizationName}`, personId: actor.personId };
  return noteAct(transaction, {
    at: now,
    action: 'reservation.broken',
    source: `reservation ${fence}`,
    unit,
    by,
    ...told,
  });
}
