import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * When a pairing failed first and was tried last (PAIR-3), for whoever follows it. What failed before says since when as far as it is known:
 * the hourly tries of 48 hours have an end, and so a beginning.
 */
const statements = [
  'alter table pairings add column first_at text',
  'alter table pairings add column tried_at text',
  'update pairings set first_at = registered_at, tried_at = registered_at',
  `update pairings
   set first_at = to_char((repeats.ends_at::timestamptz - interval '48 hours') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
   from not_found_repeats as repeats
   where repeats.unit = pairings.unit`,
  'alter table pairings alter column first_at set not null',
  'alter table pairings alter column tried_at set not null',
  'create index not_found_repeats_of_organization on not_found_repeats (organization_id)',
];

export const pairingTries: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
