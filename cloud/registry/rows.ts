import type { Selectable } from 'kysely';
import { type Person, person } from '#core/domain/access/person.ts';
import { type KnownConfiguration, knownConfiguration } from '#core/domain/installation/known-configuration.ts';
import { type ProfileSecret, profileSecret } from '#core/domain/installation/profile-secret.ts';
import { type ProfileTemplate, profileTemplate } from '#core/domain/installation/profile-template.ts';
import { type Organization, organization } from '#core/domain/organizations/organization.ts';
import { type TrustRelationship, trustRelationship } from '#core/domain/organizations/trust.ts';
import { type TransferReversal, transferReversal } from '#core/domain/ownership/transfer-reversal.ts';
import { type Asset, asset } from '#core/domain/pairing/asset.ts';
import { type PairingStatus, pairingStatus } from '#core/domain/pairing/pairing-state.ts';
import type { CloudTables } from '../database/tables.ts';

/** From table rows to the facts that core speaks of. Each is parsed: a database is a border like any other. */
type Row<Table extends keyof CloudTables> = Selectable<CloudTables[Table]>;

export function toOrganization(row: Row<'organizations'>): Organization {
  return organization.parse({
    id: row.id,
    name: row.name,
    kinds: row.kinds,
    autoPairing: row.auto_pairing,
    nameIsPublic: row.name_is_public,
    ...(row.visits_are_jobs ? { visitsAreJobs: true } : {}),
  });
}

export function toTrust(row: Row<'trusts'>): TrustRelationship {
  return trustRelationship.parse({
    id: row.id,
    customerId: row.customer_id,
    partnerId: row.partner_id,
    partnerCode: row.partner_code,
    state: row.state,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    overrideAllowed: row.override_allowed,
  });
}

export function toPerson(row: Row<'people'>): Person {
  return person.parse({
    id: row.id,
    organizationId: row.organization_id,
    displayName: row.display_name,
    givenName: row.given_name,
    roles: row.roles,
    active: row.active,
    badge: row.badge,
    pinVerifier: row.pin_verifier,
  });
}

export function toProfile(row: Pick<Row<'profiles'>, 'document'>): ProfileTemplate {
  return profileTemplate.parse(row.document);
}

export function toSecret(row: Row<'profile_secrets'>): ProfileSecret {
  return profileSecret.parse({
    organizationId: row.organization_id,
    name: row.name,
    value: row.value,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  });
}

export function toKnownConfiguration(row: Row<'known_configurations'>): KnownConfiguration {
  return knownConfiguration.parse(row.document);
}

/** `unit`: the unit that is paired with the asset, which the units table knows. */
export function toAsset(row: Row<'assets'> & { readonly unit: string | null }): Asset {
  return asset.parse({
    id: row.id,
    organizationId: row.organization_id,
    category: row.category,
    type: row.type,
    plate: row.plate,
    vin: row.vin,
    code: row.code,
    unit: row.unit,
    version: row.version,
  });
}

export function toReversal(row: Row<'reversals'>): TransferReversal {
  const decision = {
    by: { personId: row.decided_by_id, name: row.decided_by },
    at: row.decided_at,
    note: row.note,
  };
  return transferReversal.parse({
    id: row.id,
    transferId: row.transfer_id,
    unit: row.unit,
    organizationId: row.organization_id,
    backToId: row.back_to_id,
    customerId: row.customer_id,
    epoch: row.epoch,
    reason: row.reason,
    requestedBy: { personId: row.requested_by_id, name: row.requested_by },
    requestedAt: row.requested_at,
    decideBefore: row.decide_before,
    outcome: row.outcome === 'open' ? { kind: 'open' } : { kind: row.outcome, ...decision },
  });
}

export function toPairingStatus(
  row: Row<'pairings'> & { readonly next_at: string | null; readonly ends_at: string | null },
): PairingStatus {
  return pairingStatus.parse({
    unit: row.unit,
    organizationId: row.organization_id,
    state: row.state,
    reason: row.reason,
    assetId: row.asset_id,
    assetVin: row.asset_vin,
    sensorVin: row.sensor_vin,
    candidateAssetIds: row.candidate_asset_ids,
    count: row.count,
    registeredAt: row.registered_at,
    firstAt: row.first_at,
    triedAt: row.tried_at,
    repeats: row.ends_at === null ? null : { nextAt: row.next_at, endsAt: row.ends_at },
    ...(row.heard === null ? {} : { heard: row.heard }),
  });
}
