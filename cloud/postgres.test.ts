import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyChain, headAfter } from '#core/domain/audit/chain-hash.ts';
import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import type { FeedRow } from '#core/domain/sync/changes.ts';
import type { CloudDatabase } from './database/open-database.ts';
import { addUnits, type NewUnit } from './registry/put.ts';
import { postgresCloudOfFile } from './testing/postgres-of-file.ts';
import type { TestCloud, TestStation } from './testing/test-cloud.ts';
import { createTestWorld, type TestWorld } from './testing/test-world.ts';

/** What only a database with several connections can prove. PGlite has one, so there these faults cannot happen. */
const site = postgresCloudOfFile();

interface Parts {
  readonly cloud: TestCloud;
  readonly database: CloudDatabase;
  readonly world: TestWorld;
}
let parts: Parts;

beforeEach(async () => {
  const { cloud, database } = site();
  parts = { cloud, database, world: await createTestWorld(cloud) };
});

const races = 100;

interface Contender {
  readonly station: TestStation;
  readonly name: string;
  readonly partner: string;
  readonly target: string;
}

/** Eight benches of four workshops; each workshop wants the unit for a customer of its own. */
async function contenders({ cloud, world }: Parts): Promise<Contender[]> {
  const list: Contender[] = [];
  for (let workshop = 0; workshop < 4; workshop += 1) {
    const name = `Workshop ${workshop}`;
    const partner = await world.addOrganization(['service-partner'], { name });
    const target = await world.addOrganization(['fleet-customer'], { name: `Fleet ${workshop}` });
    await world.trust({ customerId: target, partnerId: partner });
    for (const bench of ['left', 'right']) {
      list.push({ station: await cloud.addStation(partner, bench), name, partner, target });
    }
  }
  return list;
}

async function transferOnce(from: string, unit: string, { station, target }: Contender) {
  const payload = { fromId: from, toId: target, expectedEpoch: 0, unpairFirst: false };
  const { results } = await station.push([station.operation({ kind: 'unit.transfer', unit, payload })]);
  return results[0];
}

describe('several stations at once, on PostgreSQL', () => {
  it('STA-4 tells that what it acknowledges survives', () => {
    expect(parts.database.durability).toBe('full');
  });

  it('OWN-10 of 8 stations that transfer the same unit exactly one wins, 100 times, and the others are told', async () => {
    const { cloud, world } = parts;
    const rivals = await contenders(parts);
    for (let race = 0; race < races; race += 1) {
      const unit = await world.addUnit(world.reseller);
      const outcomes = await Promise.all(rivals.map((rival) => transferOnce(world.reseller, unit, rival)));
      const winner = rivals[outcomes.findIndex((one) => one?.verdict === 'applied')];
      const expected = rivals.map((rival) => {
        if (rival === winner) {
          return { verdict: 'applied', code: null, by: null };
        }
        const sameWorkshop = rival.partner === winner?.partner;
        const workshop = winner?.name ?? 'nobody';
        const by = sameWorkshop
          ? { name: `T. Ester, ${workshop}`, at: cloud.clock.now(), toName: workshop.replace('Workshop', 'Fleet') }
          : { name: workshop, at: cloud.clock.now(), toName: null };
        return {
          ...(sameWorkshop ? { verdict: 'noop', code: 'ALREADY_DONE' } : { verdict: 'conflict', code: 'OWNER_OTHER' }),
          by,
        };
      });
      expect(outcomes).toMatchObject(expected);
      expect(await ownersOf(unit)).toEqual([{ owner_id: winner?.target, owner_epoch: 1, to_id: winner?.target }]);
    }
  }, 240_000);

  it('OWN-13 the logs of all organizations are whole after the races', async () => {
    const { world } = parts;
    const rivals = await contenders(parts);
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const unit = await world.addUnit(world.reseller);
        await Promise.all(rivals.map((rival) => transferOnce(world.reseller, unit, rival)));
      }),
    );
    for (const organizationId of [world.reseller, ...rivals.map((rival) => rival.target)]) {
      expect(await recomputedHead(organizationId)).toEqual(await storedHead(organizationId));
    }
  }, 60_000);

  it('STA-3 has one effect when the same operation comes over several connections at once', async () => {
    const { cloud, world } = parts;
    const station = await cloud.addStation(world.partner);
    const unit = await world.addUnit(world.partner);
    const payload = { fromId: world.partner, toId: world.customer, expectedEpoch: 0, unpairFirst: false };
    const operation = station.operation({ kind: 'unit.transfer', unit, payload });
    const answers = await Promise.all(Array.from({ length: 8 }, () => station.push([operation])));
    expect(new Set(answers.map((one) => JSON.stringify(one.results)))).toHaveProperty('size', 1);
    expect(await ownersOf(unit)).toHaveLength(1);
  });

  it('STA-3 a pull waits for a transaction that began before and ends after', async () => {
    const { cloud, world, database } = parts;
    const station = await cloud.addStation(world.partner);
    const { cursor } = await station.pull();
    const written = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const slow = database.asSystem('administration').transact(async (transaction) => {
      await addUnits(transaction, [newUnit(world.partner, 1)]);
      written.resolve();
      await mayCommit.promise;
    });
    await written.promise;
    await database
      .asSystem('administration')
      .transact((transaction) => addUnits(transaction, [newUnit(world.partner, 2)]));
    const during = await station.pull(cursor);
    mayCommit.resolve();
    await slow;
    const after = await station.pull(during.cursor);
    expect([...during.rows, ...after.rows].map(serialOf)).toEqual(
      [1, 2].map((number) => newUnit(world.partner, number).serial),
    );
  });

  it('STA-3 a pull misses nothing while 8 writers commit in any order', async () => {
    const { cloud, world, database } = parts;
    const station = await cloud.addStation(world.partner);
    const start = await station.pull();
    let writing = true;
    const writers = Promise.all(Array.from({ length: 8 }, (_, writer) => writeUnits(database, world.partner, writer)));
    const finished = writers.finally(() => {
      writing = false;
    });
    const seen = new Set<string>();
    let { cursor } = start;
    for (let last = false; !last; ) {
      last = !writing;
      const pulled = await station.pull(cursor);
      for (const row of pulled.rows) {
        seen.add(serialOf(row));
      }
      cursor = pulled.cursor;
    }
    const written = (await finished).flat();
    expect(written.filter((serial) => !seen.has(serial))).toEqual([]);
    expect(seen.size).toBe(written.length);
  }, 120_000);
});

