import type { StationSelf } from '#core/contract/cloud-contract.ts';
import { organizationId, stationId } from '#core/kernel/entity-ids.ts';
import { epochMs, toIsoTime } from '#core/kernel/iso-time.ts';
import type { Transactions } from '../database/open-database.ts';
import { enrolmentLifetimeSeconds } from '../enrolment/station-authority.ts';

/** What the cloud tells a station about itself. Throws for one that is not on the books: the caller has found it there. */
export async function describeStation(tenant: Transactions, id: string): Promise<StationSelf> {
  const row = await tenant.read((transaction) =>
    transaction
      .selectFrom('stations')
      .innerJoin('organizations', 'organizations.id', 'stations.organization_id')
      .select([
        'stations.name',
        'stations.place',
        'stations.generation',
        'stations.organization_id',
        'stations.registered_at',
        'stations.approved_by',
        'organizations.name as organization_name',
      ])
      .where('stations.id', '=', id)
      .executeTakeFirstOrThrow(),
  );
  return {
    stationId: stationId.parse(id),
    generation: row.generation,
    name: row.name,
    place: row.place,
    organizationId: organizationId.parse(row.organization_id),
    organizationName: row.organization_name,
    enrolledAt: row.registered_at,
    approvedBy: row.approved_by,
    validUntil: toIsoTime(epochMs(row.registered_at) + enrolmentLifetimeSeconds * 1000),
  };
}
