import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table webhook_keys (
    only_row boolean primary key default true check (only_row),
    key text not null,
    made_at text not null
  )`,
  `create table event_subscriptions (
    id text primary key,
    organization_id text not null references organizations,
    url text not null,
    names jsonb not null,
    version integer not null check (version in (1, 2)),
    state text not null check (state in ('active', 'paused', 'off')),
    off_reason text,
    secret text not null,
    former_secret text,
    former_until text,
    created_at text not null,
    created_by text not null,
    revision integer not null check (revision > 0),
    next_number integer not null default 1 check (next_number > 0),
    last_success_at text,
    failing_since text,
    slow_until text
  )`,
  'create index event_subscriptions_of_organization on event_subscriptions (organization_id)',
  `create table event_batches (
    id text primary key,
    subscription_id text not null references event_subscriptions on delete cascade,
    number integer not null check (number > 0),
    body text not null,
    events integer not null check (events > 0),
    units jsonb not null,
    oldest_at text not null,
    made_at text not null,
    state text not null check (state in ('waiting', 'delivered', 'parked')),
    failures integer not null default 0,
    next_at text not null,
    claim text,
    claimed_until text,
    delivered_at text,
    unique (subscription_id, number)
  )`,
  "create index event_batches_waiting on event_batches (subscription_id, next_at) where state = 'waiting'",
  'create index event_batches_by_age on event_batches (made_at)',
  `create table event_deliveries (
    subscription_id text not null references event_subscriptions on delete cascade,
    event_position bigint not null references pairing_events,
    written_at text not null,
    batch_id text references event_batches on delete cascade,
    primary key (subscription_id, event_position)
  )`,
  'create index event_deliveries_loose on event_deliveries (subscription_id, event_position) where batch_id is null',
  'create index event_deliveries_of_batch on event_deliveries (batch_id)',
  `create table event_tries (
    position bigint generated always as identity primary key,
    batch_id text not null references event_batches on delete cascade,
    at text not null,
    address text,
    outcome text not null,
    status integer,
    duration_ms integer not null,
    answer text not null
  )`,
  'create index event_tries_of_batch on event_tries (batch_id, position)',
  `create table not_found_repeats (
    unit text primary key references units,
    organization_id text not null references organizations,
    sensor_vin text,
    position jsonb,
    ends_at text not null,
    next_at text
  )`,
  'create index not_found_repeats_due on not_found_repeats (next_at) where next_at is not null',
];

/** Who is told of pairings by webhook, what was sent and what came of it (PAIR-4, PAIR-7), and the hourly NotFound (PAIR-3). */
export const webhooks: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
