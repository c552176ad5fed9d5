import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What people write about assets (UNIT-2). `vin_key` is the VIN in the spelling in which VINs are compared; it is unique in the organization.
 * Where two assets of one organization had the same VIN before, the first keeps the key: nothing is lost, and the other gets one when
 * somebody corrects it.
 */
const statements = [
  'alter table assets add column type text',
  'alter table assets add column version integer not null default 1 check (version > 0)',
  'alter table assets add column vin_key text',
  `update assets set vin_key = keyed.key
   from (
     select id, key, row_number() over (partition by organization_id, key order by id) as place
     from (
       select id, organization_id, regexp_replace(upper(vin), '[[:space:]*-]', '', 'g') as key
       from assets where vin is not null
     ) as spelled
   ) as keyed
   where keyed.id = assets.id and keyed.place = 1`,
  'create unique index assets_vin on assets (organization_id, vin_key)',
];

export const assets: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
