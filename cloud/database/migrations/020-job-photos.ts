import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Photos of jobs that failed (JOB-7): the bytes beside the job that names them, for the fleet that ordered it. They are compressed already, so
 * PostgreSQL is told not to try again.
 */
const statements = [
  `create table job_photos (
    job_id text not null references jobs (id) on delete cascade,
    sha256 text not null,
    organization_id text not null references organizations (id),
    jpeg bytea not null,
    station_id text not null,
    taken_at text not null,
    primary key (job_id, sha256)
  )`,
  'alter table job_photos alter column jpeg set storage external',
];

export const jobPhotos: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
