import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { type ClusterStart, startPostgresCluster } from '../../testing/postgres-cluster.ts';
import { skipWithout } from '../../testing/postgres-of-file.ts';
import { rowsInView, sharedTables } from '../../testing/rows-in-view.ts';
import { createHousehold, type Household } from '../../testing/tenant-household.ts';
import { startTestCloud, type TestCloud } from '../../testing/test-cloud.ts';
import { createTestWorld } from '../../testing/test-world.ts';
import { type CloudDatabase, openDatabase, type Transactions } from '../open-database.ts';
import { walledRole } from './raise-wall.ts';
import { walledTables } from './walled-tables.ts';

/** The wall on a real PostgreSQL, in both deployments: a superuser, whom no policy holds, and one plain user who owns everything. */
let cluster: ClusterStart;

beforeAll(async () => {
  cluster = await startPostgresCluster();
}, 60_000);
afterAll(async () => {
  if (cluster.kind === 'started') {
    await cluster.stop();
  }
}, 60_000);
beforeEach((context: TestContext) => skipWithout(cluster, context));

/** As somebody who may do everything, to a database of that cluster. */
async function command(statements: readonly string[], databaseName = 'postgres'): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('postgres', databaseName) });
  await client.connect();
  for (const statement of statements) {
    await client.query(statement);
  }
  await client.end();
}

function urlOf(user: string, databaseName: string): string {
  const url = new URL(cluster.kind === 'started' ? cluster.url : 'postgres://nowhere');
  url.username = user;
  url.pathname = `/${databaseName}`;
  return url.href;
}

describe.each([
  { login: 'a superuser', user: 'postgres', name: 'of_superuser', role: walledRole },
  { login: 'the plain user who owns the database', user: 'fitbay', name: 'of_owner', role: 'fitbay' },
])('P32 the wall on PostgreSQL, for $login', ({ user, name, role }) => {
  let database: CloudDatabase;
  let cloud: TestCloud;
  let one: Household;
  let other: Household;
  let stranger: string;

  beforeAll(async () => {
    if (cluster.kind === 'absent') {
      return;
    }
    await command([
      ...(user === 'postgres' ? [] : [`create role ${user} login`]),
      `create database ${name} owner ${user}`,
    ]);
    database = await openDatabase({ kind: 'postgres', url: urlOf(user, name) });
    const webhookAddresses = { allowLoopback: false, lookup: async () => ['93.184.215.14'] };
    cloud = await startTestCloud(database, { webhookAddresses });
    const world = await createTestWorld(cloud);
    one = await createHousehold(cloud, world);
    other = await createHousehold(cloud, world);
    stranger = world.stranger;
  }, 120_000);
  afterAll(async () => {
    await cloud?.close();
    await database?.close();
  });

  const tenant = (organizationId: string): Transactions =>
    database.forTenant({ organizationId, now: cloud.clock.now() });
  const tablesOfOthers = async (ways: Transactions): Promise<readonly string[]> =>
    sharedTables(
      await rowsInView(tenant(one.things.organizationId)),
      await rowsInView(ways),
      await rowsInView(tenant(stranger)),
    );

  it('works as a role that no policy lets pass', async () => {
    const acting = await tenant(one.things.organizationId).read((transaction) =>
      sql<{ role: string; passes: boolean }>`select current_user::text as role, rolsuper or rolbypassrls as passes
        from pg_roles where rolname = current_user`.execute(transaction),
    );
    expect(acting.rows).toEqual([{ role, passes: false }]);
  });

  it('gives a query without a filter nothing foreign', async () => {
    expect((await rowsInView(tenant(one.things.organizationId))).get('people')?.size).toBe(1);
    expect(await tablesOfOthers(tenant(other.things.organizationId))).toEqual([]);
  });

  it('refuses a write into another organization', async () => {
    const write = tenant(one.things.organizationId).transact((transaction) =>
      transaction.updateTable('people').set({ organization_id: other.things.organizationId }).execute(),
    );
    await expect(write).rejects.toThrow('row-level security');
    const removed = await tenant(one.things.organizationId).transact((transaction) =>
      transaction.deleteFrom('people').where('id', '=', other.things.personId).executeTakeFirst(),
    );
    expect(removed.numDeletedRows).toBe(0n);
  });

  it('leaves nothing of a transaction’s tenant to the next one on the same connection', async () => {
    await tenant(one.things.organizationId).read((transaction) =>
      transaction.selectFrom('people').selectAll().execute(),
    );
    await database
      .asSystem('administration')
      .read((transaction) => transaction.selectFrom('people').selectAll().execute());
    const seen = await Promise.all(
      Array.from({ length: 40 }, () =>
        database.read((transaction) => transaction.selectFrom('people').select('id').execute()),
      ),
    );
    expect(seen.flat()).toEqual([]);
  });

  it('finds, where the tenant is taken for the system, that foreign rows come back', async () => {
    expect((await tablesOfOthers(database.asSystem('administration'))).length).toBeGreaterThan(25);
  });

  it('finds, without the policies, that foreign rows come back; the next start raises them again', async () => {
    const tables = Object.keys(walledTables);
    await command(
      tables.map((table) => `alter table ${table} disable row level security`),
      name,
    );
    const seen = await rowsInView(tenant(other.things.organizationId));
    expect(seen.get('people')?.size).toBe(2);
    await command([`drop policy if exists ${await policyOf('people')} on people`], name);
    const again = await openDatabase({ kind: 'postgres', url: urlOf(user, name) });
    expect(
      await tablesOfOthers(again.forTenant({ organizationId: other.things.organizationId, now: cloud.clock.now() })),
    ).toEqual([]);
    await again.close();
  });

  async function policyOf(table: string): Promise<string> {
    const { rows } = await database.read((transaction) =>
      sql<{ name: string }>`select polname::text as name from pg_policy where polrelid = ${table}::regclass`.execute(
        transaction,
      ),
    );
    return rows[0]?.name ?? '';
  }

  it('keeps a table that nobody declared for the system alone', async () => {
    await command(
      [
        `create table not_declared (id text)`,
        `insert into not_declared values ('1')`,
        `alter table not_declared owner to ${user}`,
      ],
      name,
    );
    const again = await openDatabase({ kind: 'postgres', url: urlOf(user, name) });
    const count = async (ways: Transactions): Promise<number> =>
      (await rowsInView(ways, ['not_declared'])).get('not_declared')?.size ?? 0;
    expect(await count(again.asSystem('administration'))).toBe(1);
    expect(await count(again.forTenant({ organizationId: one.things.organizationId, now: cloud.clock.now() }))).toBe(0);
    await again.close();
  });
});

describe('P32 a database user whom no policy holds', () => {
  it('and who may not make the role for it is refused at the start', async () => {
    await command([
      'create role passing login bypassrls',
      'create database of_passing owner passing',
      `drop owned by ${walledRole}`,
    ]);
    // Roles belong to the cluster, so another database may have made it; this user has no part in it.
    const opening = openDatabase({ kind: 'postgres', url: urlOf('passing', 'of_passing') });
    await expect(opening).rejects.toThrow(/permission denied|must have admin option|must be superuser/);
  });
});
