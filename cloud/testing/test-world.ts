import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import { type ProfileTemplate, profileTemplate } from '#core/domain/installation/profile-template.ts';
import { type OrganizationKind, organization } from '#core/domain/organizations/organization.ts';
import { type TrustRelationship, trustRelationship } from '#core/domain/organizations/trust.ts';
import { asset } from '#core/domain/pairing/asset.ts';
import { epochMs, toIsoTime } from '#core/kernel/iso-time.ts';
import { addUnits, type NewUnit, putAsset, putOrganization, putProfile, putTrust } from '../registry/put.ts';
import { createIds } from '../world/create-ids.ts';
import type { TestCloud } from './test-cloud.ts';

/** The people of one test: a workshop, the fleet that trusts it, a reseller and a stranger, with ids and serials of their own. */
export interface TestWorld {
  readonly partner: string;
  readonly customer: string;
  readonly reseller: string;
  readonly stranger: string;
  addOrganization(kinds: readonly OrganizationKind[], extra?: OrganizationExtra): Promise<string>;
  /** Active and open-ended unless said otherwise. A second call for the pair changes it. */
  trust(
    pair: { readonly customerId: string; readonly partnerId: string },
    extra?: Partial<TrustRelationship>,
  ): Promise<void>;
  /** Answers `type:serial`. Active, configured and free unless said otherwise. */
  addUnit(ownerId: string, extra?: Partial<Omit<NewUnit, 'ownerId'>>): Promise<string>;
  addAsset(organizationId: string, vin: string | null, plate?: string): Promise<string>;
}

interface OrganizationExtra {
  readonly autoPairing?: boolean;
  readonly nameIsPublic?: boolean;
  readonly name?: string;
}

const ids = createIds();

export async function createTestWorld(cloud: TestCloud): Promise<TestWorld> {
  const { database, clock } = cloud;
  const trustIds = new Map<string, string>();
  const addOrganization = async (kinds: readonly OrganizationKind[], extra: OrganizationExtra = {}) => {
    const id = ids.next();
    const standing = { id, name: `${kinds.join('+')} ${id}`, kinds, autoPairing: true, nameIsPublic: false };
    const value = organization.parse({ ...standing, ...extra });
    await database.asSystem('administration').transact((transaction) => putOrganization(transaction, value));
    return id;
  };
  const trust: TestWorld['trust'] = async (pair, extra = {}) => {
    const name = `${pair.customerId} ${pair.partnerId}`;
    const id = trustIds.get(name) ?? ids.next();
    trustIds.set(name, id);
    const standing = {
      id,
      ...pair,
      partnerCode: id,
      state: 'active',
      validFrom: toIsoTime(epochMs(clock.now()) - 1),
      validTo: null,
      overrideAllowed: false,
    };
    const value = trustRelationship.parse({ ...standing, ...extra });
    await database.asSystem('administration').transact((transaction) => putTrust(transaction, value, clock.now()));
  };
  const partner = await addOrganization(['service-partner'], { name: 'Workshop' });
  const customer = await addOrganization(['fleet-customer'], { name: 'Fleet' });
  const reseller = await addOrganization(['reseller'], { name: 'Reseller' });
  const stranger = await addOrganization(['fleet-customer'], { name: 'Stranger' });
  await trust({ customerId: customer, partnerId: partner });
  await database.asSystem('administration').transact((transaction) => putProfile(transaction, standingProfile()));
  return {
    partner,
    customer,
    reseller,
    stranger,
    addOrganization,
    trust,
    async addUnit(ownerId, extra = {}) {
      const unit: NewUnit = { ...standingUnit(), ownerId, ...extra };
      await database.asSystem('administration').transact((transaction) => addUnits(transaction, [unit]));
      return `${unit.unitType}:${unit.serial}`;
    },
    async addAsset(organizationId, vin, plate = 'KL 99') {
      const id = ids.next();
      const value = { id, organizationId, category: 'trailer', plate, vin, code: null };
      await database
        .asSystem('administration')
        .transact((transaction) => putAsset(transaction, asset.omit({ unit: true }).parse(value)));
      return id;
    },
  };
}

/** Belongs to everybody, so that units of any fleet of any test may be configured by it. */
function standingProfile(): ProfileTemplate {
  return profileTemplate.parse({
    id: 'trailer-eu',
    organizationId: null,
    name: 'Trailer EU',
    version: 7,
    baseId: null,
    unitTypes: ['evopulse', 'evoguard'],
    minimumFirmware: null,
    entries: [{ kind: 'value', key: 'serverHost', value: 'ingest.example.com' }],
    changedAt: '2026-11-01T08:00:00.000Z',
    changedBy: 'platform',
    note: null,
  });
}

function standingUnit(): Omit<NewUnit, 'ownerId'> {
  const body = `35${ids.next().replace(/\D/g, '').slice(-12)}`.padEnd(14, '7');
  return {
    unitType: 'evopulse',
    serial: `${body}${luhnCheckDigit(body)}`,
    subscription: { state: 'active', endsAt: null },
    configuration: 'configured',
    pairedAssetId: null,
    lastContactAt: null,
  };
}
