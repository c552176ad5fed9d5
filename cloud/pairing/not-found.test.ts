import { describe, expect, it } from 'vitest';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import { createIds } from '../world/create-ids.ts';
import { repeatNotFound } from './repeat-not-found.ts';

const site = worldOfTest();
const hourMs = 3_600_000;
const strange = 'WSM00000003119999';
const ids = createIds();

function say(unitId: string, sensorVin: string | null = strange) {
  const position = { latitude: 50.869, longitude: 2.8942 };
  const message = { at: site.cloud.clock.now(), position, sensorVin, supplyMillivolts: 24_100 };
  return site.station.api.units.message({ unitId, ...message });
}

async function eventsOf(unit: string) {
  const { events } = await site.station.api.organizations.pairingEvents({
    organizationId: site.world.customer,
    unit,
    limit: 200,
  });
  return events;
}

async function statusOf(unit: string) {
  const { rows } = await site.station.pull();
  return rows.flatMap((row) => (row.kind === 'pairing' && row.value.unit === unit ? [row.value] : []))[0];
}

/** What a server does when it looks; another server is another call. */
const look = () => repeatNotFound({ database: site.database, clock: site.cloud.clock, ids });

describe('PAIR-3 a unit whose VIN no asset has', () => {
  it('is told each hour for 48 hours without saying anything more, and then no longer', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    await say(unit);
    for (let minutes = 0; minutes < 60 * 60; minutes += 20) {
      site.cloud.clock.advance(20 * 60_000);
      await look();
    }
    const events = await eventsOf(unit);
    expect(events).toHaveLength(49);
    const times = events.map((event) => Date.parse(event.registeredOn)).sort();
    expect(times.every((time, index) => index === 0 || time - (times[index - 1] ?? 0) >= hourMs)).toBe(true);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBe(48 * hourMs);
    expect(
      new Set(events.map((event) => JSON.stringify({ ...Object(event.v2).eventData, registeredOn: '' }))).size,
    ).toBe(1);
    site.cloud.clock.advance(hourMs);
    await say(unit);
    expect(await eventsOf(unit)).toHaveLength(49);
  }, 30_000);

  it('is told once after a downtime of many hours, not once for each of them', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    await say(unit);
    site.cloud.clock.advance(20 * hourMs);
    await look();
    await look();
    expect(await eventsOf(unit)).toHaveLength(2);
    site.cloud.clock.advance(hourMs - 1);
    await look();
    expect(await eventsOf(unit)).toHaveLength(2);
    site.cloud.clock.advance(1);
    await look();
    expect(await eventsOf(unit)).toHaveLength(3);
  });

  it('is not told any more when nobody looked until the 48 hours were over', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    await say(unit);
    site.cloud.clock.advance(48 * hourMs + 1);
    await look();
    expect(await eventsOf(unit)).toHaveLength(1);
  });

  it('is told once an hour however often it says the same itself', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    await say(unit);
    for (let minutes = 0; minutes < 180; minutes += 10) {
      site.cloud.clock.advance(10 * 60_000);
      await say(unit);
      await look();
    }
    expect(await eventsOf(unit)).toHaveLength(4);
  });

  it('is tried again with every hour, and pairs with an asset that was written meanwhile', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    await say(unit);
    const firstAt = site.cloud.clock.now();
    site.cloud.clock.advance(hourMs);
    await look();
    const nextAt = new Date(Date.parse(site.cloud.clock.now()) + hourMs).toISOString();
    const endsAt = new Date(Date.parse(firstAt) + 48 * hourMs).toISOString();
    expect(await statusOf(unit)).toMatchObject({
      state: 'failed',
      reason: 'NotFound',
      count: 2,
      firstAt,
      registeredAt: firstAt,
      triedAt: site.cloud.clock.now(),
      repeats: { nextAt, endsAt },
    });
    const assetId = await site.world.addAsset(site.world.customer, strange);
    site.cloud.clock.advance(hourMs);
    await look();
    expect(await statusOf(unit)).toMatchObject({ state: 'paired', reason: 'AutoPair', assetId, repeats: null });
    expect((await eventsOf(unit))[0]?.v2).toMatchObject({
      eventData: { reason: 'AutoPair', sensorVIN: strange, location: { latitude: 50.869, longitude: 2.8942 } },
    });
  });

  it('PAIR-5 is tried as soon as an asset with its last 8 characters is written, and told no oftener for it', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    const other = await site.world.addUnit(site.world.customer);
    await say(unit, 'F3A000001');
    await say(other, 'F3B000002');
    const write = (plate: string, vin: string) =>
      site.station.api.assets.create({
        requestId: ids.next(),
        actor: { personId: null, name: 'T. Ester', roles: ['technician'] },
        organizationId: site.world.customer,
        wish: { category: 'trailer', type: null, plate, vin, code: null },
      });
    await write('HH 1', '1HGCM82633A999999');
    expect(await look()).toBe(0);
    await write('HH 2', '1hgcm826-33A000001');
    expect(await look()).toBe(1);
    expect(await look()).toBe(0);
    expect(await statusOf(unit)).toMatchObject({ state: 'paired', reason: 'AutoPair' });
    expect(await statusOf(other)).toMatchObject({ state: 'failed', count: 1 });
    expect(await eventsOf(other)).toHaveLength(1);
  });

  it('says that nothing is tried any more once the 48 hours are over', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    await say(unit);
    site.cloud.clock.advance(48 * hourMs + 1);
    await look();
    expect(await statusOf(unit)).toMatchObject({ state: 'failed', count: 1, repeats: { nextAt: null } });
  });

  it.each<[string, (unit: string) => Promise<unknown>, number]>([
    [
      'it pairs',
      async (unit) => {
        await site.world.addAsset(site.world.customer, strange);
        await say(unit);
      },
      2,
    ],
    [
      'somebody pairs it by hand',
      async (unit) => {
        const assetId = await site.world.addAsset(site.world.customer, null);
        const payload = { organizationId: site.world.customer, assetId, vin: null };
        const { results } = await site.station.push([site.station.operation({ kind: 'unit.pair', unit, payload })]);
        expect(results[0]?.verdict).toBe('applied');
      },
      2,
    ],
    ['its VIN fails in another way', (unit) => say(unit, null), 2],
    [
      'it belongs to another fleet',
      (unit) =>
        site.database
          .asSystem('administration')
          .transact((transaction) =>
            transaction.updateTable('units').set({ owner_id: site.world.stranger }).where('unit', '=', unit).execute(),
          ),
      1,
    ],
  ])('is not told any more when %s', async (_name, end, events) => {
    const unit = await site.world.addUnit(site.world.customer);
    await say(unit);
    await end(unit);
    for (let hour = 0; hour < 5; hour += 1) {
      site.cloud.clock.advance(hourMs);
      await look();
    }
    expect(await eventsOf(unit)).toHaveLength(events);
  });
});
