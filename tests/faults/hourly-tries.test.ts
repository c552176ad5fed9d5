import { afterEach, describe, expect, it } from 'vitest';
import { type CloudDatabase, openDatabase } from '#cloud/database/open-database.ts';
import { repeatNotFound } from '#cloud/pairing/repeat-not-found.ts';
import { postgresOfFile } from '#cloud/testing/postgres-of-file.ts';
import { startTestCloud, type TestCloud, type TestStation } from '#cloud/testing/test-cloud.ts';
import { createTestWorld, type TestWorld } from '#cloud/testing/test-world.ts';
import { createIds } from '#cloud/world/create-ids.ts';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { createRandom, type SeededRandom } from '#sim/random/seeded-random.ts';
import { databaseOfItsOwn } from './clouds/database-of-its-own.ts';
import { withoutLocks } from './hourly/without-locks.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';

// PAIR-3 where several servers look at the same hour, start and end, and are away for some of them: each unit is told once an hour for 48 hours, and
// never again once it was paired. FITBAY_HOURLY_UNITS sets how many units, FITBAY_SEED repeats a run.

const unitCount = Number(process.env['FITBAY_HOURLY_UNITS'] ?? '12');
const seed = seedOfRun();
const hourMs = 3_600_000;
const hours = 52;
const servers = 2;
const looksAtOnce = 3;
const ids = createIds();
const postgres = postgresOfFile();

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

interface Fleet {
  readonly cloud: TestCloud;
  readonly world: TestWorld;
  readonly station: TestStation;
  /** A server that has just started. */
  openServer(): Promise<CloudDatabase>;
}

async function openFleet(): Promise<Fleet> {
  const url = await databaseOfItsOwn(postgres());
  const database = await openDatabase({ kind: 'postgres', url });
  closing.push(() => database.close());
  const cloud = await startTestCloud(database);
  closing.push(() => cloud.close());
  const world = await createTestWorld(cloud);
  const station = await cloud.addStation(world.partner);
  return { cloud, world, station, openServer: () => openDatabase({ kind: 'postgres', url }) };
}

/** All servers look at the same moment, each several times at once; one that met another's lock looks again, as its next second would. */
async function lookTogether({ cloud, openServer }: Fleet, wrap: (database: CloudDatabase) => CloudDatabase) {
  const databases = await Promise.all(Array.from({ length: servers }, openServer));
  const look = async (database: CloudDatabase): Promise<number> => {
    try {
      return await repeatNotFound({ database: wrap(database), clock: cloud.clock, ids });
    } catch (error: unknown) {
      if (String(error).includes('deadlock detected')) {
        return look(database);
      }
      throw error;
    }
  };
  await Promise.all(databases.flatMap((database) => Array.from({ length: looksAtOnce }, () => look(database))));
  await Promise.all(databases.map((database) => database.close()));
}

interface Told {
  readonly unit: string;
  /** In hours since the beginning. */
  readonly notFoundAt: readonly number[];
  readonly pairedAt: number | null;
}

interface Run {
  readonly fleet: Fleet;
  readonly random: SeededRandom;
  readonly hours: number;
  readonly wrap: (database: CloudDatabase) => CloudDatabase;
}

/** What subscribers were told of each unit, and in which hours there was a server. */
async function liveThrough({ fleet, random, hours: most, wrap }: Run) {
  const { cloud, world, station } = fleet;
  const units = await Promise.all(Array.from({ length: unitCount }, () => world.addUnit(world.customer)));
  const startMs = Date.parse(cloud.clock.now());
  for (const unitId of units) {
    const message = { at: cloud.clock.now(), position: null, sensorVin: 'WSM00000003119999', supplyMillivolts: 24_100 };
    await station.api.units.message({ unitId, ...message });
  }
  const waiting = [...units];
  const lookedAt: number[] = [];
  for (let hour = 1; hour <= most; hour += 1) {
    cloud.clock.advance(hourMs);
    if (random.next() < 0.15) {
      continue;
    }
    lookedAt.push(hour);
    const byHand = random.next() < 0.2 && waiting.length > units.length / 2 ? waiting.pop() : undefined;
    await Promise.all([lookTogether(fleet, wrap), byHand === undefined ? null : pairByHand(fleet, byHand)]);
  }
  const told = await Promise.all(units.map((unit) => readTold(fleet, unit, startMs)));
  return { told, lookedAt, byHand: units.length - waiting.length };
}

async function pairByHand({ world, station }: Fleet, unit: string): Promise<void> {
  const assetId = await world.addAsset(world.customer, null, `HH ${unit.slice(-6)}`);
  const payload = { organizationId: world.customer, assetId, vin: null };
  const { results } = await station.push([station.operation({ kind: 'unit.pair', unit, payload })]);
  expect(results[0]?.verdict).toBe('applied');
}

async function readTold({ world, station }: Fleet, unit: string, startMs: number): Promise<Told> {
  const id = organizationId.parse(world.customer);
  const { events } = await station.api.organizations.pairingEvents({ organizationId: id, unit, limit: 500 });
  const at = events.map((event) => ({
    hour: Math.round((Date.parse(event.registeredOn) - startMs) / hourMs),
    isPaired: JSON.stringify(event.v1).includes('ManualPair'),
  }));
  return {
    unit,
    notFoundAt: at
      .filter(({ isPaired }) => !isPaired)
      .map(({ hour }) => hour)
      .sort((one, other) => one - other),
    pairedAt: at.find(({ isPaired }) => isPaired)?.hour ?? null,
  };
}

/** The first report, and then each hour in which a server looked, until it was paired or the 48 hours were over. */
function findWrongs(told: readonly Told[], lookedAt: readonly number[]): readonly string[] {
  return told.flatMap(({ unit, notFoundAt, pairedAt }) => {
    const last = Math.min(48, pairedAt ?? 48);
    // In the hour in which it is paired it may be told before.
    const wanted = [0, ...lookedAt.filter((hour) => hour <= last)].filter((hour) => hour !== pairedAt);
    const found = notFoundAt.filter((hour, index) => hour !== pairedAt || notFoundAt.indexOf(hour) !== index);
    return found.join() === wanted.join() ? [] : [`${unit} was told at ${notFoundAt.join()}, not at ${wanted.join()}`];
  });
}

describe(`PAIR-3 a VIN that no asset has, on several servers (seed ${seed})`, () => {
  it(`is told once in each of 48 hours for ${unitCount} units, through restarts and hours without a server`, {
    timeout: 300_000 + unitCount * 20_000,
  }, async () => {
    const random = createRandom(seed, 'hourly tries');
    const { told, lookedAt, byHand } = await liveThrough({
      fleet: await openFleet(),
      random,
      hours,
      wrap: (database) => database,
    });
    expect(findWrongs(told, lookedAt)).toEqual([]);
    expect([lookedAt.length < hours, byHand > 0]).toEqual([true, true]);
    noteResult({
      promise: 'PAIR-3 told once an hour',
      fault: `${servers * looksAtOnce} looks at once, restarts, ${hours - lookedAt.length} hours without a server`,
      times: told.reduce((sum, { notFoundAt }) => sum + notFoundAt.length, 0),
      lost: 0,
    });
  });

  it('P41 notices servers that do not hold the unit while they judge it', { timeout: 300_000 }, async () => {
    const random = createRandom(seed, 'without locks');
    const { told, lookedAt } = await liveThrough({ fleet: await openFleet(), random, hours: 6, wrap: withoutLocks });
    expect(findWrongs(told, lookedAt)).not.toEqual([]);
  });
});
