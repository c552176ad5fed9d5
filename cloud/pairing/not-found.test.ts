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
        site.database.transact((transaction) =>
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
