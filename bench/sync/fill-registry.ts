import { type CloudDatabase, openDatabase } from '#cloud/database/open-database.ts';
import { addUnits, type NewUnit, putAsset, putOrganization, putProfile, putTrust } from '#cloud/registry/put.ts';
import { systemClock } from '#cloud/world/system-world.ts';
import { profileTemplate } from '#core/domain/installation/profile-template.ts';
import { organization } from '#core/domain/organizations/organization.ts';
import { trustRelationship } from '#core/domain/organizations/trust.ts';
import { asset } from '#core/domain/pairing/asset.ts';
import { assetIdOf, type Parties, serialOf, vinOf } from './workshop-days.ts';

const parties: Parties = { partnerId: 'bench-workshop', customerId: 'bench-fleet' };
const changedAt = '2026-11-01T08:00:00.000Z';
const pageSize = 500;

/** A workshop that owns the units of all jobs, the fleet that gets them, its vehicles and its profile. */
export async function fillRegistry(databaseUrl: string, jobs: number): Promise<Parties> {
  const database = await openDatabase({ kind: 'postgres', url: databaseUrl });
  try {
    await addParties(database);
    for (let first = 0; first < jobs; first += pageSize) {
      const numbers = Array.from({ length: Math.min(pageSize, jobs - first) }, (_none, index) => first + index);
      await database.asSystem('administration').transact(async (transaction) => {
        await addUnits(transaction, numbers.map(unitOf));
        for (const job of numbers) {
          await putAsset(transaction, assetOf(job));
        }
      });
    }
    return parties;
  } finally {
    await database.close();
  }
}

async function addParties(database: CloudDatabase): Promise<void> {
  const { partnerId, customerId } = parties;
  const named = { autoPairing: false, nameIsPublic: false };
  const workshop = { id: partnerId, name: 'North Workshop', kinds: ['service-partner'], ...named };
  const fleet = { id: customerId, name: 'Blue Haulage', kinds: ['fleet-customer'], ...named };
  const trust = {
    id: 'bench-trust',
    customerId,
    partnerId,
    partnerCode: 'B3NCH',
    state: 'active',
    validFrom: changedAt,
  };
  await database.asSystem('administration').transact(async (transaction) => {
    await putOrganization(transaction, organization.parse(workshop));
    await putOrganization(transaction, organization.parse(fleet));
    const whole = trustRelationship.parse({ ...trust, validTo: null, overrideAllowed: false });
    await putTrust(transaction, whole, systemClock.now());
    await putProfile(transaction, profileOfFleet(customerId));
  });
}

function profileOfFleet(organizationId: string) {
  return profileTemplate.parse({
    id: 'trailer-eu',
    organizationId,
    name: 'Trailer EU',
    version: 7,
    baseId: null,
    unitTypes: ['evopulse'],
    minimumFirmware: null,
    changedAt,
    changedBy: 'bench',
    note: null,
    entries: [{ kind: 'value', key: 'serverHost', value: 'value 0' }],
  });
}

function unitOf(job: number): NewUnit {
  return {
    unitType: 'evopulse',
    serial: serialOf(job),
    ownerId: parties.partnerId,
    subscription: { state: 'active', endsAt: null },
    configuration: 'configured',
    pairedAssetId: null,
    lastContactAt: null,
  };
}

function assetOf(job: number) {
  const plate = `KL ${job}`;
  const value = { id: assetIdOf(job), organizationId: parties.customerId, category: 'trailer', plate, code: null };
  return asset.omit({ unit: true }).parse({ ...value, vin: vinOf(job) });
}
