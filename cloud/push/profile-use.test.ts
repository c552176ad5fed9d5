import { describe, expect, it } from 'vitest';
import { person } from '#core/domain/access/person.ts';
import { sampleProfile } from '#core/domain/installation/testing/sample-profile.ts';
import { putPerson, putProfile, putSecret } from '../registry/put.ts';
import { makePinVerifier } from '../roster/pin-verifier.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import type { OperationSketch, TestStation } from '../testing/test-cloud.ts';

const site = worldOfTest();

async function push(sketch: OperationSketch, station: TestStation = site.station) {
  const { results } = await station.push([station.operation(sketch)]);
  return results[0];
}

const supervisor = { personId: null, name: 'S. Brandt', roles: ['supervisor'] };

/** The customer's own profile, as its people wrote it. */
async function putFleetProfile(version = 1, port = '7710') {
  const values = { serverHost: 'ingest.example.com', serverPort: port, apnPassword: 'apn' };
  const id = `fleet ${site.world.customer}`;
  const profile = sampleProfile({ id, version, organizationId: site.world.customer, values });
  await site.database.asSystem('administration').transact((transaction) => putProfile(transaction, profile));
  return id;
}

const installed = (unit: string, profileId: string, more: object = {}): OperationSketch => ({
  kind: 'unit.installed',
  unit,
  payload: {
    customerId: site.world.customer,
    profileId,
    profileVersion: 1,
    firmware: '03.27.10',
    iccid: null,
    changes: [],
    verifiedAt: site.cloud.clock.now(),
    ...more,
  },
});
const wrote = (to: string, wantedBy = 'profile', more: object = {}) => ({
  key: 'serverPort',
  from: '1',
  to,
  wantedBy,
  secret: false,
  state: 'verified',
  ...more,
});
const override = { key: 'serverPort', value: '7711', instead: '7710', reason: 'their second server', by: 'M. Kaya' };

async function needsConfiguration(unit: string): Promise<boolean> {
  const { units } = await site.station.api.units.lookUp({ serial: unit.split(':')[1] ?? '' });
  return units.some((one) => one.configuration === 'needs-configuration');
}

describe('ORG-5 INST-4 the centre refuses what a changed station leaves out', () => {
  it('takes what the customer’s profile prescribes, and keeps what the unit was proved to hold', async () => {
    const profileId = await putFleetProfile();
    const unit = await site.world.addUnit(site.world.customer, { configuration: 'needs-configuration' });
    const values = { serverHost: 'ingest.example.com', serverPort: '7710' };
    expect(await push(installed(unit, profileId, { changes: [wrote('7710')], values }))).toMatchObject({
      verdict: 'applied',
    });
    expect(await needsConfiguration(unit)).toBe(false);
    const rows = (await site.station.pull()).rows;
    expect(rows).toContainEqual(
      expect.objectContaining({
        kind: 'known-configuration',
        value: expect.objectContaining({ unit, values, organizationId: site.world.customer }),
      }),
    );
  });

  it.each([
    ['another value under the profile’s name', [wrote('7711')], {}],
    ['another value as the unit’s own', [wrote('7711', 'unit')], {}],
    ['another value that is called a secret', [wrote('7711', 'profile', { secret: true })], {}],
    ['an override without leave, with a reason', [wrote('7711', 'override')], { overrides: [override] }],
    ['an override that is only declared', [], { overrides: [override] }],
  ])('%s: refused, on the books, and the unit does not count as configured', async (_what, changes, more) => {
    const profileId = await putFleetProfile();
    const unit = await site.world.addUnit(site.world.customer, { configuration: 'configured' });
    expect(await push(installed(unit, profileId, { changes, ...more }))).toMatchObject({
      verdict: 'refused',
      code: 'OVERRIDE_NOT_ALLOWED',
    });
    expect(await needsConfiguration(unit)).toBe(true);
    const stored = await site.database
      .asSystem('administration')
      .read((transaction) => transaction.selectFrom('installations').select('flag').where('unit', '=', unit).execute());
    expect(stored).toEqual([{ flag: 'OVERRIDE_NOT_ALLOWED' }]);
    const owner = await site.cloud.addStation(site.world.customer);
    const { rows } = await owner.api.organizations.audit({ organizationId: site.world.customer, unit });
    expect(rows).toMatchObject([{ action: 'unit.installed', outcome: 'refused', code: 'OVERRIDE_NOT_ALLOWED' }]);
  });

  it('takes an override where the customer allows it and the reason is there', async () => {
    const profileId = await putFleetProfile();
    await site.world.trust(
      { customerId: site.world.customer, partnerId: site.world.partner },
      { overrideAllowed: true },
    );
    const unit = await site.world.addUnit(site.world.customer, { configuration: 'needs-configuration' });
    const changes = [wrote('7711', 'override')];
    expect(await push(installed(unit, profileId, { changes }))).toMatchObject({
      verdict: 'refused',
      code: 'OVERRIDE_REASON_MISSING',
    });
    expect(await push(installed(unit, profileId, { changes, overrides: [override] }))).toMatchObject({
      verdict: 'applied',
    });
    expect(await needsConfiguration(unit)).toBe(false);
  });

  it('refuses to get around the customer’s profile by another one', async () => {
    await putFleetProfile();
    const own = sampleProfile({
      id: `own ${site.world.partner}`,
      organizationId: site.world.partner,
      values: { serverPort: '1' },
    });
    await site.database.asSystem('administration').transact((transaction) => putProfile(transaction, own));
    const unit = await site.world.addUnit(site.world.customer);
    expect(await push(installed(unit, own.id))).toMatchObject({ verdict: 'refused', code: 'PROFILE_NOT_OFFERED' });
    expect(await push(installed(unit, 'made up'))).toMatchObject({ verdict: 'refused', code: 'PROFILE_UNKNOWN' });
  });

  it('judges by the version that the station had, also when a newer one came meanwhile', async () => {
    const profileId = await putFleetProfile(1, '7710');
    await putFleetProfile(2, '7800');
    const unit = await site.world.addUnit(site.world.customer);
    expect(await push(installed(unit, profileId, { changes: [wrote('7710')] }))).toMatchObject({ verdict: 'applied' });
    expect(await push(installed(unit, profileId, { changes: [wrote('7710')], profileVersion: 2 }))).toMatchObject({
      verdict: 'refused',
    });
    expect(await push(installed(unit, profileId, { profileVersion: 9 }))).toMatchObject({
      verdict: 'flagged',
      code: 'PROFILE_UNKNOWN',
    });
  });
});

