import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import type { TestStation } from '../testing/test-cloud.ts';

const site = worldOfTest();

function transferOf(
  unit: string,
  change: { fromId?: string; toId?: string; expectedEpoch?: number; unpairFirst?: boolean } = {},
) {
  const payload = {
    fromId: site.world.partner,
    toId: site.world.customer,
    expectedEpoch: 0,
    unpairFirst: false,
    ...change,
  };
  return { kind: 'unit.transfer' as const, unit, payload };
}

async function pushTransfer(from: TestStation, ...args: Parameters<typeof transferOf>) {
  const { results } = await from.push([from.operation(transferOf(...args))]);
  return results[0];
}

async function unitNow(unit: string) {
  const { units } = await site.station.api.units.lookUp({ serial: unit.split(':')[1] ?? '' });
  return units.find((one) => `${one.unitType}:${one.serial}` === unit);
}

/** As an organization reads its own trail: with a station of its own. */
async function logOf(organizationId: string, unit: string) {
  const own = await site.cloud.addStation(organizationId, 'office');
  const { rows } = await own.api.organizations.audit({ organizationId, unit });
  return rows;
}

describe('transfer of a unit', () => {
  it('OWN-9 moves it to the customer, one epoch on, without its configuration', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    expect(await pushTransfer(site.station, unit)).toMatchObject({ verdict: 'applied', code: null, ownerEpoch: 1 });
    expect(await unitNow(unit)).toMatchObject({
      ownerId: site.world.customer,
      ownerEpoch: 1,
      configuration: 'needs-configuration',
    });
  });

  it('OWN-4 moves a unit of a reseller, and the reseller finds it in its log too', async () => {
    const unit = await site.world.addUnit(site.world.reseller);
    expect(await pushTransfer(site.station, unit, { fromId: site.world.reseller })).toMatchObject({
      verdict: 'applied',
    });
    const sides = [site.world.reseller, site.world.customer, site.world.partner];
    const logs = await Promise.all(sides.map((side) => logOf(side, unit)));
    expect(logs.map((rows) => rows.map((row) => row.action))).toEqual([
      ['transfer.applied'],
      ['transfer.applied'],
      ['transfer.applied'],
    ]);
  });

  it('OWN-10 tells the second of two who did it, when and to whom', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    const other = await site.world.addOrganization(['fleet-customer'], { name: 'Other fleet' });
    await site.world.trust({ customerId: other, partnerId: site.world.partner });
    const second = await site.cloud.addStation(site.world.partner, 'second bench');
    await pushTransfer(site.station, unit);
    const at = site.cloud.clock.now();
    site.cloud.clock.advance(5_000);
    expect(await pushTransfer(second, unit, { toId: other })).toMatchObject({
      verdict: 'conflict',
      code: 'OWNER_OTHER',
      by: { name: 'T. Ester, Workshop', at, toName: 'Fleet' },
      ownerEpoch: 1,
    });
    expect(await unitNow(unit)).toMatchObject({ ownerId: site.world.customer, ownerEpoch: 1 });
  });

  it('OWN-10 never carries out an old intent after the unit went away and came back', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    const late = site.station.operation(transferOf(unit));
    const quick = await site.cloud.addStation(site.world.partner, 'quick bench');
    await pushTransfer(quick, unit);
    await site.database
      .asSystem('administration')
      .transact((transaction) =>
        transaction
          .updateTable('units')
          .set({ owner_id: site.world.partner, owner_epoch: 2 })
          .where('unit', '=', unit)
          .execute(),
      );
    const { results } = await site.station.push([late]);
    expect(results[0]).toMatchObject({ verdict: 'conflict', code: 'UNVERIFIED_OFFLINE', ownerEpoch: 2 });
    expect(await unitNow(unit)).toMatchObject({ ownerId: site.world.partner, ownerEpoch: 2 });
  });

  it('OWN-10 holds one transfer for an epoch even where the unit itself says otherwise', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    await pushTransfer(site.station, unit);
    await site.database
      .asSystem('administration')
      .transact((transaction) =>
        transaction
          .updateTable('units')
          .set({ owner_id: site.world.partner, owner_epoch: 0 })
          .where('unit', '=', unit)
          .execute(),
      );
    expect(await pushTransfer(site.station, unit)).toMatchObject({ verdict: 'conflict' });
    expect(await unitNow(unit)).toMatchObject({ ownerId: site.world.partner });
  });

  it('OWN-13 stands in both logs under one transfer id, and each leaf carries the hash of the other', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    const operation = site.station.operation(transferOf(unit));
    await site.station.push([operation]);
    const rows = [...(await logOf(site.world.partner, unit)), ...(await logOf(site.world.customer, unit))];
    expect(rows.map((row) => [row.transferId, row.outcome, row.actor])).toEqual([
      [operation.id, 'done', 'T. Ester, Workshop'],
      [operation.id, 'done', 'T. Ester, Workshop'],
    ]);
    const leaves = await leavesOf(operation.id);
    const hashes = leaves.map(({ v: _v, index: _index, otherSides: _others, ...side }) =>
      sha256Hex(canonicalJson(side)),
    );
    expect(leaves.map((leaf) => leaf['otherSides'])).toEqual([[hashes[1]], [hashes[0]]]);
  });

  it('OWN-13 records a refused attempt on both sides', async () => {
    const unit = await site.world.addUnit(site.world.partner, { unitType: 'tmd200' });
    expect(await pushTransfer(site.station, unit)).toMatchObject({ verdict: 'refused', code: 'TYPE_NOT_SUPPORTED' });
    const logs = await Promise.all([site.world.partner, site.world.customer].map((side) => logOf(side, unit)));
    const lines = logs.map((rows) => rows.map((row) => [row.action, row.outcome, row.code]));
    expect(lines).toEqual([
      [['transfer.refused', 'refused', 'TYPE_NOT_SUPPORTED']],
      [['transfer.refused', 'refused', 'TYPE_NOT_SUPPORTED']],
    ]);
  });

  it('OWN-13 writes nothing into the log of an organization that has nothing to do with it', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    await pushTransfer(site.station, unit, { toId: site.world.stranger });
    expect(await logOf(site.world.stranger, unit)).toEqual([]);
  });

  it('OWN-14 takes a repeat as done and changes nothing', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    await pushTransfer(site.station, unit);
    expect(await pushTransfer(site.station, unit)).toMatchObject({
      verdict: 'noop',
      code: 'ALREADY_DONE',
      by: { name: 'T. Ester, Workshop', toName: 'Fleet' },
      ownerEpoch: 1,
    });
    expect(await unitNow(unit)).toMatchObject({ ownerEpoch: 1 });
  });

  it('OWN-14 asks first where the unit is still paired, then unpairs and tells the old owner', async () => {
    const assetId = await site.world.addAsset(site.world.partner, 'WSM00000003105512', 'FL HT 12');
    const unit = await site.world.addUnit(site.world.partner, { pairedAssetId: assetId });
    expect(await pushTransfer(site.station, unit)).toMatchObject({ verdict: 'conflict', code: 'STILL_PAIRED' });
    expect(await pushTransfer(site.station, unit, { unpairFirst: true })).toMatchObject({ verdict: 'applied' });
    const { events } = await site.station.api.organizations.pairingEvents({ organizationId: site.world.partner, unit });
    expect(events.map((event) => event.v1)).toEqual([
      {
        eventType: 'unit.unpaired',
        eventVersion: 1,
        eventData: {
          registeredOn: site.cloud.clock.now(),
          organizationId: site.world.partner,
          assetId,
          unitId: unit,
          assetVIN: 'WSM00000003105512',
        },
      },
    ]);
    expect(events.map((event) => event.v2)).toEqual([null]);
    expect(await unitNow(unit)).toMatchObject({ ownerId: site.world.customer, pairedWith: null });
  });

  it.each([
    ['ORG-3 trust that ran out', 'TRUST_EXPIRED', { validTo: '2026-11-20T07:00:00.000Z' }],
    ['ORG-3 an invitation that nobody accepted', 'TRUST_MISSING', { state: 'pending' as const }],
    ['ORG-3 trust that was revoked', 'TRUST_MISSING', { state: 'revoked' as const }],
  ])('%s is judged by the clock of the cloud: %s', async (_name, code, change) => {
    const unit = await site.world.addUnit(site.world.partner);
    await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner }, change);
    expect(await pushTransfer(site.station, unit)).toMatchObject({ verdict: 'refused', code });
    expect(await unitNow(unit)).toMatchObject({ ownerId: site.world.partner });
  });

  it('OWN-8 takes no unit from a third organization', async () => {
    const unit = await site.world.addUnit(site.world.stranger);
    expect(await pushTransfer(site.station, unit, { fromId: site.world.stranger })).toMatchObject({
      verdict: 'refused',
      code: 'OWNER_OTHER',
    });
  });

  it('ORG-2 refuses a person whose role at the cloud does not allow it, whatever the station says', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    const unknown = { personId: 'nobody', name: 'N. Body', roles: ['technician'] };
    const { results } = await site.station.push([site.station.operation({ ...transferOf(unit), actor: unknown })]);
    expect(results[0]).toMatchObject({ verdict: 'refused', code: 'ACTOR_NOT_ALLOWED' });
  });
});

async function leavesOf(transferId: string): Promise<Record<string, unknown>[]> {
  const rows = await site.database
    .asSystem('administration')
    .read((transaction) =>
      transaction.selectFrom('organization_audit').select('leaf').where('transfer_id', '=', transferId).execute(),
    );
  return rows.map((row) => JSON.parse(row.leaf));
}
