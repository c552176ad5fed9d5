import type { Organization } from '#core/domain/organizations/organization.ts';
import type { TrustRelationship } from '#core/domain/organizations/trust.ts';
import type { Asset } from '#core/domain/pairing/asset.ts';
import type { PairingStatus } from '#core/domain/pairing/pairing-state.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { toAsset, toOrganization, toPairingStatus, toTrust } from './rows.ts';

/** Reads of the registry that several parts of the cloud share. Maps are by id; what is not there is absent. */
export async function loadOrganizations(
  transaction: CloudTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Organization>> {
  const rows = ids.length === 0 ? [] : await organizationsWith(transaction, ids);
  return new Map(rows.map((row) => [row.id, toOrganization(row)]));
}

function organizationsWith(transaction: CloudTransaction, ids: readonly string[]) {
  return transaction
    .selectFrom('organizations')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute();
}

export async function loadAssets(
  transaction: CloudTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Asset>> {
  if (ids.length === 0) {
    return new Map();
  }
  const rows = await assetsWithUnits(transaction)
    .where('assets.id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, toAsset(row)]));
}

export async function loadAssetsOf(transaction: CloudTransaction, organizationId: string): Promise<readonly Asset[]> {
  const rows = await assetsWithUnits(transaction)
    .where('assets.organization_id', '=', organizationId)
    .orderBy('assets.id')
    .execute();
  return rows.map(toAsset);
}

function assetsWithUnits(transaction: CloudTransaction) {
  return transaction
    .selectFrom('assets')
    .leftJoin('units', 'units.paired_asset_id', 'assets.id')
    .selectAll('assets')
    .select('units.unit');
}

/** How the pairing of each of these units stands, with the hourly tries of those that have them. */
export async function loadPairings(
  transaction: CloudTransaction,
  units: readonly string[],
): Promise<readonly PairingStatus[]> {
  const rows = await transaction
    .selectFrom('pairings')
    .leftJoin('not_found_repeats', 'not_found_repeats.unit', 'pairings.unit')
    .selectAll('pairings')
    .select(['not_found_repeats.next_at', 'not_found_repeats.ends_at'])
    .where('pairings.unit', 'in', units)
    .execute();
  return rows.map(toPairingStatus);
}

/** Every relationship in which the organization is one side. */
export async function loadTrustsWith(
  transaction: CloudTransaction,
  organizationId: string,
): Promise<readonly TrustRelationship[]> {
  const rows = await transaction
    .selectFrom('trusts')
    .selectAll()
    .where((either) =>
      either.or([either('customer_id', '=', organizationId), either('partner_id', '=', organizationId)]),
    )
    .execute();
  return rows.map(toTrust);
}

/** The relationship between a fleet and its partner; there is one at most (ORG-3). */
export async function loadTrust(
  transaction: CloudTransaction,
  pair: { readonly customerId: string; readonly partnerId: string },
): Promise<TrustRelationship | null> {
  const row = await transaction
    .selectFrom('trusts')
    .selectAll()
    .where('customer_id', '=', pair.customerId)
    .where('partner_id', '=', pair.partnerId)
    .executeTakeFirst();
  return row === undefined ? null : toTrust(row);
}
