import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { FeedRow } from '#core/domain/sync/changes.ts';
import { readChangesAnswer } from '#core/domain/sync/read-changes-answer.ts';
import { healFeed } from '../database/heal-feed.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';

const site = worldOfTest();

function nameOf(row: FeedRow): string {
  switch (row.kind) {
    case 'unit':
      return `unit ${row.value.unitType}:${row.value.serial}`;
    case 'pairing':
      return `pairing ${row.value.unit}`;
    case 'known-configuration':
      return `known-configuration ${row.value.unit}`;
    case 'secret':
      return `secret ${row.value.name}`;
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
      [site.world.partner, site.world.customer, site.world.reseller, site.world.stranger].map((owner) =>
        site.world.addUnit(owner),
      ),
    );
    const asset = await site.world.addAsset(site.world.customer, 'WSM00000003111444');
    const foreignAsset = await site.world.addAsset(site.world.stranger, 'WSM00000003111445');
    const names = namesIn((await site.station.pull()).rows);
    expect(names).toEqual(
      expect.arrayContaining([
        `organization ${site.world.partner}`,
        `organization ${site.world.customer}`,
        `organization ${site.world.reseller}`,
        `unit ${own}`,
        `unit ${serviced}`,
        `unit ${stock}`,
        `asset ${asset}`,
      ]),
    );
    for (const hidden of [`organization ${site.world.stranger}`, `unit ${foreign}`, `asset ${foreignAsset}`]) {
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
      const unit = await site.world.addUnit(site.world.customer);
      const asset = await site.world.addAsset(site.world.customer, null);
      await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner }, change);
      const names = namesIn((await site.station.pull()).rows);
      expect(names).toContain(`organization ${site.world.customer}`);
      expect([names.includes(`unit ${unit}`), names.includes(`asset ${asset}`)]).toEqual([seen.unit, seen.asset]);
    },
  );

  it('UNIT-1 hears of a transfer with the next pull', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    const { cursor } = await site.station.pull();
    const payload = { fromId: site.world.partner, toId: site.world.customer, expectedEpoch: 0, unpairFirst: false };
    await site.station.push([site.station.operation({ kind: 'unit.transfer', unit, payload })]);
    const { rows } = await site.station.pull(cursor);
    expect(rows).toMatchObject([
      { kind: 'unit', value: { ownerId: site.world.customer, configuration: 'needs-configuration' } },
    ]);
    const fleet = await site.cloud.addStation(site.world.customer, 'office');
    expect(namesIn((await fleet.pull()).rows)).toContain(`unit ${unit}`);
  });

  it('STA-3 takes a unit away that another partner transferred to its own customer', async () => {
    const rival = await site.world.addOrganization(['service-partner']);
    await site.world.trust({ customerId: site.world.stranger, partnerId: rival });
    const unit = await site.world.addUnit(site.world.reseller);
    const first = await site.station.pull();
    expect(namesIn(first.rows)).toContain(`unit ${unit}`);
    const bench = await site.cloud.addStation(rival, 'rival bench');
    const payload = { fromId: site.world.reseller, toId: site.world.stranger, expectedEpoch: 0, unpairFirst: false };
    const { results } = await bench.push([bench.operation({ kind: 'unit.transfer', unit, payload })]);
    expect(results[0]?.verdict).toBe('applied');
    expect(namesIn((await site.station.pull(first.cursor)).rows)).toEqual([`removed unit ${unit}`]);
    expect(namesIn((await bench.pull()).rows)).toContain(`unit ${unit}`);
  });

  it('STA-3 keeps a unit that goes from the reseller to a customer of its own', async () => {
    const unit = await site.world.addUnit(site.world.reseller);
    const { cursor } = await site.station.pull();
    const payload = { fromId: site.world.reseller, toId: site.world.customer, expectedEpoch: 0, unpairFirst: false };
    await site.station.push([site.station.operation({ kind: 'unit.transfer', unit, payload })]);
    expect(namesIn((await site.station.pull(cursor)).rows)).toEqual([`unit ${unit}`]);
  });

  it('ORG-3 takes the fleet away when trust runs out, though nothing was written at that moment', async () => {
    await site.world.trust(
      { customerId: site.world.customer, partnerId: site.world.partner },
      { validTo: '2026-11-20T09:00:00.000Z' },
    );
    const asset = await site.world.addAsset(site.world.customer, null);
    const unit = await site.world.addUnit(site.world.customer, { pairedAssetId: asset });
    const { cursor } = await site.station.pull();
    site.cloud.clock.advance(3_600_000);
    const { rows } = await site.station.pull(cursor);
    expect(namesIn(rows)).toEqual(expect.arrayContaining([`removed asset ${asset}`, `unit ${unit}`]));
    expect(rows.find((row) => row.kind === 'unit')).toMatchObject({ value: { pairedWith: null } });
  });

  it('ORG-3 takes everything of the fleet away when trust is revoked', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    const { cursor } = await site.station.pull();
    await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner }, { state: 'revoked' });
    expect(namesIn((await site.station.pull(cursor)).rows)).toContain(`removed unit ${unit}`);
  });

  it('STA-3 a first pull brings no removals', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner }, { state: 'revoked' });
    const { rows } = await site.station.pull();
    expect(namesIn(rows).filter((name) => name.startsWith('removed') || name.includes(unit))).toEqual([]);
  });
});

describe('a feed that came from another database cluster', () => {
  it('STA-3 is numbered anew, and stations pull from the beginning', async () => {
    const { rows, cursor } = await site.station.pull();
    await site.database
      .asSystem('administration')
      .transact((transaction) => sql`update feed set xid = 9000000000`.execute(transaction));
    expect(await site.database.asSystem('administration').transact(healFeed)).toBe(true);
    expect(await site.database.asSystem('administration').transact(healFeed)).toBe(false);
    expect((await site.station.fetch(`/v1/sync/changes?cursor=${cursor}`)).status).toBe(410);
    expect(namesIn((await site.station.pull()).rows).sort()).toEqual(namesIn(rows).sort());
  });
});

describe('paging', () => {
  it('STA-3 gives in small pages what it gives in one, each thing once', async () => {
    for (let index = 0; index < 12; index += 1) {
      await site.world.addUnit(site.world.customer);
    }
    const whole = await site.station.pull();
    const pieces: FeedRow[] = [];
    let cursor: string | undefined;
    for (let more = true; more; ) {
      const page = await site.station.api.sync.changes({ limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      pieces.push(...readChangesAnswer(page).rows);
      ({ cursor, more } = page);
    }
    expect(namesIn(pieces)).toEqual(namesIn(whole.rows));
    expect(new Set(namesIn(pieces)).size).toBe(pieces.length);
  });

  it('STA-3 has nothing new where nothing changed', async () => {
    const { cursor } = await site.station.pull();
    expect(await site.station.pull(cursor)).toEqual({ rows: [], cursor });
  });

  it.each<[string, () => Promise<string>]>([
    ['no cursor at all', async () => 'bm9uc2Vuc2U'],
    [
      'that of another organization',
      async () => (await (await site.cloud.addStation(site.world.customer)).pull()).cursor,
    ],
  ])('STA-3 sends a station with %s back to the beginning', async (_name, cursor) => {
    const answer = await site.station.fetch(`/v1/sync/changes?cursor=${await cursor()}`);
    expect([answer.status, await answer.json()]).toMatchObject([410, { code: 'resync' }]);
  });
});
