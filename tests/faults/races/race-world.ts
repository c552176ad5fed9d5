import { type CloudDatabase, openDatabase } from '#cloud/database/open-database.ts';
import { addUnits, putTrust } from '#cloud/registry/put.ts';
import { createIds } from '#cloud/world/create-ids.ts';
import { systemClock } from '#cloud/world/system-world.ts';
import { trustRelationship } from '#core/domain/organizations/trust.ts';
import { createProvenStation, enrolStation, type ProvenStation } from '../clouds/proven-station.ts';
import { addOrganization, numberedUnit } from '../clouds/registry.ts';

/** A reseller with units that eight benches of four workshops want, each workshop for a fleet of its own. */
export interface RaceWorld {
  readonly database: CloudDatabase;
  readonly resellerId: string;
  readonly rivals: readonly Rival[];
  /** Adds units of the reseller and answers them as `type:serial`. */
  addUnits(count: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface Rival {
  readonly station: ProvenStation;
  readonly workshop: string;
  readonly workshopId: string;
  readonly fleet: string;
  readonly fleetId: string;
}

const ids = createIds();
const workshops = 4;
const benches = ['left', 'right'];

export async function createRaceWorld(databaseUrl: string): Promise<RaceWorld> {
  const database = await openDatabase({ kind: 'postgres', url: databaseUrl });
  const resellerId = await addOrganization(database, 'reseller', 'Reseller');
  const rivals: Rival[] = [];
  for (let number = 1; number <= workshops; number += 1) {
    const workshop = `Workshop ${number}`;
    const fleet = `Fleet ${number}`;
    const workshopId = await addOrganization(database, 'service-partner', workshop);
    const fleetId = await addOrganization(database, 'fleet-customer', fleet);
    await trust(database, { customerId: fleetId, partnerId: workshopId });
    for (const bench of benches) {
      const id = `${bench}-${ids.next()}`;
      const station = await createProvenStation(await enrolStation(database, { id, organizationId: workshopId }));
      rivals.push({ station, workshop, workshopId, fleet, fleetId });
    }
  }
  let lastUnit = 0;
  return {
    database,
    resellerId,
    rivals,
    async addUnits(count) {
      const units = Array.from({ length: count }, (_none, index) => numberedUnit(resellerId, lastUnit + index + 1));
      lastUnit += count;
      await database.asSystem('administration').transact((transaction) => addUnits(transaction, units));
      return units.map(({ unitType, serial }) => `${unitType}:${serial}`);
    },
    close: () => database.close(),
  };
}

async function trust(
  database: CloudDatabase,
  pair: { readonly customerId: string; readonly partnerId: string },
): Promise<void> {
  const id = ids.next();
  const standing = { state: 'active', validFrom: '2026-01-01T00:00:00.000Z', validTo: null, overrideAllowed: false };
  const value = trustRelationship.parse({ id, partnerCode: id, ...pair, ...standing });
  await database.asSystem('administration').transact((transaction) => putTrust(transaction, value, systemClock.now()));
}
