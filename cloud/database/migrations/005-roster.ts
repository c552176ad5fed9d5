import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** People reach stations as one signed list and no longer row by row through the feed (STA-1). */
export const roster: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`create table roster_keys (
      only_row boolean primary key default true check (only_row),
      private_key text not null,
      made_at text not null
    )`.execute(database);
    await sql`delete from feed where kind = 'person'`.execute(database);
  },
};
