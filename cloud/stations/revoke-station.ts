import type { Person } from '#core/domain/access/person.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { noteAct } from '../audit/note-act.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { Tenant } from '../database/wall/acting.ts';

/** A station on the list of its organization. */
export interface ListedStation {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly enrolledAt: IsoTime;
  readonly approvedBy: string | null;
  readonly revokedAt: IsoTime | null;
}

export async function listStations(database: CloudDatabase, tenant: Tenant): Promise<readonly ListedStation[]> {
  const rows = await database
    .forTenant(tenant)
    .read((transaction) =>
      transaction
        .selectFrom('stations')
        .selectAll()
        .where('organization_id', '=', tenant.organizationId)
        .orderBy('name')
        .orderBy('place')
        .execute(),
    );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    place: row.place,
    enrolledAt: row.registered_at,
    approvedBy: row.approved_by,
    revokedAt: row.revoked_at,
  }));
}

/**
 * Ends a station's enrolment: from the next call on nothing of it is taken, and it is told why. What it has not sent stays on its disk and
 * comes when it is enrolled again. `not-found` also for stations of others.
 */
export async function revokeStation(
  database: CloudDatabase,
  { stationId, by, now }: { readonly stationId: string; readonly by: Person; readonly now: IsoTime },
): Promise<{ readonly kind: 'revoked' | 'not-found' }> {
  return database.forTenant({ organizationId: by.organizationId, now }).transact(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('stations')
      .set({ revoked_at: now, revoked_by: by.displayName })
      .where('id', '=', stationId)
      .where('organization_id', '=', by.organizationId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) {
      return { kind: 'not-found' };
    }
    await noteAct(transaction, {
      at: now,
      action: 'station.revoked',
      code: null,
      source: `station ${stationId}`,
      by: { organizationId: by.organizationId, actor: by.displayName, personId: by.id },
    });
    return { kind: 'revoked' };
  });
}
