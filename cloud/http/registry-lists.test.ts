import { describe, expect, it } from 'vitest';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import type { TestStation } from '../testing/test-cloud.ts';
import { pageCursor } from './page-cursor.ts';

const site = worldOfTest();

interface UnitQuestion {
  readonly unitType?: string;
  readonly configuration?: 'configured' | 'needs-configuration';
  readonly subscription?: 'active' | 'expired';
  readonly pairing?: 'paired' | 'unpaired';
}

/** All pages, two rows at a time; `between` happens after each. */
async function unitsOf(
  station: TestStation,
  question: UnitQuestion = {},
  between = async (): Promise<unknown> => null,
) {
  const { organizations } = station.api;
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await organizations.units({
      organizationId: organizationId.parse(site.world.customer),
      limit: 2,
      ...question,
      ...(cursor && { cursor }),
    });
    expect(page.units.length).toBeLessThanOrEqual(2);
    found.push(...page.units.map(({ unitType, serial }) => `${unitType}:${serial}`));
    cursor = page.next ?? undefined;
    await between();
  } while (cursor !== undefined);
  return found;
}

const inspected = (unit: string, result: 'pass' | 'fail') =>
  site.station.operation({
    kind: 'unit.inspected',
    unit,
    payload: {
      customerId: site.world.customer,
      checklistId: 'evopulse',
      checklistVersion: 1,
      result,
      checks: [
        {
          checkId: 'supply',
          kind: 'automatic',
          required: true,
          result,
          value: 24_100,
          unit: 'mV',
          why: null,
          series: [],
          source: 'cable',
          at: site.cloud.clock.now(),
          run: 1,
        },
      ],
    },
  });

describe('UNIT-1 units of an organization by the API', () => {
  it('come page by page, each once, whatever is written meanwhile', async () => {
    const units: string[] = [];
    for (let made = 0; made < 5; made += 1) {
      units.push(await site.world.addUnit(site.world.customer));
    }
    await site.world.addUnit(site.world.reseller);
    const office = await site.cloud.addStation(site.world.customer, 'office');
    let late = 0;
    const found = await unitsOf(office, {}, async () => {
      late += 1;
      return late === 1 ? site.world.addUnit(site.world.customer) : null;
    });
    expect(units.every((unit) => found.filter((one) => one === unit).length === 1)).toBe(true);
    expect(found).toEqual(found.toSorted());
  });

  it('hold a unit that was transferred a second ago, and its former owner’s list does not', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    const payload = { fromId: site.world.partner, toId: site.world.customer, expectedEpoch: 0, unpairFirst: false };
    const operation = site.station.operation({ kind: 'unit.transfer', unit, payload });
    expect((await site.station.push([operation])).results[0]?.verdict).toBe('applied');
    expect(await unitsOf(site.station)).toEqual([unit]);
    const own = organizationId.parse(site.world.partner);
    expect((await site.station.api.organizations.units({ organizationId: own })).units).toEqual([]);
  });

  it('are narrowed down by type, configuration, subscription and pairing', async () => {
    const { world } = site;
    const assetId = await world.addAsset(world.customer, null, 'KL 1');
    const plain = await world.addUnit(world.customer);
    const bare = await world.addUnit(world.customer, { configuration: 'needs-configuration', unitType: 'evoguard' });
    const paired = await world.addUnit(world.customer, { pairedAssetId: assetId });
    const over = { state: 'active', endsAt: site.cloud.clock.now() } as const;
    const ended = await world.addUnit(world.customer, { subscription: over });
    const office = await site.cloud.addStation(world.customer, 'office');
    const sorted = (units: readonly string[]) => units.toSorted();
    expect(await unitsOf(office, { unitType: 'evoguard' })).toEqual([bare]);
    expect(await unitsOf(office, { configuration: 'needs-configuration' })).toEqual([bare]);
    expect(await unitsOf(office, { pairing: 'paired' })).toEqual([paired]);
    expect(await unitsOf(office, { pairing: 'unpaired' })).toEqual(sorted([plain, bare, ended]));
    expect(await unitsOf(office, { subscription: 'expired' })).toEqual([ended]);
    expect(await unitsOf(office, { subscription: 'active' })).toEqual(sorted([plain, bare, paired]));
  });

  it('tell their health by the newest inspection that nothing speaks against', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    const read = async () => {
      const { units } = await site.station.api.organizations.units({
        organizationId: organizationId.parse(site.world.customer),
      });
      return units[0];
    };
    expect(await read()).toMatchObject({ health: { supply: 'unknown' }, inspectedAt: null });
    expect((await site.station.push([inspected(unit, 'fail')])).results[0]).toMatchObject({ code: null });
    expect(await read()).toMatchObject({ health: { supply: 'fail', can: 'unknown' } });
    site.cloud.clock.advance(1_000);
    await site.station.push([inspected(unit, 'pass')]);
    expect(await read()).toMatchObject({ health: { supply: 'pass' }, inspectedAt: site.cloud.clock.now() });
    // What a workshop says that nobody trusts is kept with a flag and proves nothing.
    await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner }, { state: 'revoked' });
    site.cloud.clock.advance(1_000);
    await site.station.push([inspected(unit, 'fail')]);
    await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner });
    expect(await read()).toMatchObject({ health: { supply: 'pass' } });
  });

  it('are for its own stations and for partners that it trusts now', async () => {
    await site.world.addUnit(site.world.customer);
    expect(await unitsOf(site.station)).toHaveLength(1);
    const path = `/v1/organizations/${site.world.customer}/units`;
    await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner }, { state: 'revoked' });
    for (const station of [site.station, await site.cloud.addStation(site.world.stranger, 'stranger')]) {
      const answer = await station.fetch(path);
      expect({ status: answer.status, body: await answer.json() }).toMatchObject({
        status: 403,
        body: { code: 'not-your-organization' },
      });
    }
  });
});

