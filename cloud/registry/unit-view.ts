import type { Selectable } from 'kysely';
import type { Organization } from '#core/domain/organizations/organization.ts';
import { standingOf, type TrustRelationship } from '#core/domain/organizations/trust.ts';
import { type UnitFacts, unitFacts } from '#core/domain/ownership/unit-facts.ts';
import { type Asset, assetLabel } from '#core/domain/pairing/asset.ts';
import { epochMs, type IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTables, CloudTransaction } from '../database/tables.ts';
import { loadAssets, loadOrganizations, loadTrustsWith } from './load.ts';

/**
 * Units as an organization may see them (OWN-8). `full` is the cloud's own look, for its decisions. A stranger learns that a unit
 * exists and, where the owner allows it, whose it is; what the fleet does with it is shown to those who work for the fleet now.
 */
export type Viewer = { readonly kind: 'full' } | { readonly kind: 'organization'; readonly id: string };

type UnitRow = Selectable<CloudTables['units']>;

/** Stands where an owner's id would tell a stranger whose units belong together. No organization has it. */
export const undisclosedOwner = 'undisclosed';

export async function viewUnits(
  transaction: CloudTransaction,
  rows: readonly UnitRow[],
  by: { readonly viewer: Viewer; readonly now: IsoTime },
): Promise<UnitFacts[]> {
  const owners = await loadOrganizations(
    transaction,
    rows.map((row) => row.owner_id),
  );
  const assets = await loadAssets(
    transaction,
    rows.flatMap((row) => row.paired_asset_id ?? []),
  );
  const trusts = by.viewer.kind === 'full' ? [] : await loadTrustsWith(transaction, by.viewer.id);
  return rows.map((row) => {
    const owner = owners.get(row.owner_id);
    const asset = row.paired_asset_id === null ? undefined : assets.get(row.paired_asset_id);
    const facts = factsOf(row, { owner, asset, now: by.now });
    return by.viewer.kind === 'full' ? facts : maskFor(by.viewer.id, facts, { owner, trusts, now: by.now });
  });
}

/** The cloud's own look at a unit whose owner and asset are known already. */
export function factsOf(
  row: UnitRow,
  { owner, asset, now }: { owner: Organization | undefined; asset: Asset | undefined; now: IsoTime },
): UnitFacts {
  const endsAt = row.subscription_ends_at;
  const ended = endsAt !== null && epochMs(endsAt) <= epochMs(now);
  return unitFacts.parse({
    unitType: row.unit_type,
    serial: row.serial,
    ownerId: row.owner_id,
    ownerName: owner?.name ?? null,
    ownerEpoch: row.owner_epoch,
    subscription: { state: ended ? 'expired' : row.subscription_state, endsAt },
    configuration: row.configuration,
    pairedWith: asset === undefined ? null : { assetId: asset.id, label: assetLabel(asset), vin: asset.vin },
    // Compare-and-set needs no reservations, and this server grants none: no transfer is ever half done here.
    transferPending: null,
    lastContactAt: row.last_contact_at,
  });
}

interface Eye {
  readonly owner: Organization | undefined;
  readonly trusts: readonly TrustRelationship[];
  readonly now: IsoTime;
}

function maskFor(viewerId: string, facts: UnitFacts, { owner, trusts, now }: Eye): UnitFacts {
  if (facts.ownerId === viewerId || owner?.kinds.includes('reseller') === true) {
    return facts;
  }
  const trust = trusts.find((one) => one.customerId === facts.ownerId && one.partnerId === viewerId) ?? null;
  if (standingOf(trust, now).kind === 'active') {
    return facts;
  }
  const outside: UnitFacts = { ...facts, pairedWith: null, lastContactAt: null };
  const known = trusts.some((one) => one.customerId === facts.ownerId || one.partnerId === facts.ownerId);
  if (known) {
    return outside;
  }
  const stranger: UnitFacts = { ...outside, subscription: { state: facts.subscription.state, endsAt: null } };
  return owner?.nameIsPublic === true
    ? stranger
    : unitFacts.parse({ ...stranger, ownerId: undisclosedOwner, ownerName: null });
}
