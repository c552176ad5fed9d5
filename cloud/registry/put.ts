import type { Person } from '#core/domain/access/person.ts';
import { normalizeVin } from '#core/domain/identity/vin.ts';
import type { ProfileSecret } from '#core/domain/installation/profile-secret.ts';
import type { ProfileTemplate } from '#core/domain/installation/profile-template.ts';
import type { Organization } from '#core/domain/organizations/organization.ts';
import { standingOf, type TrustRelationship } from '#core/domain/organizations/trust.ts';
import type { Asset } from '#core/domain/pairing/asset.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { publish } from '../changes/publishing.ts';
import { publishRole, publishTrust } from '../changes/trust-standings.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { writeProfile, writeSecret } from '../profiles/put-profile.ts';

/**
 * Writes what the registry holds; each call also tells the change feed. Administration routes, imports and the demo's seed go
 * through here, so that nothing can change without the stations hearing of it.
 */
/** A change of what it is changes who may know what: a reseller's units are everybody's, a service partner's customers are its own. */
export async function putOrganization(transaction: CloudTransaction, value: Organization): Promise<void> {
  const row = {
    name: value.name,
    kinds: JSON.stringify(value.kinds),
    auto_pairing: value.autoPairing,
    name_is_public: value.nameIsPublic,
  };
  const before = await transaction
    .selectFrom('organizations')
    .select('kinds')
    .where('id', '=', value.id)
    .executeTakeFirst();
  await transaction
    .insertInto('organizations')
    .values({ id: value.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await publish(transaction, [{ kind: 'organization', keys: [value.id] }]);
  if (before !== undefined && before.kinds.toSorted().join() !== value.kinds.toSorted().join()) {
    await publishRole(transaction, value.id);
  }
}

/** Also changes who may know what the two organizations own. */
export async function putTrust(transaction: CloudTransaction, value: TrustRelationship, now: IsoTime): Promise<void> {
  const row = {
    customer_id: value.customerId,
    partner_id: value.partnerId,
    partner_code: value.partnerCode,
    state: value.state,
    valid_from: value.validFrom,
    valid_to: value.validTo,
    override_allowed: value.overrideAllowed,
    published_standing: standingOf(value, now).kind,
  };
  await transaction
    .insertInto('trusts')
    .values({ id: value.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await publishTrust(transaction, value);
}

/** Stations hear of people by the signed roster, not by the feed. */
export async function putPerson(transaction: CloudTransaction, value: Person): Promise<void> {
  const row = {
    organization_id: value.organizationId,
    display_name: value.displayName,
    given_name: value.givenName,
    roles: JSON.stringify(value.roles),
    active: value.active,
    badge: value.badge,
    pin_verifier: JSON.stringify(value.pinVerifier),
  };
  await transaction
    .insertInto('people')
    .values({ id: value.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

export async function putProfile(transaction: CloudTransaction, value: ProfileTemplate): Promise<void> {
  await publish(transaction, await writeProfile(transaction, value));
}

export async function putSecret(transaction: CloudTransaction, value: ProfileSecret): Promise<void> {
  await publish(transaction, await writeSecret(transaction, value));
}

/** The pairing is not written here: the units table holds it. Throws where another asset of the organization has this VIN. */
export async function putAsset(transaction: CloudTransaction, value: Omit<Asset, 'unit'>): Promise<void> {
  const row = {
    organization_id: value.organizationId,
    category: value.category,
    type: value.type,
    plate: value.plate,
    vin: value.vin,
    vin_key: value.vin === null ? null : normalizeVin(value.vin),
    code: value.code,
    version: value.version,
  };
  await transaction
    .insertInto('assets')
    .values({ id: value.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await publish(transaction, [{ kind: 'asset', keys: [value.id] }]);
}

/** A unit that enters the registry. Its owner changes by transfer only, so an existing one is left as it is. */
export interface NewUnit {
  readonly unitType: string;
  readonly serial: string;
  readonly ownerId: string;
  readonly subscription: { readonly state: 'active' | 'expired'; readonly endsAt: IsoTime | null };
  readonly configuration: 'configured' | 'needs-configuration';
  readonly pairedAssetId: string | null;
  readonly lastContactAt: IsoTime | null;
}

/** PostgreSQL numbers the values of one statement with 16 bits. */
const rowsAtOnce = 2_000;

export async function addUnits(transaction: CloudTransaction, units: readonly NewUnit[]): Promise<void> {
  const rows = units.map((unit) => ({
    unit: `${unit.unitType}:${unit.serial}`,
    unit_type: unit.unitType,
    serial: unit.serial,
    owner_id: unit.ownerId,
    owner_epoch: 0,
    subscription_state: unit.subscription.state,
    subscription_ends_at: unit.subscription.endsAt,
    configuration: unit.configuration,
    paired_asset_id: unit.pairedAssetId,
    last_contact_at: unit.lastContactAt,
  }));
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await transaction
      .insertInto('units')
      .values(rows.slice(from, from + rowsAtOnce))
      .onConflict((conflict) => conflict.column('unit').doNothing())
      .execute();
  }
  await publish(transaction, [
    { kind: 'unit', keys: rows.map((row) => row.unit) },
    { kind: 'asset', keys: units.flatMap((unit) => unit.pairedAssetId ?? []) },
  ]);
}