describe('UNIT-2 assets of an organization by the API', () => {
  it('come page by page, narrowed down by category, link and VIN in any spelling', async () => {
    const { world } = site;
    const vin = 'WSM00000003136942';
    const ids = [await world.addAsset(world.customer, vin, 'KL 1'), await world.addAsset(world.customer, null, 'KL 2')];
    await world.addAsset(world.partner, null, 'KL 3');
    const unit = await world.addUnit(world.customer, { pairedAssetId: ids[1] ?? '' });
    const { organizations } = (await site.cloud.addStation(world.customer, 'office')).api;
    const id = organizationId.parse(world.customer);
    const first = await organizations.assets({ organizationId: id, limit: 1 });
    const second = await organizations.assets({ organizationId: id, limit: 1, cursor: first.next ?? '' });
    expect([...first.assets, ...second.assets].map((asset) => asset.id)).toEqual(ids.toSorted());
    expect(second.next).toBeNull();
    const narrowed = async (question: object) =>
      (await organizations.assets({ organizationId: id, ...question })).assets.map((asset) => asset.plate);
    expect(await narrowed({ vin: 'wsm-0000000 3136942' })).toEqual(['KL 1']);
    expect(await narrowed({ link: 'unlinked' })).toEqual(['KL 1']);
    expect(await narrowed({ link: 'linked' })).toEqual(['KL 2']);
    expect(await narrowed({ category: 'truck' })).toEqual([]);
    const linked = await organizations.assets({ organizationId: id, link: 'linked' });
    expect(linked.assets[0]?.unit).toBe(unit);
  });

  it('refuse a cursor of the other list, and strangers', async () => {
    const path = `/v1/organizations/${site.world.customer}/assets`;
    const wrong = await site.station.fetch(`${path}?cursor=${pageCursor('units', 'evopulse:1')}`);
    expect({ status: wrong.status, body: await wrong.json() }).toMatchObject({
      status: 400,
      body: { violations: [{ path: 'cursor' }] },
    });
    const stranger = await site.cloud.addStation(site.world.stranger, 'stranger');
    expect((await stranger.fetch(path)).status).toBe(403);
  });
});
