import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { worldOfTest } from '../testing/cloud-of-file.ts';

const site = worldOfTest();

const position = { latitude: 50.869, longitude: 2.8942 };

function say(unitId: string, sensorVin: string | null) {
  const message = { at: site.cloud.clock.now(), position, sensorVin, supplyMillivolts: 24_100 };
  return site.station.api.units.message({ unitId, ...message });
}

async function eventsOf(unit: string, organizationId = site.world.customer) {
  const { events } = await site.station.api.organizations.pairingEvents({ organizationId, unit });
  return events;
}

async function statusOf(unit: string) {
  const { rows } = await site.station.pull();
  return rows.flatMap((row) => (row.kind === 'pairing' && row.value.unit === unit ? [row.value] : []))[0];
}

describe('the first messages of a unit', () => {
  it('PAIR-2 pairs by the last 8 characters where exactly one asset has them, as in the sources', async () => {
    const assetId = await site.world.addAsset(site.world.customer, '1HGCM82633A000001');
    const unit = await site.world.addUnit(site.world.customer);
    expect(await say(unit, 'F3A000001')).toEqual({ kind: 'taken', pairing: 'AutoPair' });
    expect(await statusOf(unit)).toMatchObject({
      state: 'paired',
      reason: 'AutoPair',
      assetId,
      sensorVin: 'F3A000001',
      heard: { at: site.cloud.clock.now(), position },
    });
    const { units } = await site.station.api.units.lookUp({ serial: unit.split(':')[1] ?? '' });
    expect(units[0]).toMatchObject({ pairedWith: { assetId }, lastContactAt: site.cloud.clock.now() });
  });

  it('PAIR-4 stores both bodies as the vendor writes them', async () => {
    const assetId = await site.world.addAsset(site.world.customer, '1HGCM82633A000001');
    const unit = await site.world.addUnit(site.world.customer);
    await say(unit, 'F3A000001');
    const common = {
      registeredOn: site.cloud.clock.now(),
      organizationId: site.world.customer,
      unitId: unit,
      status: 'success',
      reason: 'AutoPair',
      assetId,
      assetVIN: '1HGCM82633A000001',
      sensorVIN: 'F3A000001',
    };
    const [event] = await eventsOf(unit);
    const v1 = { ...common, location: { lat: 50.869, lon: 2.8942 } };
    expect(event?.v1).toEqual({ eventType: 'unit.paired', eventVersion: 1, eventData: v1 });
    expect(event?.v2).toEqual({
      eventType: 'unit.paired',
      eventVersion: 2,
      eventData: { ...common, location: position },
    });
    expect(JSON.stringify(event?.v1)).toBe(
      JSON.stringify({ eventType: 'unit.paired', eventVersion: 1, eventData: v1 }),
    );
  });

  it.each([
    ['no VIN', null, 'InvalidData'],
    ['fewer than 8 characters', 'A000001', 'InvalidData'],
    ['a VIN that no asset has', 'WSM00000003119999', 'NotFound'],
    ['a VIN that two assets share in part', '000412233', 'MultipleMatchFound'],
  ])('PAIR-2 says why it failed: %s', async (_name, sensorVin, reason) => {
    const twins = [
      await site.world.addAsset(site.world.customer, 'WKESD000000412233'),
      await site.world.addAsset(site.world.customer, 'WSM00000000412233'),
    ];
    const unit = await site.world.addUnit(site.world.customer);
    expect(await say(unit, sensorVin)).toEqual({ kind: 'taken', pairing: reason });
    const candidateAssetIds = reason === 'MultipleMatchFound' ? twins : [];
    expect(await statusOf(unit)).toMatchObject({ state: 'failed', reason, candidateAssetIds, count: 1 });
    const [event] = await eventsOf(unit);
    expect(event?.v2).toMatchObject({ eventType: 'unit.paired', eventData: { status: 'failed', reason } });
  });

  it('PAIR-2 counts the same failure and tells subscribers once an hour at most', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    for (const pauseMs of [0, 60_000, 60_000, 3_600_000]) {
      site.cloud.clock.advance(pauseMs);
      await say(unit, 'WSM00000003119999');
    }
    expect(await statusOf(unit)).toMatchObject({ reason: 'NotFound', count: 4 });
    expect(await eventsOf(unit)).toHaveLength(2);
    await say(unit, null);
    expect(await statusOf(unit)).toMatchObject({ reason: 'InvalidData', count: 1 });
  });

  it('PAIR-2 never takes an asset from another unit; a person is shown which one it is', async () => {
    const assetId = await site.world.addAsset(site.world.customer, 'WSM00000003111690');
    const holder = await site.world.addUnit(site.world.customer, { pairedAssetId: assetId });
    const unit = await site.world.addUnit(site.world.customer);
    expect(await say(unit, 'WSM00000003111690')).toEqual({ kind: 'taken', pairing: 'occupied' });
    expect(await statusOf(unit)).toMatchObject({ state: 'failed', reason: null, candidateAssetIds: [assetId] });
    expect(await eventsOf(unit)).toEqual([]);
    const { units } = await site.station.api.units.lookUp({ serial: holder.split(':')[1] ?? '' });
    expect(units[0]).toMatchObject({ pairedWith: { assetId } });
  });

  it('PAIR-2 gives one of two units the asset that both mean', async () => {
    await site.world.addAsset(site.world.customer, 'WSM00000003111444');
    const units = [await site.world.addUnit(site.world.customer), await site.world.addUnit(site.world.customer)];
    const answers = await Promise.all(units.map((unit) => say(unit, 'WSM00000003111444')));
    expect(answers.map((one) => (one.kind === 'taken' ? one.pairing : one.kind)).sort()).toEqual([
      'AutoPair',
      'occupied',
    ]);
  });

  it('PAIR-2 answers Unknown when the matching itself breaks, and loses no message', async () => {
    await site.world.addAsset(site.world.customer, 'WSM00000003111444');
    const unit = await site.world.addUnit(site.world.customer);
    await breakPairing();
    expect(await say(unit, 'WSM00000003111444')).toEqual({ kind: 'taken', pairing: 'Unknown' });
    await mendPairing();
    expect(await statusOf(unit)).toMatchObject({ state: 'failed', reason: 'Unknown' });
    expect((await eventsOf(unit))[0]?.v1).toMatchObject({ eventData: { status: 'failed', reason: 'Unknown' } });
  });

  it.each<[string, () => Promise<string>]>([
    [
      'the organization has it off',
      async () => {
        const fleet = await site.world.addOrganization(['fleet-customer'], { autoPairing: false });
        await site.world.trust({ customerId: fleet, partnerId: site.world.partner });
        await site.world.addAsset(fleet, 'WSM00000003111444');
        return site.world.addUnit(fleet);
      },
    ],
    [
      'the unit is not configured yet',
      async () => {
        await site.world.addAsset(site.world.customer, 'WSM00000003111444');
        return site.world.addUnit(site.world.customer, { configuration: 'needs-configuration' });
      },
    ],
    [
      'the unit is paired already',
      async () => {
        const other = await site.world.addAsset(site.world.customer, 'WSM00000003111690');
        await site.world.addAsset(site.world.customer, 'WSM00000003111444');
        return site.world.addUnit(site.world.customer, { pairedAssetId: other });
      },
    ],
  ])('PAIR-2 does nothing where %s', async (_name, prepare) => {
    const unit = await prepare();
    expect(await say(unit, 'WSM00000003111444')).toEqual({ kind: 'taken', pairing: null });
  });

  it('ORG-3 takes no message about a unit of an organization that does not trust the sender', async () => {
    expect(await say(await site.world.addUnit(site.world.stranger), null)).toEqual({ kind: 'unknown-unit' });
    expect(await say('evopulse:359315075399999', null)).toEqual({ kind: 'unknown-unit' });
  });
});

/** A fault in the database at the very moment of pairing. */
async function breakPairing(): Promise<void> {
  await site.database.asSystem('administration').transact(async (transaction) => {
    await sql`create or replace function no_pairing() returns trigger language plpgsql as $$
      begin raise exception 'no pairing today'; end $$`.execute(transaction);
    await sql`create trigger no_pairing before update of paired_asset_id on units
      for each row execute function no_pairing()`.execute(transaction);
  });
}

async function mendPairing(): Promise<void> {
  await site.database
    .asSystem('administration')
    .transact((transaction) => sql`drop trigger no_pairing on units`.execute(transaction));
}
