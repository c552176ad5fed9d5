import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table support_requests (
    organization_id text not null references organizations,
    id text not null,
    number bigint generated always as identity (start with 10001) unique,
    station_id text not null,
    body_hash text not null,
    body jsonb not null,
    taken_at text not null,
    primary key (organization_id, id)
  )`,
];

/** Requests to the service desk, each with its number, under the organization that asked (REP-4). */
export const supportRequests: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
