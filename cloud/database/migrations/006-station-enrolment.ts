import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Stations are enrolled by device code and prove their key with every call (STA-1). The bearer tokens of before are worth nothing any
 * more: stations that had one enrol again, under the same name and with all their unsent work.
 */
const statements = [
  'alter table stations drop column token_hash',
  "alter table stations add column place text not null default ''",
  'alter table stations add column grant_id text unique',
  'alter table stations add column approved_by text',
  'alter table stations add column revoked_at text',
  'alter table stations add column revoked_by text',
  `create table oauth_items (
    kind text not null,
    id text not null,
    payload jsonb not null,
    grant_id text,
    user_code text unique,
    rotation integer not null default 0,
    consumed_at bigint,
    spent boolean not null default false,
    claimed boolean not null default false,
    polled_at_ms bigint,
    expires_at bigint,
    primary key (kind, id)
  )`,
  'create index oauth_items_by_grant on oauth_items (grant_id) where grant_id is not null',
  'create index oauth_items_by_expiry on oauth_items (expires_at)',
  `create table oauth_keys (
    only_row boolean primary key default true check (only_row),
    document jsonb not null,
    made_at text not null
  )`,
  `create table dpop_proofs (
    id text primary key,
    expires_at bigint not null
  )`,
  'create index dpop_proofs_by_expiry on dpop_proofs (expires_at)',
  `create table approver_sessions (
    token_hash text primary key,
    person_id text not null references people,
    form_token text not null,
    expires_at bigint not null
  )`,
  `create table try_counts (
    key text primary key,
    tries integer not null,
    window_ends_ms bigint not null
  )`,
];

export const stationEnrolment: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
