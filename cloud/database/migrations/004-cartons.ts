import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Lets an organization see what was transferred together: the carton of a line of its trail (OWN-12, OWN-13). */
export const cartons: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`alter table organization_audit add column carton_id text`.execute(database);
    await sql`create index organization_audit_by_carton on organization_audit (organization_id, carton_id, index)
      where carton_id is not null`.execute(database);
  },
};
