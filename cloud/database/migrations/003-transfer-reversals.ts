import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Requests to undo a transfer and the transfers that did (decisions.md d12). Two open requests for one transfer cannot be. */
const statements = [
  'alter table transfers add column reverses text unique references transfers',
  `create table reversals (
    id text primary key,
    transfer_id text not null references transfers,
    unit text not null references units,
    organization_id text not null references organizations,
    back_to_id text not null references organizations,
    customer_id text not null references organizations,
    epoch integer not null,
    reason text not null,
    requested_by_id text not null,
    requested_by text not null,
    requested_at text not null,
    decide_before text not null,
    outcome text not null check (outcome in ('open', 'approved', 'declined')),
    decided_by_id text,
    decided_by text,
    decided_at text,
    note text,
    check ((outcome = 'open') = (decided_at is null)),
    check (decided_by_id <> requested_by_id)
  )`,
  "create unique index reversals_open on reversals (transfer_id) where outcome <> 'declined'",
];

export const transferReversals: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
