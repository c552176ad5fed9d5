import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  'alter table trusts add column version integer not null default 1 check (version > 0)',
  `create table invitations (
    id text primary key,
    customer_id text not null references organizations,
    email text not null,
    partner_code text not null unique,
    valid_to text,
    override_allowed boolean not null,
    agreement text,
    version integer not null check (version > 0),
    locale text not null,
    link_hash text not null unique,
    invited_at text not null,
    invited_by text not null,
    invited_until text not null,
    answered_at text,
    answered_by text,
    unique (customer_id, email)
  )`,
  `create table partner_addresses (
    email text primary key,
    organization_id text not null references organizations
  )`,
  'create index partner_addresses_of_organization on partner_addresses (organization_id)',
  `create table partner_requests (
    organization_id text not null references organizations,
    request_id text not null,
    body_hash text not null,
    answer json not null,
    at text not null,
    primary key (organization_id, request_id)
  )`,
  `create table mails (
    id text primary key,
    message_id text not null unique,
    subject_id text not null,
    recipient text not null,
    document jsonb,
    state text not null check (state in ('queued', 'sent', 'failed', 'dropped')),
    tries integer not null default 0,
    next_at text not null,
    good_until text not null,
    problem text,
    created_at text not null,
    settled_at text
  )`,
  "create index mails_due on mails (next_at) where state = 'queued'",
  'create index mails_by_subject on mails (subject_id, created_at)',
];

/** Invitations of service partners, the mails that carry them, and what keeps a repeated request from being done twice (ORG-3, ORG-4). */
export const partners: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
