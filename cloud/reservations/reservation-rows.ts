import type { Selectable } from 'kysely';
import type { ReservationHolder, UnitReservation } from '#core/domain/ownership/reservation.ts';
import type { CloudTables } from '../database/tables.ts';
import type { PushContext } from '../push/push-context.ts';

export type ReservationRow = Selectable<CloudTables['unit_reservations']>;

export function toReservation(row: ReservationRow): UnitReservation {
  return {
    fence: Number(row.fence),
    ownerEpoch: row.owner_epoch,
    stationId: row.station_id,
    expiresAt: row.expires_at,
    ended: row.ended,
  };
}

/** Who holds it, or ended it, as the asking station may know it: colleagues by name and bench, others by their organization (OWN-8). */
export async function nameOfHolder(
  { transaction, reads, station }: Pick<PushContext, 'transaction' | 'reads' | 'station'>,
  row: ReservationRow,
): Promise<string> {
  if (row.organization_id !== station.organizationId) {
    return (await reads.organizations([row.organization_id])).get(row.organization_id)?.name ?? '';
  }
  const bench = await transaction
    .selectFrom('stations')
    .select('name')
    .where('id', '=', row.station_id)
    .executeTakeFirst();
  return bench === undefined ? row.person : `${row.person}, ${bench.name}`;
}

/** `ownerId`: whose the unit is. */
export async function holderOf(
  context: Pick<PushContext, 'transaction' | 'reads' | 'station'>,
  row: ReservationRow,
  ownerId: string,
): Promise<ReservationHolder> {
  return {
    name: await nameOfHolder(context, row),
    since: row.granted_at,
    until: row.expires_at,
    fence: Number(row.fence),
    breakable: mayBreak(context.station.organizationId, { row, ownerId }),
  };
}

/** A workshop has no say over another's bench, the owner of a unit has over its own unit. */
export function mayBreak(
  organizationId: string,
  { row, ownerId }: { readonly row: Pick<ReservationRow, 'organization_id'>; readonly ownerId: string },
): boolean {
  return organizationId === row.organization_id || organizationId === ownerId;
}
