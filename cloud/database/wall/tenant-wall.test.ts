import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrustRelationship } from '#core/domain/organizations/trust.ts';
import { epochMs, toIsoTime } from '#core/kernel/iso-time.ts';
import { openMemoryDatabase } from '../../testing/open-memory-database.ts';
import { rowsInView, sharedTables, tenantTables } from '../../testing/rows-in-view.ts';
import { createHousehold, type Household } from '../../testing/tenant-household.ts';
import { startTestCloud, type TestCloud } from '../../testing/test-cloud.ts';
import { createTestWorld, type TestWorld } from '../../testing/test-world.ts';
import type { CloudDatabase, Transactions } from '../open-database.ts';
import { actAsSystem } from './acting.ts';
import { walledTables } from './walled-tables.ts';

let database: CloudDatabase;
let cloud: TestCloud;
let world: TestWorld;
let one: Household;
let other: Household;

beforeAll(async () => {
  database = await openMemoryDatabase();
  cloud = await startTestCloud(database, {
    webhookAddresses: { allowLoopback: false, lookup: async () => ['93.184.215.14'] },
  });
  world = await createTestWorld(cloud);
  one = await createHousehold(cloud, world);
  other = await createHousehold(cloud, world);
  await one.station.pull();
}, 120_000);
afterAll(async () => {
  await cloud.close();
  await database.close();
});

const tenant = (organizationId: string): Transactions => database.forTenant({ organizationId, now: cloud.clock.now() });
const administration = (): Transactions => database.asSystem('administration');

interface StandingTable {
  readonly name: string;
  readonly walled: boolean;
  readonly policies: number;
}

async function standingTables(): Promise<readonly StandingTable[]> {
  const { rows } = await administration().read((transaction) =>
    sql<StandingTable>`select relname as name, relrowsecurity and relforcerowsecurity as walled,
      (select count(*)::int from pg_policy where polrelid = pg_class.oid) as policies
      from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`.execute(
      transaction,
    ),
  );
  return rows;
}

describe('P32 the tables behind the wall', () => {
  it('are all declared, and nothing is declared that is not there', async () => {
    const names = (await standingTables()).map(({ name }) => name);
    // A new table belongs into walled-tables.ts, with what an organization may read of it, or why it holds nothing of any.
    expect(Object.keys(walledTables).sort()).toEqual(names.toSorted());
  });

  it('have a policy that also holds for their owner, but for these', async () => {
    const bare = (await standingTables()).filter(({ walled, policies }) => !walled || policies === 0);
    const why = bare.map(({ name }) => {
      const wall = walledTables[name];
      return [name, wall?.kind === 'open' ? wall.because : 'nobody said why'];
    });
    expect(Object.fromEntries(why)).toEqual({
      dpop_proofs: 'ids of proofs that were seen, without whose they are',
      feed_epoch: 'counts how often the feed was numbered anew',
      kysely_migration: 'names the migrations that ran',
      kysely_migration_lock: 'keeps two servers from migrating at once',
      rate_windows: 'counts calls for all servers; it is written before the call is anybody’s',
      try_counts: 'counts tries before anybody is known',
    });
  });

  it('hold something of each household, so that what follows proves something', async () => {
    const seen = await rowsInView(tenant(one.things.organizationId));
    const empty = tenantTables.filter((table) => seen.get(table)?.size === 0);
    // Filled only when a feed forgets and when somebody is erased.
    expect(empty.toSorted()).toEqual(['erasures', 'feed_horizon']);
  });
});

describe('P32 a query that asks for everything', () => {
  it('gets nothing of another organization', async () => {
    const everybody = await rowsInView(tenant(world.stranger));
    const mine = await rowsInView(tenant(one.things.organizationId));
    const theirs = await rowsInView(tenant(other.things.organizationId));
    expect(sharedTables(mine, theirs, everybody)).toEqual([]);
  });

  it('gets nothing at all where nobody asks, and where nobody is the tenant', async () => {
    for (const ways of [database, tenant('')]) {
      const seen = await rowsInView(ways, Object.keys(walledTables));
      const some = [...seen].filter(([table, rows]) => walledTables[table]?.kind !== 'open' && rows.size > 0);
      expect(some.map(([table]) => table)).toEqual([]);
    }
  });

  it('gets nothing of what is the system’s', async () => {
    const names = Object.keys(walledTables).filter((table) => walledTables[table]?.kind === 'system');
    const seen = await rowsInView(tenant(one.things.organizationId), names);
    expect([...seen.values()].every((rows) => rows.size === 0)).toBe(true);
    const all = await rowsInView(administration(), names);
    expect([...all].filter(([, rows]) => rows.size === 0)).toEqual([['approver_sessions', new Set()]]);
  });
});

const ofTrust = ['organizations', 'trusts'];
const ofActiveTrust = [
  ...ofTrust,
  ...['assets', 'known_configurations', 'not_found_repeats', 'pairing_events', 'pairings'],
  ...['profile_secrets', 'profile_versions', 'profiles', 'units'],
];

