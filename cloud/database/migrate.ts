import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
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
import { rateWindows } from './migrations/014-rate-windows.ts';
import { feedRetention } from './migrations/015-feed-retention.ts';
import { pairingTries } from './migrations/017-pairing-tries.ts';
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
  '014-rate-windows': rateWindows,
  '015-feed-retention': feedRetention,
  '017-pairing-tries': pairingTries,
};

/** Brings the database to the newest shape. Throws when one fails; nothing of that one is left behind. */
export async function migrateToLatest(database: Kysely<CloudTables>): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new Error('the cloud database could not be brought to the newest shape', { cause: error });
  }
}