describe('INST-3 INST-7 profiles and their secrets stay with whoever may know them', () => {
  const saving = (rest: object = {}): OperationSketch => ({
    kind: 'profile.save',
    unit: 'profile:new',
    actor: supervisor,
    payload: {
      profileId: 'new',
      organizationId: site.world.partner,
      expectedVersion: 0,
      note: null,
      draft: {
        name: 'New',
        baseId: null,
        unitTypes: ['evopulse'],
        minimumFirmware: null,
        entries: [{ kind: 'value', key: 'serverPort', value: '7720' }],
      },
      ...rest,
    },
  });
  const draft = (entries: object[], baseId: string | null = null) => ({
    draft: { name: 'New', baseId, unitTypes: [], minimumFirmware: null, entries },
  });

  it('takes a version, tells the stations, and keeps every version there was', async () => {
    const id = `new ${site.world.partner}`;
    const named = { profileId: id };
    expect(await push({ ...saving(named), unit: `profile:${id}` })).toMatchObject({ verdict: 'applied' });
    const second = { ...named, expectedVersion: 1, ...draft([{ kind: 'value', key: 'serverPort', value: '7721' }]) };
    expect(await push({ ...saving(second), unit: `profile:${id}` })).toMatchObject({ verdict: 'applied' });
    expect(await push({ ...saving(second), unit: `profile:${id}` })).toMatchObject({
      verdict: 'conflict',
      code: 'PROFILE_CHANGED',
      by: { name: 'S. Brandt' },
    });
    const history = await site.station.api.profiles.history({ id });
    expect(history).toMatchObject({ kind: 'history', versions: [{ version: 2 }, { version: 1 }] });
    const stranger = await site.cloud.addStation(site.world.stranger);
    expect(await stranger.api.profiles.history({ id })).toEqual({ kind: 'no-such-profile' });
  });

  it.each([
    ['somebody else’s organization', () => ({ organizationId: site.world.customer }), 'PROFILE_NOT_YOURS'],
    ['a value out of its limits', () => draft([{ kind: 'value', key: 'serverPort', value: '0' }]), 'PROFILE_INVALID'],
    ['a secret in clear', () => draft([{ kind: 'value', key: 'apnPassword', value: 'x' }]), 'PROFILE_INVALID'],
    ['a base that is not there', () => draft([], 'nowhere'), 'PROFILE_INVALID'],
    ['itself as a base', () => ({ profileId: 'new', ...draft([], 'new') }), 'PROFILE_INVALID'],
  ])('refuses %s, whatever the station let pass', async (_what, rest, code) => {
    expect(await push(saving(rest()))).toMatchObject({ verdict: 'refused', code });
  });

  it('refuses whoever may not write profiles', async () => {
    const pinVerifier = await makePinVerifier('640218', 'demo');
    const id = `technician ${site.world.partner}`;
    const value = { id, displayName: 'T', givenName: 'T', organizationId: site.world.partner, roles: ['technician'] };
    await site.database
      .asSystem('administration')
      .transact((transaction) =>
        putPerson(transaction, person.parse({ ...value, active: true, badge: null, pinVerifier })),
      );
    const actor = { personId: id, name: 'T', roles: ['supervisor'] };
    expect(await push({ ...saving(), actor })).toMatchObject({ verdict: 'refused', code: 'ACTOR_NOT_ALLOWED' });
    expect(await site.station.api.profiles.giveSecret({ name: 'apn', value: 'x', actor })).toEqual({
      kind: 'refused',
      code: 'ACTOR_NOT_ALLOWED',
    });
  });

  it('brings a fleet’s profiles and secrets to its partner while it trusts it, and takes them away after', async () => {
    const id = await putFleetProfile();
    const changed = { changedAt: site.cloud.clock.now(), changedBy: 'H. Petersen' };
    const organizationId = site.world.customer as never;
    await site.database
      .asSystem('administration')
      .transact((transaction) =>
        putSecret(transaction, { organizationId, name: 'apn', value: 'very secret', ...changed }),
      );
    const mine = async (station: TestStation) =>
      (await station.pull()).rows.filter(
        (row) =>
          (row.kind === 'profile' && row.value.id === id) ||
          (row.kind === 'secret' && row.value.organizationId === site.world.customer),
      );
    expect((await mine(site.station)).map(({ kind }) => kind).sort()).toEqual(['profile', 'secret']);
    const stranger = await site.cloud.addStation(site.world.stranger);
    expect(await mine(stranger)).toEqual([]);
    await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner }, { state: 'revoked' });
    const later = await site.cloud.addStation(site.world.partner);
    expect(await mine(later)).toEqual([]);
  });
});
