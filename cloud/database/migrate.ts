import { type Kysely, sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration';
import { firstTables } from './migrations/001-first-tables.ts';
import { feedEpoch } from './migrations/002-feed-epoch.ts';
import { transferReversals } from './migrations/003-transfer-reversals.ts';
import { cartons } from './migrations/004-cartons.ts';
import { roster } from './migrations/005-roster.ts';
import { stationEnrolment } from './migrations/006-station-enrolment.ts';
import { partners } from './migrations/007-partners.ts';
import { supportRequests } from './migrations/008-support-requests.ts';
import { profiles } from './migrations/009-profiles.ts';
import { webhooks } from './migrations/010-webhooks.ts';
import { assets } from './migrations/011-assets.ts';
import { auditTree } from './migrations/012-audit-tree.ts';
import { tenantWall } from './migrations/013-tenant-wall.ts';
import { rateWindows } from './migrations/014-rate-windows.ts';
import { feedRetention } from './migrations/015-feed-retention.ts';
import { erasableTrail } from './migrations/016-erasable-trail.ts';
import { pairingTries } from './migrations/017-pairing-tries.ts';
import { jobs } from './migrations/018-jobs.ts';
import { visitJobs } from './migrations/019-visit-jobs.ts';
import { jobPhotos } from './migrations/020-job-photos.ts';
import { webhookCircuits } from './migrations/022-webhook-circuits.ts';
import { unitReservations } from './migrations/023-unit-reservations.ts';
import { registryLists } from './migrations/024-registry-lists.ts';
import { heardMessages } from './migrations/025-heard-messages.ts';
import { requestsByTime } from './migrations/026-requests-by-time.ts';
import type { CloudTables } from './tables.ts';

/** Every migration by name, in order. Each runs in its own transaction together with the note that it ran. */
const migrations: Readonly<Record<string, Migration>> = {
  '001-first-tables': firstTables,
  '002-feed-epoch': feedEpoch,
  '003-transfer-reversals': transferReversals,
  '004-cartons': cartons,
  '005-roster': roster,
  '006-station-enrolment': stationEnrolment,
  '007-partners': partners,
  '008-support-requests': supportRequests,
  '009-profiles': profiles,
  '010-webhooks': webhooks,
  '011-assets': assets,
  '012-audit-tree': auditTree,
  '013-tenant-wall': tenantWall,
  '014-rate-windows': rateWindows,
  '015-feed-retention': feedRetention,
  '016-erasable-trail': erasableTrail,
  '017-pairing-tries': pairingTries,
  '018-jobs': jobs,
  '019-visit-jobs': visitJobs,
  '020-job-photos': jobPhotos,
  '022-webhook-circuits': webhookCircuits,
  '023-unit-reservations': unitReservations,
  '024-registry-lists': registryLists,
  '025-heard-messages': heardMessages,
  '026-requests-by-time': requestsByTime,
};

/** The database has been brought to a shape that this program does not know, by a newer one. Nothing in it was changed. */
export class NewerDatabase extends Error {
  readonly migration: string;

  constructor(migration: string) {
    super(`the database has migration ${migration}, of a newer Fitbay`);
    this.migration = migration;
  }
}

/**
 * Brings the database to the newest shape, or only up to a migration, as a test of the next one wants it. Throws when one fails, nothing of which is
 * left behind, and `NewerDatabase`.
 */
export async function migrateToLatest(database: Kysely<CloudTables>, upTo?: string): Promise<void> {
  const unknown = await firstUnknown(database);
  if (unknown !== null) {
    throw new NewerDatabase(unknown);
  }
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => asSystem(migrations) },
    // Migrations that were written side by side reach a database in the order in which they were merged.
    allowUnorderedMigrations: true,
  });
  const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error !== undefined) {
    throw new Error('the cloud database could not be brought to the newest shape', { cause: error });
  }
}

async function firstUnknown(database: Kysely<CloudTables>): Promise<string | null> {
  const { rows: tables } = await sql<{ is_there: boolean }>`
    select to_regclass(${DEFAULT_MIGRATION_TABLE}) is not null as is_there`.execute(database);
  if (tables[0]?.is_there !== true) {
    return null;
  }
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.table(DEFAULT_MIGRATION_TABLE)} order by name`.execute(database);
  return rows.map(({ name }) => name).find((name) => !(name in migrations)) ?? null;
}

/** A migration works on the rows of all organizations, where the database's user has to keep to the policies too. */
function asSystem(all: Readonly<Record<string, Migration>>): Record<string, Migration> {
  const wrap = ({ up }: Migration): Migration => ({
    async up(database) {
      await sql`select set_config('fitbay.system', 'migration', true)`.execute(database);
      await up(database);
    },
  });
  return Object.fromEntries(Object.entries(all).map(([name, migration]) => [name, wrap(migration)]));
}
