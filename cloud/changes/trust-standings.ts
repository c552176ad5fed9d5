import { standingOf, type TrustRelationship } from '#core/domain/organizations/trust.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { toTrust } from '../registry/rows.ts';
import { publish } from './publishing.ts';

/**
 * Keeps the feed in step with trust. That a relationship ran out is no event in any table: it follows from its end date and the clock
 * (ORG-3). So before a station pulls, standings are compared with what was last published, and what differs is published anew.
 */
export async function publishChangedStandings(database: CloudDatabase, now: IsoTime): Promise<void> {
  const ends = database.asSystem('trust-ends');
  const changed = await ends.read((transaction) => changedTrusts(transaction, now));
  for (const trust of changed) {
    await ends.transact(async (transaction) => {
      await transaction
        .updateTable('trusts')
        .set({ published_standing: standingOf(trust, now).kind })
        .where('id', '=', trust.id)
        .execute();
      await publishTrust(transaction, trust);
    });
  }
}

async function changedTrusts(transaction: CloudTransaction, now: IsoTime): Promise<readonly TrustRelationship[]> {
  const rows = await transaction
    .selectFrom('trusts')
    .selectAll()
    .where('state', '=', 'active')
    .where('valid_to', 'is not', null)
    .execute();
  return rows
    .map((row) => ({ trust: toTrust(row), published: row.published_standing }))
    .filter(({ trust, published }) => standingOf(trust, now).kind !== published)
    .map(({ trust }) => trust);
}

/** Publishes a relationship and everything of the fleet that its partner may or may no longer know. */
export async function publishTrust(transaction: CloudTransaction, trust: TrustRelationship): Promise<void> {
  const { customerId, partnerId } = trust;
  const units = await transaction.selectFrom('units').select('unit').where('owner_id', '=', customerId).execute();
  const assets = await transaction
    .selectFrom('assets')
    .select('id')
    .where('organization_id', '=', customerId)
    .execute();
  const pairings = await transaction
    .selectFrom('pairings')
    .select('unit')
    .where('organization_id', '=', customerId)
    .execute();
  const profiles = await transaction
    .selectFrom('profiles')
    .select('id')
    .where('organization_id', '=', customerId)
    .execute();
  const secrets = await transaction
    .selectFrom('profile_secrets')
    .select('id')
    .where('organization_id', '=', customerId)
    .execute();
  const jobs = await transaction
    .selectFrom('jobs')
    .select('id')
    .where('organization_id', '=', customerId)
    .where('partner_id', '=', partnerId)
    .execute();
  const known = await transaction
    .selectFrom('known_configurations')
    .select('unit')
    .where('organization_id', '=', customerId)
    .execute();
  await publish(transaction, [
    { kind: 'organization', keys: [customerId, partnerId] },
    { kind: 'trust', keys: [trust.id] },
    { kind: 'asset', keys: assets.map((row) => row.id) },
    { kind: 'unit', keys: units.map((row) => row.unit) },
    { kind: 'pairing', keys: pairings.map((row) => row.unit) },
    { kind: 'profile', keys: profiles.map((row) => row.id) },
    { kind: 'secret', keys: secrets.map((row) => row.id) },
    { kind: 'job', keys: jobs.map((row) => row.id) },
    { kind: 'known-configuration', keys: known.map((row) => row.unit) },
  ]);
}

/** Publishes everything whose audience follows from what an organization is: service partner, reseller. */
export async function publishRole(transaction: CloudTransaction, organizationId: string): Promise<void> {
  const units = await transaction.selectFrom('units').select('unit').where('owner_id', '=', organizationId).execute();
  await publish(transaction, [{ kind: 'unit', keys: units.map((row) => row.unit) }]);
  const trusts = await transaction.selectFrom('trusts').selectAll().where('partner_id', '=', organizationId).execute();
  for (const row of trusts) {
    await publishTrust(transaction, toTrust(row));
  }
}
