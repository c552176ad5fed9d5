import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The same statements on PGlite and PostgreSQL 15 and later. A migration that was released is never edited again. */
const statements = [
  `create table organizations (
    id text primary key,
    name text not null,
    kinds jsonb not null,
    auto_pairing boolean not null,
    name_is_public boolean not null
  )`,
  `create table trusts (
    id text primary key,
    customer_id text not null references organizations,
    partner_id text not null references organizations,
    partner_code text not null unique,
    state text not null check (state in ('pending', 'active', 'declined', 'revoked')),
    valid_from text not null,
    valid_to text,
    override_allowed boolean not null,
    published_standing text not null,
    unique (customer_id, partner_id)
  )`,
  'create index trusts_of_partner on trusts (partner_id)',
  `create table people (
    id text primary key,
    organization_id text not null references organizations,
    display_name text not null,
    given_name text not null,
    roles jsonb not null,
    active boolean not null,
    badge text,
    pin_verifier jsonb not null,
    unique (organization_id, badge)
  )`,
  `create table stations (
    id text primary key,
    name text not null,
    organization_id text not null references organizations,
    token_hash text not null unique,
    public_key text,
    generation integer not null check (generation > 0),
    frozen boolean not null default false,
    received_seq integer not null default 0,
    audit_size integer not null default 0,
    audit_head text not null,
    registered_at text not null
  )`,
  `create table assets (
    id text primary key,
    organization_id text not null references organizations,
    category text not null check (category in ('truck', 'trailer', 'van', 'other')),
    plate text,
    vin text,
    code text,
    unique (organization_id, vin)
  )`,
  `create table units (
    unit text primary key,
    unit_type text not null,
    serial text not null check (serial ~ '^[0-9]{15}$'),
    owner_id text not null references organizations,
    owner_epoch integer not null check (owner_epoch >= 0),
    subscription_state text not null check (subscription_state in ('active', 'expired')),
    subscription_ends_at text,
    configuration text not null check (configuration in ('configured', 'needs-configuration')),
    paired_asset_id text unique references assets,
    last_contact_at text,
    check (unit = unit_type || ':' || serial)
  )`,
  'create index units_by_serial on units (serial)',
  'create index units_by_owner on units (owner_id)',
  `create table profiles (
    id text primary key,
    document jsonb not null
  )`,
  `create table operations (
    id text primary key,
    station_id text not null references stations,
    generation integer not null,
    seq integer not null,
    unit text not null,
    kind text not null,
    body_hash text not null,
    body text not null,
    verdict jsonb not null,
    decided_at text not null,
    unique (station_id, generation, seq)
  )`,
  `create table held_operations (
    station_id text not null references stations,
    generation integer not null,
    seq integer not null,
    operation_id text not null,
    unit text not null,
    body_hash text not null,
    fault text not null,
    tries integer not null,
    first_at text not null,
    last_at text not null,
    primary key (station_id, generation, seq)
  )`,
  `create table transfers (
    id text primary key,
    unit text not null references units,
    from_id text not null references organizations,
    to_id text not null references organizations,
    from_epoch integer not null,
    acting_organization_id text not null references organizations,
    station_id text not null references stations,
    actor text not null,
    at text not null,
    unique (unit, from_epoch)
  )`,
  ...['installations', 'inspections', 'sheets'].flatMap((table) => [
    `create table ${table} (
      operation_id text primary key,
      unit text not null,
      customer_id text not null,
      session_id text,
      flag text,
      document jsonb not null,
      occurred_at text not null,
      received_at text not null
      ${table === 'sheets' ? ", report_number text not null, result text not null check (result in ('succeeded', 'failed'))" : ''}
    )`,
    `create index ${table}_by_unit on ${table} (unit)`,
  ]),
  `create table pairings (
    unit text primary key references units,
    organization_id text not null references organizations,
    state text not null check (state in ('paired', 'failed', 'unpaired')),
    reason text,
    asset_id text,
    asset_vin text,
    sensor_vin text,
    candidate_asset_ids jsonb not null,
    count integer not null check (count > 0),
    registered_at text not null,
    last_event_at text
  )`,
  `create table pairing_events (
    position bigint generated always as identity primary key,
    id text not null unique,
    organization_id text not null references organizations,
    unit text not null,
    registered_on text not null,
    v1 json not null,
    v2 json
  )`,
  'create index pairing_events_of_organization on pairing_events (organization_id, position)',
  `create table station_audit (
    station_id text not null references stations,
    generation integer not null,
    seq integer not null,
    canonical text not null,
    head text not null,
    primary key (station_id, generation, seq)
  )`,
  `create table organization_audit (
    organization_id text not null references organizations,
    index integer not null,
    at text not null,
    action text not null,
    outcome text not null,
    code text,
    unit text,
    session_id text,
    transfer_id text,
    acting_organization_id text not null,
    actor text not null,
    leaf text not null,
    head text not null,
    primary key (organization_id, index)
  )`,
  'create index organization_audit_by_transfer on organization_audit (transfer_id)',
  `create table organization_audit_heads (
    organization_id text primary key references organizations,
    size integer not null,
    head text not null
  )`,
  'create sequence feed_seq',
  `create table feed (
    audience text not null,
    kind text not null,
    key text not null,
    xid bigint not null default (pg_current_xact_id()::text::bigint),
    seq bigint not null default nextval('feed_seq'),
    removed boolean not null,
    primary key (audience, kind, key)
  )`,
  'create index feed_in_order on feed (audience, xid, seq)',
  'create index feed_by_key on feed (kind, key)',
];

export const firstTables: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
