import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FeedRow } from '#core/domain/sync/changes.ts';
import { healFeed } from '../database/heal-feed.ts';
import { type CloudDatabase, openDatabase } from '../database/open-database.ts';
import { startTestCloud, type TestCloud, type TestStation } from '../testing/test-cloud.ts';
import { createTestWorld, type TestWorld } from '../testing/test-world.ts';

let database: CloudDatabase;
let cloud: TestCloud;
let world: TestWorld;
let station: TestStation;

beforeAll(async () => {
  database = await openDatabase({ kind: 'pglite', directory: 'memory' });
  cloud = await startTestCloud(database);
}, 60_000);

afterAll(async () => {
  await cloud.close();
  await database.close();
});

beforeEach(async () => {
  world = await createTestWorld(cloud);
  station = await cloud.addStation(world.partner);
});

function nameOf(row: FeedRow): string {
  switch (row.kind) {
    case 'unit':
      return `unit ${row.value.unitType}:${row.value.serial}`;
    case 'pairing':
      return `pairing ${row.value.unit}`;
    case 'removed':
      return `removed ${row.of} ${row.key}`;
    default:
      return `${row.kind} ${row.value.id}`;
  }
}

const namesIn = (rows: readonly FeedRow[]): string[] => rows.map(nameOf);

describe('what a station may know', () => {
  it('STA-3 pulls its own, its customers and resellers, and nothing of strangers', async () => {
    const [own, serviced, stock, foreign] = await Promise.all(
      [world.partner, world.customer, world.reseller, world.stranger].map((owner) => world.addUnit(owner)),
    );
    const asset = await world.addAsset(world.customer, 'WSM00000003111444');
    const foreignAsset = await world.addAsset(world.stranger, 'WSM00000003111445');
    const names = namesIn((await station.pull()).rows);
    expect(names).toEqual(
      expect.arrayContaining([
        `organization ${world.partner}`,
        `organization ${world.customer}`,
        `organization ${world.reseller}`,
        `unit ${own}`,
        `unit ${serviced}`,
        `unit ${stock}`,
        `asset ${asset}`,
      ]),
    );
    for (const hidden of [`organization ${world.stranger}`, `unit ${foreign}`, `asset ${foreignAsset}`]) {
      expect(names).not.toContain(hidden);
    }
  });

  it.each([
    ['pending', { state: 'pending' as const }, { unit: false, asset: false }],
    ['declined', { state: 'declined' as const }, { unit: false, asset: false }],
    ['revoked', { state: 'revoked' as const }, { unit: false, asset: false }],
    ['expired', { validTo: '2026-11-20T07:00:00.000Z' }, { unit: true, asset: false }],
    ['active', {}, { unit: true, asset: true }],
  ])(
    'ORG-7 knows a customer whose trust is %s, and of its fleet only what that allows',
    async (_name, change, seen) => {
      const unit = await world.addUnit(world.customer);
      const asset = await world.addAsset(world.customer, null);
      await world.trust({ customerId: world.customer, partnerId: world.partner }, change);
      const names = namesIn((await station.pull()).rows);
      expect(names).toContain(`organization ${world.customer}`);
      expect([names.includes(`unit ${unit}`), names.includes(`asset ${asset}`)]).toEqual([seen.unit, seen.asset]);
    },
  );

  it('UNIT-1 hears of a transfer with the next pull', async () => {
    const unit = await world.addUnit(world.partner);
    const { cursor } = await station.pull();
    const payload = { fromId: world.partner, toId: world.customer, expectedEpoch: 0, unpairFirst: false };
    await station.push([station.operation({ kind: 'unit.transfer', unit, payload })]);
    const { rows } = await station.pull(cursor);
    expect(rows).toMatchObject([
      { kind: 'unit', value: { ownerId: world.customer, configuration: 'needs-configuration' } },
    ]);
    const fleet = await cloud.addStation(world.customer, 'office');
    expect(namesIn((await fleet.pull()).rows)).toContain(`unit ${unit}`);
  });

  it('STA-3 takes a unit away that another partner transferred to its own customer', async () => {
    const rival = await world.addOrganization(['service-partner']);
    await world.trust({ customerId: world.stranger, partnerId: rival });
    const unit = await world.addUnit(world.reseller);
    const first = await station.pull();
    expect(namesIn(first.rows)).toContain(`unit ${unit}`);
    const bench = await cloud.addStation(rival, 'rival bench');
    const payload = { fromId: world.reseller, toId: world.stranger, expectedEpoch: 0, unpairFirst: false };
    const { results } = await bench.push([bench.operation({ kind: 'unit.transfer', unit, payload })]);
    expect(results[0]?.verdict).toBe('applied');
    expect(namesIn((await station.pull(first.cursor)).rows)).toEqual([`removed unit ${unit}`]);
    expect(namesIn((await bench.pull()).rows)).toContain(`unit ${unit}`);
  });

  it('STA-3 keeps a unit that goes from the reseller to a customer of its own', async () => {
    const unit = await world.addUnit(world.reseller);
    const { cursor } = await station.pull();
    const payload = { fromId: world.reseller, toId: world.customer, expectedEpoch: 0, unpairFirst: false };
    await station.push([station.operation({ kind: 'unit.transfer', unit, payload })]);
    expect(namesIn((await station.pull(cursor)).rows)).toEqual([`unit ${unit}`]);
  });

  it('ORG-3 takes the fleet away when trust runs out, though nothing was written at that moment', async () => {
    await world.trust(
      { customerId: world.customer, partnerId: world.partner },
      { validTo: '2026-11-20T09:00:00.000Z' },
    );
    const asset = await world.addAsset(world.customer, null);
    const unit = await world.addUnit(world.customer, { pairedAssetId: asset });
    const { cursor } = await station.pull();
    cloud.clock.advance(3_600_000);
    const { rows } = await station.pull(cursor);
    expect(namesIn(rows)).toEqual(expect.arrayContaining([`removed asset ${asset}`, `unit ${unit}`]));
    expect(rows.find((row) => row.kind === 'unit')).toMatchObject({ value: { pairedWith: null } });
  });

  it('ORG-3 takes everything of the fleet away when trust is revoked', async () => {
    const unit = await world.addUnit(world.customer);
    const { cursor } = await station.pull();
    await world.trust({ customerId: world.customer, partnerId: world.partner }, { state: 'revoked' });
    expect(namesIn((await station.pull(cursor)).rows)).toContain(`removed unit ${unit}`);
  });

  it('STA-3 a first pull brings no removals', async () => {
    const unit = await world.addUnit(world.customer);
    await world.trust({ customerId: world.customer, partnerId: world.partner }, { state: 'revoked' });
    const { rows } = await station.pull();
    expect(namesIn(rows).filter((name) => name.startsWith('removed') || name.includes(unit))).toEqual([]);
  });
});

