import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Units and assets of an organization page by page (UNIT-1, UNIT-2): each page begins in the index where the one before ended. */
const statements = [
  'create index units_of_owner on units (owner_id, unit)',
  'drop index units_by_owner',
  'create index assets_of_organization on assets (organization_id, id)',
];

export const registryLists: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
