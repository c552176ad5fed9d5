import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Which hosts do not answer the webhooks of which fleet (PAIR-4). By fleet, because the fleet chooses the path: one could otherwise keep the
 * events of another from a host by asking it for what never ends. The host stands beside the URL, as the two are compared in SQL.
 */
const statements = [
  "alter table event_subscriptions add column host text not null default ''",
  `create table webhook_circuits (
    organization_id text not null references organizations (id) on delete cascade,
    host text not null,
    failures integer not null,
    openings integer not null,
    opened_at text,
    try_at text,
    probe_until text,
    primary key (organization_id, host)
  )`,
];

interface Before {
  event_subscriptions: { id: string; url: string; host: string };
}

export const webhookCircuits: Migration = {
  async up(database: Kysely<Before>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
    for (const { id, url } of await database.selectFrom('event_subscriptions').select(['id', 'url']).execute()) {
      const { host } = new URL(url);
      await database.updateTable('event_subscriptions').set({ host }).where('id', '=', id).execute();
    }
  },
};