const unitsPerWriter = 150;

/** Each unit in its own transaction, which then sleeps a little before it commits, so that commits overtake each other. */
async function writeUnits(database: CloudDatabase, owner: string, writer: number): Promise<string[]> {
  const serials: string[] = [];
  for (let index = 0; index < unitsPerWriter; index += 1) {
    const unit = newUnit(owner, 1000 + writer * unitsPerWriter + index);
    await database.asSystem('administration').transact(async (transaction) => {
      await addUnits(transaction, [unit]);
      await sleep((index * 7 + writer * 3) % 11);
    });
    serials.push(unit.serial);
  }
  return serials;
}

function newUnit(ownerId: string, number: number): NewUnit {
  const body = String(86_634_405_000_000 + number);
  const subscription = { state: 'active', endsAt: null } as const;
  return {
    unitType: 'evoguard',
    serial: `${body}${luhnCheckDigit(body)}`,
    ownerId,
    subscription,
    configuration: 'configured',
    pairedAssetId: null,
    lastContactAt: null,
  };
}

function serialOf(row: FeedRow): string {
  return row.kind === 'unit' ? row.value.serial : row.kind;
}

function ownersOf(unit: string) {
  return parts.database
    .asSystem('administration')
    .read((transaction) =>
      transaction
        .selectFrom('units')
        .innerJoin('transfers', 'transfers.unit', 'units.unit')
        .select(['owner_id', 'owner_epoch', 'to_id'])
        .where('units.unit', '=', unit)
        .execute(),
    );
}

async function recomputedHead(organizationId: string): Promise<{ size: number; head: string }> {
  const rows = await parts.database
    .asSystem('administration')
    .read((transaction) =>
      transaction
        .selectFrom('organization_audit')
        .select('leaf')
        .where('organization_id', '=', organizationId)
        .orderBy('index')
        .execute(),
    );
  return { size: rows.length, head: rows.reduce((head, row) => headAfter(head, row.leaf), emptyChain.head) };
}

async function storedHead(organizationId: string): Promise<{ size: number; head: string }> {
  return parts.database
    .asSystem('administration')
    .read((transaction) =>
      transaction
        .selectFrom('organization_audit_heads')
        .select(['size', 'head'])
        .where('organization_id', '=', organizationId)
        .executeTakeFirstOrThrow(),
    );
}