describe('P32 what a service partner sees of a fleet, by how their relationship stands', () => {
  const dayMs = 86_400_000;
  const inDays = (days: number): string => toIsoTime(epochMs(cloud.clock.now()) + days * dayMs);

  it.each<[string, () => Partial<TrustRelationship>, readonly string[]]>([
    ['active', () => ({}), ofActiveTrust],
    ['active until tomorrow', () => ({ validTo: inDays(1) }), ofActiveTrust],
    ['ran out yesterday', () => ({ validTo: inDays(-1), validFrom: inDays(-9) }), [...ofTrust, 'units']],
    ['begins tomorrow', () => ({ validFrom: inDays(1) }), ofTrust],
    ['pending', () => ({ state: 'pending' }), ofTrust],
    ['declined', () => ({ state: 'declined' }), ofTrust],
    ['revoked', () => ({ state: 'revoked' }), ofTrust],
  ])('ORG-3 %s', async (_standing, extra, expected) => {
    const partner = await world.addOrganization(['service-partner']);
    await world.trust({ customerId: one.things.organizationId, partnerId: partner }, extra());
    expect(await seenOf(one, partner)).toEqual(expected.toSorted());
  });

  it('ORG-1 active, of an organization that is no service partner', async () => {
    const fleet = await world.addOrganization(['fleet-customer']);
    await world.trust({ customerId: one.things.organizationId, partnerId: fleet });
    expect(await seenOf(one, fleet)).toEqual(ofTrust);
  });

  it('the other way round: a fleet sees nothing of its partner but the transfer between them', async () => {
    expect(await seenOf(one, one.things.customerId)).toEqual([
      // Assets, units and the log are the fleet's own; its partner sees them too.
      ...['assets', 'organization_audit', 'organizations', 'transfers', 'trusts', 'units'],
    ]);
  });

  it('OWN-4 OWN-8 a reseller’s units are everybody’s, with what they are paired with and nothing else', async () => {
    const reseller = await world.addOrganization(['reseller']);
    const pairedAssetId = await world.addAsset(reseller, null, 'RS 1');
    await world.addAsset(reseller, null, 'RS 2');
    const unit = await world.addUnit(reseller, { pairedAssetId });
    const seen = await tenant(other.things.organizationId).read(async (transaction) => ({
      units: await transaction.selectFrom('units').select('unit').where('owner_id', '=', reseller).execute(),
      assets: await transaction.selectFrom('assets').select('plate').where('organization_id', '=', reseller).execute(),
    }));
    expect(seen).toEqual({ units: [{ unit }], assets: [{ plate: 'RS 1' }] });
  });
});

/** Tables of which the viewer sees a row of the household that a stranger does not see. */
async function seenOf({ things }: Household, viewerId: string): Promise<readonly string[]> {
  const everybody = await rowsInView(tenant(world.stranger));
  const own = await rowsInView(tenant(things.organizationId));
  const viewer = await rowsInView(tenant(viewerId));
  return sharedTables(own, viewer, everybody).toSorted();
}

describe('P32 a write into another organization', () => {
  it('is refused, and one that names nobody changes only one’s own', async () => {
    const { organizationId } = one.things;
    const foreign = other.things.organizationId;
    const values = { id: 'asset-of-nobody', category: 'other', type: null, plate: 'X', vin: null, code: null } as const;
    await expect(
      tenant(organizationId).transact((transaction) =>
        transaction
          .insertInto('assets')
          .values({ ...values, organization_id: foreign })
          .execute(),
      ),
    ).rejects.toThrow('row-level security');
    await expect(
      tenant(organizationId).transact((transaction) =>
        transaction.updateTable('assets').set({ organization_id: foreign }).execute(),
      ),
    ).rejects.toThrow('row-level security');
    const before = await rowsInView(tenant(foreign));
    await tenant(organizationId).transact((transaction) =>
      transaction.updateTable('people').set({ active: true }).execute(),
    );
    await tenant(organizationId).transact((transaction) => transaction.deleteFrom('event_subscriptions').execute());
    expect(await rowsInView(tenant(foreign))).toEqual(before);
  });

  it('is refused in every table in which only the system writes', async () => {
    const readOnly = tenantTables.filter((table) => {
      const wall = walledTables[table];
      return wall?.kind === 'tenant' && wall.write === undefined;
    });
    const changed = await tenant(one.things.organizationId).transact(async (transaction) => {
      const counts: string[] = [];
      for (const table of readOnly) {
        const { rows } = await sql`delete from ${sql.table(table)} returning 1`.execute(transaction);
        counts.push(...rows.map(() => table));
      }
      return counts;
    });
    expect(changed).toEqual([]);
  });
});

describe('P32 work of the system within a tenant’s transaction', () => {
  it('ends where it ends', async () => {
    const counts = await tenant(one.things.organizationId).read(async (transaction) => {
      const count = async (): Promise<number> => (await transaction.selectFrom('people').select('id').execute()).length;
      const before = await count();
      const inside = await actAsSystem(transaction, 'trail', async () => [
        await count(),
        await actAsSystem(transaction, 'feed', count),
        await count(),
      ]);
      return { before, inside, after: await count() };
    });
    expect(counts).toEqual({ before: 1, inside: [2, 2, 2], after: 1 });
  });

  it('lets nobody look at a unit of others but by its serial', async () => {
    const rows = await tenant(one.things.organizationId).read(async (transaction) => {
      const glimpsed = await sql<{ unit: string }>`select * from glimpse_units(array[]::text[])`.execute(transaction);
      const units = await transaction.selectFrom('units').select('unit').execute();
      return { glimpsed: glimpsed.rows, units: units.map(({ unit }) => unit) };
    });
    expect(rows.glimpsed).toEqual([]);
    expect(rows.units).toContain(one.things.unit);
    expect(rows.units).not.toContain(other.things.unit);
  });
});
