import { person } from '#core/domain/access/person.ts';
import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import { profileSecret } from '#core/domain/installation/profile-secret.ts';
import { profileTemplate } from '#core/domain/installation/profile-template.ts';
import { organization } from '#core/domain/organizations/organization.ts';
import { trustRelationship } from '#core/domain/organizations/trust.ts';
import { asset } from '#core/domain/pairing/asset.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { epochMs, type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import { type DemoFleet, demoFleet } from '#resources/demo/demo-fleet.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { CloudTransaction } from '../database/tables.ts';
import {
  addUnits,
  type NewUnit,
  putAsset,
  putOrganization,
  putPerson,
  putProfile,
  putSecret,
  putTrust,
} from '../registry/put.ts';
import { makePinVerifier } from '../roster/pin-verifier.ts';
import { demoOrganization } from './demo-organization.ts';
import { seedJobs } from './seed-jobs.ts';

const dayMs = 86_400_000;

/**
 * Fills the cloud with the demo's world (resources/demo). Dates count from `now`. `seeded` once; `already-there` when the demo's station
 * organization is on the books, and then nothing is touched: the demo goes on where it was left.
 */
export async function seedDemo(
  database: CloudDatabase,
  now: IsoTime,
): Promise<{ readonly kind: 'seeded' } | { readonly kind: 'already-there' }> {
  const people = await Promise.all(
    demoFleet.people.map(async (one) => ({ ...one, pinVerifier: await makePinVerifier(one.pin, 'demo') })),
  );
  return database.asSystem('administration').transact(async (transaction) => {
    const known = await transaction
      .selectFrom('organizations')
      .select('id')
      .where('id', '=', idOf(demoFleet.station.organization))
      .executeTakeFirst();
    if (known !== undefined) {
      return { kind: 'already-there' };
    }
    await seedOrganizations(transaction, now);
    for (const { organization: of, pin: _pin, ...one } of people) {
      await putPerson(transaction, person.parse({ ...one, organizationId: idOf(of), active: true }));
    }
    for (const { email, organization: of } of demoFleet.addresses) {
      await transaction
        .insertInto('partner_addresses')
        .values({ email, organization_id: idOf(of) })
        .execute();
    }
    for (const profile of demoFleet.profiles) {
      await seedProfile(transaction, profile, now);
    }
    for (const { organization: of, key: _key, ...one } of demoFleet.assets) {
      await putAsset(transaction, asset.omit({ unit: true }).parse({ ...one, organizationId: idOf(of) }));
    }
    await addUnits(transaction, [...demoFleet.units.map((unit) => toNewUnit(unit, now)), ...crowdUnits(now)]);
    await seedJobs(transaction, now);
    return { kind: 'seeded' };
  });
}

/** The demo's world writes a secret beside the key that wants it; here its value goes where secrets are kept, and its name stays. */
async function seedProfile(
  transaction: CloudTransaction,
  { organization: of, base, values, ...profile }: DemoFleet['profiles'][number],
  now: IsoTime,
): Promise<void> {
  const organizationId = of === null ? null : idOf(of);
  const changed = { changedAt: now, changedBy: of === null ? 'Evolane Units' : 'H. Petersen' };
  const entries = values.map(({ key, value, secret }) =>
    secret === true ? { kind: 'secret', key, secret: key } : { kind: 'value', key, value },
  );
  for (const { key, value } of values.filter(({ secret }) => secret === true)) {
    await putSecret(transaction, profileSecret.parse({ organizationId, name: key, value, ...changed }));
  }
  const document = { ...profile, organizationId, baseId: base, entries, ...changed, note: null };
  await putProfile(transaction, profileTemplate.parse(document));
}

async function seedOrganizations(transaction: CloudTransaction, now: IsoTime): Promise<void> {
  for (const { key: _key, ...one } of demoFleet.organizations) {
    await putOrganization(transaction, organization.parse(one));
  }
  for (const { customer, partner, startedDaysAgo, endsInDays, ...one } of demoFleet.trusts) {
    const trust = trustRelationship.parse({
      ...one,
      customerId: idOf(customer),
      partnerId: idOf(partner),
      validFrom: toIsoTime(epochMs(now) - startedDaysAgo * dayMs),
      validTo: endsInDays === null ? null : endOfDay(now, endsInDays),
    });
    await putTrust(transaction, trust, now);
  }
}

/** The last moment of the day that is `days` from now, so that as many whole days remain. */
function endOfDay(now: IsoTime, days: number): IsoTime {
  const startOfToday = Math.floor(epochMs(now) / dayMs) * dayMs;
  return toIsoTime(startOfToday + (days + 1) * dayMs - 1);
}

function toNewUnit(unit: DemoFleet['units'][number], now: IsoTime): NewUnit {
  const { lastContactMinutesAgo: minutes } = unit;
  return {
    unitType: unit.unitType,
    serial: unit.serial,
    ownerId: idOf(unit.owner),
    subscription: { state: unit.subscription.state, endsAt: endOfDay(now, unit.subscription.endsInDays) },
    configuration: unit.configuration,
    pairedAssetId: unit.pairedWith === null ? null : assetIdOf(unit.pairedWith),
    lastContactAt: minutes === null ? null : toIsoTime(epochMs(now) - minutes * 60_000),
  };
}

function crowdUnits(now: IsoTime): readonly NewUnit[] {
  return demoFleet.crowds.flatMap(({ owner, unitType, serialBody, count }) =>
    Array.from({ length: count }, (_, index) => {
      const body = (BigInt(serialBody) + BigInt(index)).toString().padStart(14, '0');
      return {
        unitType,
        serial: `${body}${luhnCheckDigit(body)}`,
        ownerId: idOf(owner),
        subscription: { state: 'active', endsAt: endOfDay(now, 365) },
        configuration: 'configured',
        pairedAssetId: null,
        lastContactAt: toIsoTime(epochMs(now) - (index + 1) * 60_000),
      } satisfies NewUnit;
    }),
  );
}

const idOf = (key: string) => demoOrganization(key).id;

function assetIdOf(key: string): string {
  const found = demoFleet.assets.find((one) => one.key === key);
  invariant(found !== undefined, `the demo has an asset ${key}`);
  return found.id;
}
