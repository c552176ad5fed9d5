import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Counts how often the database lost count of its transactions, so that cursors from before are known as such (see `heal-feed`). */
export const feedEpoch: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`create table feed_epoch (
      only_row boolean primary key default true check (only_row),
      epoch integer not null
    )`.execute(database);
    await sql`insert into feed_epoch (epoch) values (1)`.execute(database);
  },
};
