import { describe, expect, it } from 'vitest';
import type { Role } from '#core/domain/access/roles.ts';
import type { AssetWish } from '#core/domain/pairing/asset-exchange.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import type { TestStation } from '../testing/test-cloud.ts';
import { createIds } from '../world/create-ids.ts';

const site = worldOfTest();
const ids = createIds();
const actor = (role: Role) => ({ personId: null, name: 'T. Ester', roles: [role] });
const wish = (extra: Partial<AssetWish> = {}): AssetWish => ({
  category: 'trailer',
  type: 'Curtainsider',
  plate: 'KL 99',
  vin: 'WSM00000003111444',
  code: null,
  ...extra,
});

interface How {
  readonly by?: TestStation;
  readonly role?: Role;
  readonly requestId?: string;
}

const asking = ({ role = 'technician', requestId = ids.next() }: How) => ({ requestId, actor: actor(role) });

function create(extra: Partial<AssetWish> = {}, how: How & { organizationId?: string } = {}) {
  const { by = site.station, organizationId = site.world.customer } = how;
  return by.api.assets.create({ ...asking(how), organizationId, wish: wish(extra) });
}

async function created(extra: Partial<AssetWish> = {}, how: How & { organizationId?: string } = {}) {
  const answer = await create(extra, how);
  if (answer.kind !== 'done') {
    throw new Error(`nothing was created: ${answer.code}`);
  }
  return answer.asset;
}

async function unitOf(unitId: string) {
  const answer = await site.station.api.units.read({ unitId });
  if (answer.kind !== 'unit') {
    throw new Error(`there is no ${unitId}`);
  }
  return answer.unit;
}

/** As it is shown, or as the test says. */
async function link(id: string, unit: string, how: How & { ownerId?: string; ownerEpoch?: number } = {}) {
  const { by = site.station } = how;
  const seen = await unitOf(unit);
  return by.api.assets.link({
    ...asking(how),
    id,
    unit,
    ownerId: how.ownerId ?? seen.ownerId,
    ownerEpoch: how.ownerEpoch ?? seen.ownerEpoch,
    unpairFirst: false,
  });
}

const actionsOf = async (organizationId: string, by = site.station) =>
  (await by.api.organizations.audit({ organizationId })).rows.map(({ action, outcome }) => `${action} ${outcome}`);

