import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Removals do not stay in the feed for ever. `feed_horizon` says per audience up to which removal they were thrown away: whoever has not read
 * that far starts anew. Operations that are held name what they wanted, so that a transfer that waits here can be shown (OWN-15).
 */
export const feedRetention: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`alter table feed add column removed_at timestamptz`.execute(database);
    await sql`update feed set removed_at = now() where removed`.execute(database);
    await sql`create index feed_removals on feed (removed_at) where removed`.execute(database);
    await sql`create table feed_horizon (
      audience text primary key,
      xid bigint not null,
      seq bigint not null
    )`.execute(database);
    await sql`alter table held_operations add column kind text`.execute(database);
    await sql`create index held_operations_by_unit on held_operations (unit)`.execute(database);
  },
};
