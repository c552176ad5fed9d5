import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The message by which a unit was paired automatically, for the report of whoever installed it (PAIR-5, REP-2). Unknown of what was paired before. */
export const heardMessages: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql.raw('alter table pairings add column heard jsonb').execute(database);
  },
};
