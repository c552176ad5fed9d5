import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Jobs and the templates they are made from (JOB-1, JOB-3). The document is the job; what stands beside it is for finding it. Numbers count up
 * in each fleet's organization without a gap, whatever is deleted.
 */
const statements = [
  `create table jobs (
    id text primary key,
    organization_id text not null references organizations (id),
    number integer not null check (number > 0),
    kind text not null,
    status text not null,
    version integer not null check (version > 0),
    partner_id text references organizations (id),
    document jsonb not null,
    unique (organization_id, number)
  )`,
  'create index jobs_of_partner on jobs (partner_id, organization_id) where partner_id is not null',
  `create table job_counters (
    organization_id text primary key references organizations (id),
    last integer not null
  )`,
  `create table job_templates (
    id text primary key,
    organization_id text not null references organizations (id),
    version integer not null check (version > 0),
    document jsonb not null
  )`,
  'create index job_templates_of_organization on job_templates (organization_id)',
];

export const jobs: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
