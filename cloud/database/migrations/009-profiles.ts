import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { z } from 'zod';

const statements = [
  'alter table profiles add column organization_id text references organizations',
  `create table profile_versions (
    profile_id text not null references profiles,
    version integer not null check (version > 0),
    document jsonb not null,
    primary key (profile_id, version)
  )`,
  `create table profile_secrets (
    id text primary key,
    organization_id text references organizations,
    name text not null,
    value text not null,
    changed_at text not null,
    changed_by text not null
  )`,
  `create table known_configurations (
    unit text primary key,
    organization_id text not null references organizations,
    document jsonb not null
  )`,
  'create index known_configurations_of_organization on known_configurations (organization_id)',
];

/** As profiles were written before: with the values of secrets in them. */
const formerProfile = z.object({
  id: z.string(),
  name: z.string(),
  version: z.number(),
  unitTypes: z.array(z.string()),
  minimumFirmware: z.string().nullable(),
  values: z.array(z.object({ key: z.string(), value: z.string(), secret: z.boolean().optional() })),
});
type FormerProfile = z.infer<typeof formerProfile>;

/** Nobody wrote down when it was; a moment before all others keeps the order. */
const longAgo = '2020-01-01T00:00:00.000Z';

/**
 * Profiles belong to somebody, are derived from one another and keep their versions (INST-3); secrets leave them (INST-7). Profiles from
 * before belong to everybody, as they were known to everybody.
 */
export const profiles: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
    const { rows } = await sql<{ document: unknown }>`select document from profiles`.execute(database);
    for (const row of rows) {
      await moveProfile(database, formerProfile.parse(row.document));
    }
  },
};

async function moveProfile(database: Kysely<unknown>, former: FormerProfile): Promise<void> {
  const { id, name, version, unitTypes, minimumFirmware, values } = former;
  const entries = values.map(({ key, value, secret }) =>
    secret === true ? { kind: 'secret', key, secret: nameOf(id, key) } : { kind: 'value', key, value },
  );
  const document = JSON.stringify({
    id,
    name,
    version,
    unitTypes,
    minimumFirmware,
    entries,
    organizationId: null,
    baseId: null,
    changedAt: longAgo,
    changedBy: '',
    note: null,
  });
  await sql`update profiles set document = ${document} where id = ${id}`.execute(database);
  await sql`insert into profile_versions (profile_id, version, document)
    values (${id}, ${version}, ${document})`.execute(database);
  for (const { key, value } of values.filter(({ secret }) => secret === true)) {
    const secretName = nameOf(id, key);
    await sql`insert into profile_secrets (id, organization_id, name, value, changed_at, changed_by)
      values (${`*|${secretName}`}, null, ${secretName}, ${value}, ${longAgo}, '')`.execute(database);
    await sql`insert into feed (audience, kind, key, removed)
      values ('*', 'secret', ${`*|${secretName}`}, false)`.execute(database);
  }
}

/** Two profiles may have had different values for the same key. */
function nameOf(id: string, key: string): string {
  return `${id.replaceAll(/[^A-Za-z0-9-]/g, '-')} ${key}`.slice(0, 60);
}