describe('UNIT-2 assets at the central API', () => {
  it('writes an asset, tells every station that may know it, and puts it into both trails', async () => {
    const office = await site.cloud.addStation(site.world.customer, 'office');
    const asset = await created({ vin: ' wsm-0000 0003111444 ' });
    expect(asset).toMatchObject({ vin: 'WSM00000003111444', type: 'Curtainsider', version: 1, unit: null });
    for (const station of [site.station, office]) {
      const { rows } = await station.pull();
      expect(rows).toContainEqual({ kind: 'asset', value: asset });
    }
    expect(await actionsOf(site.world.customer)).toContain('asset.created done');
    expect(await actionsOf(site.world.partner)).toContain('asset.created done');
    expect(await site.station.api.assets.read({ id: asset.id })).toEqual({ kind: 'asset', asset });
  });

  it('changes it by comparison with the version that was seen', async () => {
    const asset = await created();
    const change = (expectedVersion: number, plate: string) =>
      site.station.api.assets.change({ ...asking({}), id: asset.id, expectedVersion, wish: wish({ plate }) });
    expect(await change(1, 'KL 100')).toMatchObject({ kind: 'done', asset: { plate: 'KL 100', version: 2 } });
    expect(await change(1, 'KL 101')).toMatchObject({
      kind: 'refused',
      code: 'ASSET_CHANGED',
      current: { plate: 'KL 100', version: 2 },
    });
  });

  it('of two that change the same version at the same moment one wins', async () => {
    const asset = await created();
    const answers = await Promise.all(
      ['KL 100', 'KL 101', 'KL 102'].map((plate) =>
        site.station.api.assets.change({ ...asking({}), id: asset.id, expectedVersion: 1, wish: wish({ plate }) }),
      ),
    );
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1);
  });

  it('keeps a VIN once per organization, in whatever spelling, also of two that write it at the same moment', async () => {
    const first = await created();
    expect(await create({ plate: 'KL 5', vin: 'wsm 00000003111444' })).toMatchObject({
      kind: 'refused',
      code: 'ASSET_VIN_TAKEN',
      current: { id: first.id },
    });
    const other = await created({ vin: null });
    expect(
      await site.station.api.assets.change({ ...asking({}), id: other.id, expectedVersion: 1, wish: wish() }),
    ).toMatchObject({ kind: 'refused', code: 'ASSET_VIN_TAKEN' });
    const racing = await Promise.all(['A', 'B', 'C'].map((plate) => create({ plate, vin: 'WKESD000000412233' })));
    expect(racing.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    const own = { by: await site.cloud.addStation(site.world.stranger), organizationId: site.world.stranger };
    expect(await create({}, { ...own, role: 'fleet-manager' })).toMatchObject({ kind: 'done' });
  });

  it('is enforced by the database itself', async () => {
    await site.world.addAsset(site.world.customer, 'WSM00000003111690');
    await expect(site.world.addAsset(site.world.customer, 'wsm 00000003111690')).rejects.toThrow();
  });

  it.each([
    [{ plate: null, vin: null, code: null }, 'ASSET_NAMELESS'],
    [{ vin: 'WSM0000000311144O' }, 'ASSET_VIN_BAD'],
    [{ vin: '123' }, 'ASSET_VIN_BAD'],
    [{ plate: '\u202eLK 99' }, 'ASSET_UNSEEN'],
    [{ code: 'NF\u200b' }, 'ASSET_UNSEEN'],
  ])('refuses %j with %s', async (extra, code) => {
    expect(await create(extra)).toMatchObject({ kind: 'refused', code });
  });

  it('does a repeated request once, and refuses its number for another', async () => {
    const requestId = ids.next();
    const [first, second] = [await create({}, { requestId }), await create({}, { requestId })];
    expect(second).toEqual(first);
    expect(await create({ plate: 'KL 7' }, { requestId })).toMatchObject({ code: 'ASSET_KEY_USED' });
  });

  it('ORG-2 asks again what the person may do', async () => {
    expect(await create({}, { role: 'station-admin' })).toMatchObject({ code: 'ASSET_NOT_ALLOWED' });
    expect(await create({ vin: null }, { role: 'installer' })).toMatchObject({ kind: 'done' });
  });

  it('OWN-8 knows nothing of the assets of others', async () => {
    const asset = await created();
    const stranger = await site.cloud.addStation(site.world.stranger);
    expect(await stranger.api.assets.read({ id: asset.id })).toEqual({ kind: 'unknown' });
    expect(await stranger.api.assets.change({ ...asking({}), id: asset.id, expectedVersion: 1, wish: wish() })).toEqual(
      { kind: 'refused', code: 'ASSET_UNKNOWN', current: null },
    );
    expect(await create({}, { by: stranger })).toMatchObject({ code: 'ASSET_UNKNOWN' });
    const unit = await site.world.addUnit(site.world.customer);
    expect(await link(asset.id, unit, { by: stranger })).toEqual({ kind: 'refused', code: 'ASSET_UNKNOWN' });
    await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner }, { state: 'revoked' });
    expect(await create({ vin: null })).toMatchObject({ code: 'ASSET_UNKNOWN' });
  });
});

