import { describe, expect, it } from 'vitest';
import { person } from '#core/domain/access/person.ts';
import { putPerson } from '../registry/put.ts';
import { makePinVerifier } from '../roster/pin-verifier.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import type { OperationSketch } from '../testing/test-cloud.ts';

const site = worldOfTest();

async function push(sketch: OperationSketch) {
  const { results } = await site.station.push([site.station.operation(sketch)]);
  return results[0];
}

async function unitNow(unit: string) {
  const { units } = await site.station.api.units.lookUp({ serial: unit.split(':')[1] ?? '' });
  return units.find((one) => `${one.unitType}:${one.serial}` === unit);
}

const installed = (unit: string): OperationSketch => ({
  kind: 'unit.installed',
  unit,
  payload: {
    customerId: site.world.customer,
    profileId: 'trailer-eu',
    profileVersion: 7,
    firmware: '03.27.10',
    iccid: null,
    changes: [],
    verifiedAt: site.cloud.clock.now(),
  },
});

const inspected = (unit: string): OperationSketch => ({
  kind: 'unit.inspected',
  unit,
  payload: {
    customerId: site.world.customer,
    checklistId: 'evopulse',
    checklistVersion: 1,
    result: 'pass',
    checks: [],
  },
});

const signed = (unit: string): OperationSketch => ({
  kind: 'session.signed',
  unit,
  payload: {
    customerId: site.world.customer,
    reportNumber: '1042',
    result: 'succeeded',
    remarks: null,
    auditSize: 12,
    auditHead: 'a'.repeat(64),
  },
});

describe('facts from the bench', () => {
  it('OWN-9 a configured unit needs no configuration any more', async () => {
    const unit = await site.world.addUnit(site.world.customer, { configuration: 'needs-configuration' });
    expect(await push(signed(unit))).toMatchObject({ verdict: 'flagged', code: 'NEEDS_CONFIGURATION' });
    expect(await push(installed(unit))).toMatchObject({ verdict: 'applied', code: null });
    expect(await unitNow(unit)).toMatchObject({ configuration: 'configured' });
    expect(await push(signed(unit))).toMatchObject({ verdict: 'applied', code: null });
  });

  it.each(['declined', 'revoked', null] as const)(
    'ORG-3 keeps what a workshop without trust says (%s), and changes nothing of the fleet’s by it',
    async (state) => {
      const { world, cloud } = site;
      const fleet = await world.addOrganization(['fleet-customer']);
      if (state !== null) {
        await world.trust({ customerId: fleet, partnerId: world.partner }, { state });
      }
      const unit = await world.addUnit(fleet, { configuration: 'needs-configuration' });
      const { payload } = installed(unit);
      const values = { serverHost: 'elsewhere.example.com' };
      const said = { kind: 'unit.installed' as const, unit, payload: { ...payload, customerId: fleet, values } };
      // Also under the name of somebody who may not configure at all.
      for (const actor of [undefined, { personId: null, name: 'N. Obody', roles: [] }]) {
        const verdict = await push(actor === undefined ? said : { ...said, actor });
        expect(verdict).toMatchObject({ verdict: 'flagged' });
      }
      const ofFleet = await cloud.addStation(fleet);
      expect((await ofFleet.api.units.lookUp({ serial: unit.split(':')[1] ?? '' })).units).toMatchObject([
        { configuration: 'needs-configuration' },
      ]);
      expect((await ofFleet.pull()).rows.filter(({ kind }) => kind === 'known-configuration')).toEqual([]);
    },
  );

  it('STA-3 keeps work on a unit that moved on, flagged, and leaves the unit as it is', async () => {
    const unit = await site.world.addUnit(site.world.stranger, { configuration: 'needs-configuration' });
    expect(await push(installed(unit))).toMatchObject({ verdict: 'flagged', code: 'OWNER_OTHER' });
    expect(await unitNow(unit)).toMatchObject({ configuration: 'needs-configuration' });
    const flags = await site.database
      .asSystem('administration')
      .read((transaction) =>
        transaction.selectFrom('installations').select(['flag', 'document']).where('unit', '=', unit).execute(),
      );
    expect(flags).toMatchObject([{ flag: 'OWNER_OTHER', document: { profileId: 'trailer-eu' } }]);
  });

  it('STA-3 OWN-9 keeps what was done before a unit went and came back, flagged, and lets it count for nothing', async () => {
    const unit = await site.world.addUnit(site.world.customer, { configuration: 'needs-configuration' });
    await site.database
      .asSystem('administration')
      .transact((transaction) =>
        transaction.updateTable('units').set({ owner_epoch: 3 }).where('unit', '=', unit).execute(),
      );
    const said = (sketch: OperationSketch, ownerEpoch: number): OperationSketch =>
      ({ ...sketch, payload: { ...sketch.payload, ownerEpoch } }) as OperationSketch;
    for (const sketch of [installed(unit), inspected(unit), signed(unit)]) {
      const { code } = (await push(said(sketch, 1))) ?? {};
      expect(code).toBe(sketch.kind === 'session.signed' ? 'NEEDS_CONFIGURATION' : 'UNIT_MOVED_SINCE');
    }
    expect(await unitNow(unit)).toMatchObject({ configuration: 'needs-configuration' });
    expect(await push(said(installed(unit), 3))).toMatchObject({ verdict: 'applied', code: null });
    expect(await push(said(signed(unit), 1))).toMatchObject({ verdict: 'flagged', code: 'UNIT_MOVED_SINCE' });
    expect(await push(said(signed(unit), 3))).toMatchObject({ verdict: 'applied', code: null });
    expect(await unitNow(unit)).toMatchObject({ configuration: 'configured' });
  });

  it('OWN-7 keeps an inspection of a unit whose subscription ran out meanwhile, flagged', async () => {
    const unit = await site.world.addUnit(site.world.customer, {
      subscription: { state: 'active', endsAt: '2026-11-20T07:00:00.000Z' },
    });
    expect(await push(inspected(unit))).toMatchObject({ verdict: 'flagged', code: 'SUBSCRIPTION_EXPIRED' });
  });

  it('ORG-3 keeps an inspection after trust ended, flagged', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner }, { state: 'revoked' });
    expect(await push(inspected(unit))).toMatchObject({ verdict: 'flagged', code: 'TRUST_MISSING' });
  });

  it('ORG-2 flags what a person did whose role at the cloud does not allow it', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    const id = `person of ${site.world.partner}`;
    const value = {
      id,
      organizationId: site.world.partner,
      displayName: 'A. Dmin',
      givenName: 'Ada',
      roles: ['station-admin'],
      active: true,
      badge: null,
      pinVerifier: await makePinVerifier('640218'),
    };
    await site.database
      .asSystem('administration')
      .transact((transaction) => putPerson(transaction, person.parse(value)));
    const actor = { personId: id, name: 'A. Dmin', roles: ['technician'] };
    expect(await push({ ...inspected(unit), actor })).toMatchObject({ verdict: 'flagged', code: 'ACTOR_NOT_ALLOWED' });
  });

  it('OWN-13 every fact stands in the log of the customer, where the partner sees it', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    for (const sketch of [installed(unit), inspected(unit), signed(unit)]) {
      await push(sketch);
    }
    const { rows } = await site.station.api.organizations.audit({ organizationId: site.world.customer, unit });
    expect(rows.map((row) => row.action)).toEqual(['session.signed', 'unit.inspected', 'unit.installed']);
  });
});

