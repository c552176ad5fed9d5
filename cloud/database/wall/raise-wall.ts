import { type Kysely, sql } from 'kysely';
import { invariant } from '#core/kernel/invariant.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import type { CloudTables, CloudTransaction } from '../tables.ts';
import { type TableWall, walledTables } from './walled-tables.ts';

/**
 * Brings the policies of the database to what `walled-tables.ts` declares, at every start, and makes sure that they hold for this very
 * program. Answers the role that its transactions must take on, or null where policies hold for the database's user anyway.
 */
export async function raiseWall(
  database: Kysely<CloudTables>,
  walls: Readonly<Record<string, TableWall>> = walledTables,
): Promise<{ readonly role: string | null }> {
  return database.transaction().execute(async (transaction) => {
    // Servers that start together raise it one after the other, and the second finds it standing.
    await sql`select pg_advisory_xact_lock(hashtextextended('fitbay tenant wall', 0))`.execute(transaction);
    const tables = await tablesOf(transaction);
    for (const table of tables) {
      await wallTable(transaction, table, walls[table.name] ?? { kind: 'system' });
    }
    const role = (await standsAbovePolicies(transaction)) ? walledRole : null;
    if (role !== null) {
      await prepareRole(transaction);
    }
    await provePolicies(transaction, walls, role);
    return { role };
  });
}

/** Belongs to the whole server, as roles do; it owns nothing and nobody signs in as it. */
export const walledRole = 'fitbay_app';

interface StandingTable {
  readonly name: string;
  readonly isWalled: boolean;
  readonly policies: readonly string[];
}

async function tablesOf(transaction: CloudTransaction): Promise<readonly StandingTable[]> {
  const { rows } = await sql<{ name: string; walled: boolean; policies: string[] }>`
    select relname as name, relrowsecurity and relforcerowsecurity as walled,
      array(select polname::text from pg_policy where polrelid = pg_class.oid order by polname) as policies
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`.execute(
    transaction,
  );
  return rows.map(({ name, walled, policies }) => ({ name, isWalled: walled, policies }));
}

/** Its name ends in the hash of its text, so what stands can be compared with what should by names alone. */
interface Policy {
  readonly name: string;
  readonly text: string;
}

function policiesOf(wall: TableWall): readonly Policy[] {
  switch (wall.kind) {
    case 'open':
      return [];
    case 'system':
      return [policy('wall_all', 'for all using (wall_system())')];
    case 'tenant': {
      const { read, write } = wall;
      const rows = write === undefined ? 'wall_system()' : `wall_system() or (${write})`;
      return [
        policy('wall_all', `for all using (${rows})`),
        ...(write === read
          ? []
          : [policy('wall_read', `for select using (wall_system() or wall_tenant() is not null and (${read}))`)]),
      ];
    }
  }
}

function policy(kind: string, text: string): Policy {
  return { name: `${kind}_${sha256Hex(text).slice(0, 12)}`, text };
}

async function wallTable(transaction: CloudTransaction, standing: StandingTable, wall: TableWall): Promise<void> {
  const wanted = policiesOf(wall);
  const names = wanted.map(({ name }) => name).sort();
  if (standing.isWalled === names.length > 0 && standing.policies.join() === names.join()) {
    return;
  }
  const table = sql.table(standing.name);
  for (const name of standing.policies) {
    await sql`drop policy ${sql.id(name)} on ${table}`.execute(transaction);
  }
  for (const { name, text } of wanted) {
    await sql`create policy ${sql.id(name)} on ${table} ${sql.raw(text)}`.execute(transaction);
  }
  const [enable, force] = wanted.length > 0 ? ['enable', 'force'] : ['disable', 'no force'];
  await sql`alter table ${table} ${sql.raw(enable)} row level security, ${sql.raw(force)} row level security`.execute(
    transaction,
  );
}

/** A superuser passes every policy, forced or not, and so does a user with BYPASSRLS. */
async function standsAbovePolicies(transaction: CloudTransaction): Promise<boolean> {
  const { rows } = await sql<{ above: boolean }>`
    select rolsuper or rolbypassrls as above from pg_roles where rolname = current_user`.execute(transaction);
  return rows[0]?.above !== false;
}

async function prepareRole(transaction: CloudTransaction): Promise<void> {
  const role = sql.id(walledRole);
  // Servers of two databases of one cluster may come first at the same moment.
  await sql`do $$ begin
    if not exists (select from pg_roles where rolname = ${sql.lit(walledRole)}) then create role ${role} nologin; end if;
  exception when duplicate_object or unique_violation then null; end $$`.execute(transaction);
  const { rows } = await sql<{ lacks: boolean }>`
    select exists (
      select from pg_class where relnamespace = 'public'::regnamespace and (
        relkind in ('r', 'p') and not has_table_privilege(${walledRole}, oid, 'delete')
        or relkind = 'S' and not has_sequence_privilege(${walledRole}, oid, 'usage')
      )
    ) or not pg_has_role(current_user, ${walledRole}, 'member') as lacks`.execute(transaction);
  if (rows[0]?.lacks === true) {
    await sql`grant ${role} to current_user`.execute(transaction);
    await sql`grant usage on schema public to ${role}`.execute(transaction);
    await sql`grant select, insert, update, delete on all tables in schema public to ${role}`.execute(transaction);
    await sql`grant usage on all sequences in schema public to ${role}`.execute(transaction);
  }
}

/** Asks the database itself, as the role that will work here, so that no setting of a deployment takes the wall away unseen. */
async function provePolicies(
  transaction: CloudTransaction,
  walls: Readonly<Record<string, TableWall>>,
  role: string | null,
): Promise<void> {
  if (role !== null) {
    await sql`select set_config('role', ${role}, true)`.execute(transaction);
  }
  const open = Object.keys(walls).filter((table) => walls[table]?.kind === 'open');
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relname = any(${open})
      and not row_security_active(oid)`.execute(transaction);
  invariant(rows.length === 0, `no policy holds for ${rows.map(({ name }) => name).join(', ')}`);
}
