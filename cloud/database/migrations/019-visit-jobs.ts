import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Whether every visit to a service partner is a job (X2). The organization's row says how it is now; the periods say since when and until when it was so, because
 * a visit is judged by what was wanted when it was made.
 */
const statements = [
  'alter table organizations add column visits_are_jobs boolean not null default false',
  `create table visit_periods (
    organization_id text not null references organizations (id),
    begins text not null,
    ends text,
    primary key (organization_id, begins),
    check (ends is null or ends >= begins)
  )`,
  'create unique index visit_periods_open on visit_periods (organization_id) where ends is null',
];

export const visitJobs: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
