import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The newest reservation of each unit (docs/decisions/0028). There is one row per unit and it stays when the reservation has ended, so that
 * every older fence is known as older. Fences come from a sequence: what was given once is never given again, whatever a transaction came to.
 */
const statements = [
  'create sequence unit_reservation_fences as bigint',
  `create table unit_reservations (
    unit text primary key references units on delete cascade,
    fence bigint not null unique,
    owner_epoch integer not null,
    organization_id text not null references organizations,
    station_id text not null,
    person text not null,
    carton_id text not null,
    granted_at text not null,
    expires_at text not null,
    ended text check (ended in ('released', 'broken'))
  )`,
];

export const unitReservations: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
