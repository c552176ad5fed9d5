import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { openMemoryDatabase } from '../../testing/open-memory-database.ts';
import { type ClusterStart, startPostgresCluster } from '../../testing/postgres-cluster.ts';
import { skipWithout } from '../../testing/postgres-of-file.ts';
import { createHousehold, type Household } from '../../testing/tenant-household.ts';
import { startTestCloud, type TestCloud } from '../../testing/test-cloud.ts';
import { createTestWorld } from '../../testing/test-world.ts';
import { type CloudDatabase, openDatabase } from '../open-database.ts';

/** Who sees jobs, their photos, visits and reserved units where a query asks for everything: on PGlite and on a real PostgreSQL. */
const tables = ['jobs', 'job_photos', 'job_counters', 'job_templates', 'visit_periods', 'unit_reservations'] as const;
type JobTable = (typeof tables)[number];

describe.each(['PGlite', 'PostgreSQL'] as const)('P32 the wall around jobs, on %s', (backend) => {
  let cluster: ClusterStart | null = null;
  let database: CloudDatabase;
  let cloud: TestCloud;
  let fleet: Household;
  let stranger: Household;

  beforeAll(async () => {
    cluster = backend === 'PGlite' ? null : await startPostgresCluster();
    if (cluster?.kind === 'absent') {
      return;
    }
    database =
      cluster === null ? await openMemoryDatabase() : await openDatabase({ kind: 'postgres', url: cluster.url });
    cloud = await startTestCloud(database, {
      webhookAddresses: { allowLoopback: false, lookup: async () => ['93.184.215.14'] },
    });
    const world = await createTestWorld(cloud);
    fleet = await createHousehold(cloud, world);
    stranger = await createHousehold(cloud, world);
  }, 120_000);
  afterAll(async () => {
    if (cluster?.kind === 'absent') {
      return;
    }
    await cloud.close();
    await database.close();
    await cluster?.stop();
  }, 60_000);
  beforeEach((context: TestContext) => {
    if (cluster !== null) {
      skipWithout(cluster, context);
    }
  });

  const tenant = (organizationId: string) => database.forTenant({ organizationId, now: cloud.clock.now() });
  const system = () => database.asSystem('administration');

  /** How many rows of the fleet's this organization gets from a query that asks for everything. */
  async function seenBy(viewer: string, table: JobTable | 'profile_secrets'): Promise<number> {
    const { rows } = await tenant(viewer).read((transaction) =>
      sql`select 1 from ${sql.table(table)} where organization_id = ${fleet.things.organizationId}`.execute(
        transaction,
      ),
    );
    return rows.length;
  }

  async function setStatus(status: string): Promise<void> {
    await system().transact((transaction) =>
      sql`update jobs set status = ${status} where id = ${fleet.things.jobId}`.execute(transaction),
    );
  }

  async function setVisits(on: boolean): Promise<void> {
    await system().transact((transaction) =>
      sql`update organizations set visits_are_jobs = ${on} where id = ${fleet.things.organizationId}`.execute(
        transaction,
      ),
    );
  }

  async function setTrust(state: 'active' | 'revoked'): Promise<void> {
    await system().transact((transaction) =>
      sql`update trusts set state = ${state} where id = ${fleet.things.partnershipId}`.execute(transaction),
    );
  }

  it('there is something of the fleet in each of these tables', async () => {
    const counts = await Promise.all(tables.map((table) => seenBy(fleet.things.organizationId, table)));
    expect(counts.every((count) => count > 0)).toBe(true);
  });

  it.each(tables)('gives nothing of %s to another organization', async (table) => {
    expect(await seenBy(stranger.things.organizationId, table)).toBe(0);
    expect(await seenBy(fleet.things.customerId, table)).toBe(0);
  });

  it.each([
    ['pending', 0],
    ['assigned', 1],
    ['running', 1],
    ['succeeded', 0],
    ['failed', 0],
  ])('JOB-6 shows a partner a job that is %s: %i', async (status, expected) => {
    await setStatus(status);
    expect(await seenBy(fleet.things.workshopId, 'jobs')).toBe(expected);
    await setTrust('revoked');
    expect(await seenBy(fleet.things.workshopId, 'jobs')).toBe(0);
    await setTrust('active');
  });

  it('JOB-6 shows the photos to the fleet alone, not to whoever handed them in', async () => {
    await setStatus('running');
    expect(await seenBy(fleet.things.workshopId, 'job_photos')).toBe(0);
    expect(await seenBy(fleet.things.workshopId, 'visit_periods')).toBe(0);
    expect(await seenBy(fleet.things.workshopId, 'unit_reservations')).toBe(0);
  });

  it.each([
    [false, 'pending', 1],
    [false, 'assigned', 1],
    [true, 'pending', 0],
    [true, 'assigned', 0],
    [true, 'running', 1],
    [true, 'succeeded', 0],
  ])(
    'X3 where every visit is a job (%s) and the job is %s, a partner sees so many secrets: %i',
    async (on, status, expected) => {
      await setVisits(on);
      await setStatus(status);
      expect(await seenBy(fleet.things.workshopId, 'profile_secrets')).toBe(expected);
      await setVisits(false);
    },
  );

  it('lets nobody change or take away what is another’s', async () => {
    await setStatus('succeeded');
    const { organizationId, workshopId } = fleet.things;
    const rowsNow = async () => Promise.all(tables.map((table) => seenBy(organizationId, table)));
    const before = await rowsNow();
    for (const someone of [stranger.things.organizationId, workshopId]) {
      await tenant(someone).transact(async (transaction) => {
        for (const table of tables) {
          await sql`delete from ${sql.table(table)} where organization_id = ${organizationId}`.execute(transaction);
        }
      });
      const written = tenant(someone).transact((transaction) =>
        sql`insert into job_counters values (${organizationId}, 1) on conflict do nothing`.execute(transaction),
      );
      await expect(written).rejects.toThrow('row-level security');
    }
    expect(await rowsNow()).toEqual(before);
  });

  it.each(tables)('P41 notices that %s has lost its policy', async (table) => {
    await system().transact((transaction) =>
      sql`alter table ${sql.table(table)} disable row level security`.execute(transaction),
    );
    expect(await seenBy(stranger.things.organizationId, table)).toBeGreaterThan(0);
    await system().transact((transaction) =>
      sql`alter table ${sql.table(table)} enable row level security`.execute(transaction),
    );
    expect(await seenBy(stranger.things.organizationId, table)).toBe(0);
  });
});