describe('pairing by hand', () => {
  const pair = (unit: string, assetId: string): OperationSketch => ({
    kind: 'unit.pair',
    unit,
    payload: { organizationId: site.world.customer, assetId, vin: null },
  });
  const unpair = (unit: string, assetId: string): OperationSketch => ({
    kind: 'unit.unpair',
    unit,
    payload: { organizationId: site.world.customer, assetId },
  });
  const eventsOf = async (unit: string) => {
    const { events } = await site.station.api.organizations.pairingEvents({
      organizationId: site.world.customer,
      unit,
    });
    return events;
  };

  it('PAIR-1 pairs, unpairs, and stores an event for each', async () => {
    const assetId = await site.world.addAsset(site.world.customer, 'WSM00000003111444');
    const unit = await site.world.addUnit(site.world.customer);
    expect(await push(pair(unit, assetId))).toMatchObject({ verdict: 'applied' });
    expect(await unitNow(unit)).toMatchObject({ pairedWith: { assetId, label: 'KL 99' } });
    expect(await push(pair(unit, assetId))).toMatchObject({ verdict: 'noop', code: 'ALREADY_DONE' });
    expect(await push(unpair(unit, assetId))).toMatchObject({ verdict: 'applied' });
    expect(await push(unpair(unit, assetId))).toMatchObject({ verdict: 'noop' });
    const subject = {
      registeredOn: site.cloud.clock.now(),
      organizationId: site.world.customer,
      assetId,
      unitId: unit,
    };
    const made = { ...subject, status: 'success', reason: 'ManualPair', assetVIN: 'WSM00000003111444' };
    expect(await eventsOf(unit)).toMatchObject([
      { v1: { eventType: 'unit.unpaired', eventVersion: 1, eventData: subject }, v2: null },
      {
        v1: { eventType: 'unit.paired', eventVersion: 1, eventData: made },
        v2: { eventType: 'unit.paired', eventVersion: 2, eventData: made },
      },
    ]);
  });

  it('PAIR-2 never takes an asset from another unit', async () => {
    const assetId = await site.world.addAsset(site.world.customer, 'WSM00000003111690');
    const holder = await site.world.addUnit(site.world.customer, { pairedAssetId: assetId });
    const unit = await site.world.addUnit(site.world.customer);
    expect(await push(pair(unit, assetId))).toMatchObject({ verdict: 'conflict', code: 'ASSET_OCCUPIED' });
    expect(await unitNow(holder)).toMatchObject({ pairedWith: { assetId } });
  });

  it('PAIR-1 moves a unit from one asset to another and tells both', async () => {
    const [from, to] = [
      await site.world.addAsset(site.world.customer, null, 'OLD 1'),
      await site.world.addAsset(site.world.customer, null, 'NEW 1'),
    ];
    const unit = await site.world.addUnit(site.world.customer, { pairedAssetId: from });
    expect(await push(pair(unit, to))).toMatchObject({ verdict: 'applied' });
    expect((await eventsOf(unit)).map((event) => event.v1)).toMatchObject([
      { eventType: 'unit.paired', eventData: { assetId: to } },
      { eventType: 'unit.unpaired', eventData: { assetId: from } },
    ]);
  });

  it('PAIR-1 pairs only units and assets of the fleet that the workshop works for', async () => {
    const foreign = await site.world.addAsset(site.world.stranger, null);
    expect(await push(pair(await site.world.addUnit(site.world.customer), foreign))).toMatchObject({
      verdict: 'refused',
      code: 'ASSET_UNKNOWN',
    });
    const assetId = await site.world.addAsset(site.world.customer, null);
    expect(await push(pair(await site.world.addUnit(site.world.stranger), assetId))).toMatchObject({
      verdict: 'refused',
      code: 'OWNER_OTHER',
    });
  });
});
