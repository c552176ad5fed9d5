import { afterEach, describe, expect, it } from 'vitest';
import { postgresOfFile } from '#cloud/testing/postgres-of-file.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { databaseOfItsOwn } from './clouds/database-of-its-own.ts';
import type { Sabotage } from './clouds/sabotage.ts';
import { startClouds } from './clouds/start-clouds.ts';
import { noteResult } from './note-result.ts';
import { faultsOfBooks } from './races/books.ts';
import { createRaceWorld, type RaceWorld } from './races/race-world.ts';
import { createReservationRaces, faultsOfReservations, type ReservedUnitRace } from './races/reservation-race.ts';
import { seedOfRun } from './seed-of-run.ts';

const races = Number(process.env['FITBAY_RESERVATION_RACES'] ?? '20');
const unitsInCarton = 3;
const seed = seedOfRun();
/** More than enough for a sabotage to show; it usually needs two. */
const racesUnderSabotage = 100;
const postgres = postgresOfFile();

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

interface Run {
  readonly world: RaceWorld;
  readonly raced: readonly ReservedUnitRace[];
  readonly faults: readonly string[];
}

/** Two clouds on a database of their own; races until the wanted number is run or one is wrong. */
async function run(times: number, sabotage: Sabotage | null = null): Promise<Run> {
  const url = await databaseOfItsOwn(postgres());
  const clouds = await startClouds(url, { count: 2, sabotage });
  closing.push(() => clouds.stop());
  const world = await createRaceWorld(url);
  closing.push(() => world.close());
  const race = createReservationRaces({ world, clouds, random: createRandom(seed, 'reservations') });
  const raced: ReservedUnitRace[] = [];
  const faults: string[] = [];
  for (let number = 0; number < times && faults.length === 0; number += 1) {
    const units = await race(await world.addUnits(unitsInCarton));
    raced.push(...units);
    faults.push(...units.flatMap(faultsOfReservations));
  }
  return { world, raced, faults };
}

describe(`OWN-10 OWN-12 P14 two cartons with the same units, through two clouds on one PostgreSQL (seed ${seed})`, () => {
  it(`in ${races} races while leases run out: one wins each unit, and never with an older fence`, async () => {
    const { world, raced, faults } = await run(races);
    expect(faults).toEqual([]);
    expect(await faultsOfBooks(world.database)).toEqual([]);
    const older = raced.flatMap(({ transfers }) => transfers.filter(({ code }) => code === 'TRANSFER_PENDING'));
    expect(older.length, 'races in which no older fence came late prove nothing').toBeGreaterThan(0);
    noteResult({
      promise: 'P14 older fences never win',
      fault: 'two cartons with the same units, leases running out',
      times: raced.length,
      lost: faults.length,
    });
  }, 3_600_000);

  it('P41 is noticed to be broken when the cloud ignores the fence', async () => {
    const { faults } = await run(racesUnderSabotage, 'ignore-fence');
    expect(faults.join('\n')).toMatch(/won with fence \d+, and \d+ was given/);
  }, 240_000);
});