describe('a feed that came from another database cluster', () => {
  it('STA-3 is numbered anew, and stations pull from the beginning', async () => {
    const { rows, cursor } = await station.pull();
    await database.transact((transaction) => sql`update feed set xid = 9000000000`.execute(transaction));
    expect(await database.transact(healFeed)).toBe(true);
    expect(await database.transact(healFeed)).toBe(false);
    expect((await station.fetch(`/v1/sync/changes?cursor=${cursor}`)).status).toBe(410);
    expect(namesIn((await station.pull()).rows).sort()).toEqual(namesIn(rows).sort());
  });
});

describe('paging', () => {
  it('STA-3 gives in small pages what it gives in one, each thing once', async () => {
    for (let index = 0; index < 12; index += 1) {
      await world.addUnit(world.customer);
    }
    const whole = await station.pull();
    const pieces: FeedRow[] = [];
    let cursor: string | undefined;
    for (let more = true; more; ) {
      const page = await station.api.sync.changes({ limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      pieces.push(...page.rows);
      ({ cursor, more } = page);
    }
    expect(namesIn(pieces)).toEqual(namesIn(whole.rows));
    expect(new Set(namesIn(pieces)).size).toBe(pieces.length);
  });

  it('STA-3 has nothing new where nothing changed', async () => {
    const { cursor } = await station.pull();
    expect(await station.pull(cursor)).toEqual({ rows: [], cursor });
  });

  it.each<[string, () => Promise<string>]>([
    ['no cursor at all', async () => 'bm9uc2Vuc2U'],
    ['that of another organization', async () => (await (await cloud.addStation(world.customer)).pull()).cursor],
  ])('STA-3 sends a station with %s back to the beginning', async (_name, cursor) => {
    const answer = await station.fetch(`/v1/sync/changes?cursor=${await cursor()}`);
    expect([answer.status, await answer.json()]).toMatchObject([410, { code: 'resync' }]);
  });
});