describe('UNIT-2 a unit is linked to an asset', () => {
  it('pairs a unit of the organization, with the event and the trail of a pairing by hand', async () => {
    const asset = await created();
    const unit = await site.world.addUnit(site.world.customer);
    expect(await link(asset.id, unit)).toMatchObject({
      kind: 'linked',
      transferId: null,
      asset: { unit },
      unit: { pairedWith: { assetId: asset.id } },
    });
    const { events } = await site.station.api.organizations.pairingEvents({
      organizationId: site.world.customer,
      unit,
    });
    expect(events).toHaveLength(1);
    expect(events[0]?.v1).toMatchObject({ eventType: 'unit.paired' });
    expect(await actionsOf(site.world.customer)).toContain('unit.paired done');
  });

  it.each(['krone', 'tmd200', 'txgo', 'evopulse'])(
    'OWN-6 moves a %s unit of the workshop by linking it',
    async (unitType) => {
      const asset = await created();
      const unit = await site.world.addUnit(site.world.partner, { unitType });
      const answer = await link(asset.id, unit);
      expect(answer).toMatchObject({ kind: 'linked', unit: { ownerId: site.world.customer, ownerEpoch: 1 } });
      expect(answer.kind === 'linked' ? answer.transferId : null).not.toBeNull();
      expect(await actionsOf(site.world.customer)).toContain('transfer.applied done');
      expect(await actionsOf(site.world.partner)).toContain('transfer.applied done');
    },
  );

  it('lets a fleet link what a reseller holds, and not what a workshop or a stranger holds', async () => {
    const office = await site.cloud.addStation(site.world.customer, 'office');
    const how = { by: office, role: 'fleet-manager' } as const;
    const asset = await created({}, { ...how });
    const bought = await site.world.addUnit(site.world.reseller, { unitType: 'krone' });
    expect(await link(asset.id, bought, how)).toMatchObject({ unit: { ownerId: site.world.customer } });
    const second = await created({ vin: null }, how);
    const held = await site.world.addUnit(site.world.partner, { unitType: 'krone' });
    expect(await link(second.id, held, { ...how, ownerId: site.world.partner, ownerEpoch: 0 })).toMatchObject({
      code: 'TRANSFER_NOT_OFFERED',
    });
    expect((await unitOf(held)).ownerId).toBe(site.world.partner);
  });

  it('OWN-8 moves nothing of a third party', async () => {
    const asset = await created();
    const unit = await site.world.addUnit(site.world.stranger, { unitType: 'krone' });
    expect(await link(asset.id, unit, { ownerId: site.world.stranger, ownerEpoch: 0 })).toEqual({
      kind: 'refused',
      code: 'OWNER_OTHER',
    });
  });

  it('ORG-2 a person without the right to transfer links no unit that would move', async () => {
    const asset = await created();
    const unit = await site.world.addUnit(site.world.partner);
    expect(await link(asset.id, unit, { role: 'installer' })).toMatchObject({ code: 'ACTOR_NOT_ALLOWED' });
    expect((await unitOf(unit)).ownerEpoch).toBe(0);
  });

  it('does both or neither: a unit does not move where the asset has another one', async () => {
    const asset = await created();
    await link(asset.id, await site.world.addUnit(site.world.customer));
    const unit = await site.world.addUnit(site.world.partner);
    expect(await link(asset.id, unit)).toMatchObject({ kind: 'refused', code: 'ASSET_OCCUPIED' });
    expect(await unitOf(unit)).toMatchObject({ ownerId: site.world.partner, ownerEpoch: 0, pairedWith: null });
    expect(await actionsOf(site.world.partner)).not.toContain('transfer.applied done');
    expect(await actionsOf(site.world.partner)).toContain('unit.paired refused');
  });

  it('OWN-10 compares the owner epoch that was confirmed', async () => {
    const asset = await created();
    const unit = await site.world.addUnit(site.world.partner);
    expect(await link(asset.id, unit, { ownerEpoch: 3 })).toMatchObject({ code: 'UNVERIFIED_OFFLINE' });
  });

  it('links and unlinks again; a repetition changes nothing', async () => {
    const asset = await created();
    const unit = await site.world.addUnit(site.world.customer);
    await link(asset.id, unit);
    const ask = () => site.station.api.assets.unlink({ ...asking({}), id: asset.id, unit });
    expect(await ask()).toMatchObject({ kind: 'linked', asset: { unit: null }, unit: { pairedWith: null } });
    expect(await ask()).toMatchObject({ kind: 'linked', asset: { unit: null } });
    const { events } = await site.station.api.organizations.pairingEvents({
      organizationId: site.world.customer,
      unit,
    });
    expect(events).toHaveLength(2);
  });
});
