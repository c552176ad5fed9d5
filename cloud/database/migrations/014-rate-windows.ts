import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * How much of a limit was given out in the running window, for all servers of a database together. Unlogged: it is written often, and what
 * a crash of the database takes with it is one window of counting.
 */
const statements = [
  `create unlogged table rate_windows (
    key text primary key,
    taken integer not null check (taken >= 0),
    window_ends_ms bigint not null
  )`,
  'create index rate_windows_by_end on rate_windows (window_ends_ms)',
];

export const rateWindows: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
