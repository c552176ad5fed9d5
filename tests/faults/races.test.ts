import { afterEach, describe, expect, it } from 'vitest';
import { postgresOfFile } from '#cloud/testing/postgres-of-file.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { databaseOfItsOwn } from './clouds/database-of-its-own.ts';
import type { Sabotage } from './clouds/sabotage.ts';
import { type RunningClouds, startClouds } from './clouds/start-clouds.ts';
import { noteResult } from './note-result.ts';
import { dropUniqueKey, faultsOfBooks, refusesSecondTransfer } from './races/books.ts';
import { faultsOfRace } from './races/judge-race.ts';
import { createRaceWorld, type RaceWorld } from './races/race-world.ts';
import { runRaces } from './races/run-races.ts';
import { seedOfRun } from './seed-of-run.ts';

const races = Number(process.env['FITBAY_RACES'] ?? '60');
const seed = seedOfRun();
/** More than enough for a sabotage to show; it usually needs two. */
const racesUnderSabotage = 200;
const postgres = postgresOfFile();

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

interface Site {
  readonly world: RaceWorld;
  readonly clouds: RunningClouds;
}

/** Two clouds on a database of their own. */
async function openSite(sabotage: Sabotage | null = null): Promise<Site> {
  const url = await databaseOfItsOwn(postgres());
  const clouds = await startClouds(url, { count: 2, sabotage });
  closing.push(() => clouds.stop());
  const world = await createRaceWorld(url);
  closing.push(() => world.close());
  return { world, clouds };
}

/** Races until the wanted number is run or one is wrong. */
async function race(
  { world, clouds }: Site,
  times: number,
): Promise<{ readonly run: number; readonly faults: string[] }> {
  const faults: string[] = [];
  const run = await runRaces({
    world,
    cloudUrls: clouds.urls,
    races: times,
    random: createRandom(seed, 'races'),
    judge(one) {
      faults.push(...faultsOfRace(one, world.resellerId));
      return faults.length > 0;
    },
  });
  return { run, faults };
}

describe(`OWN-10 P14 one winner per transfer, through two clouds on one PostgreSQL (seed ${seed})`, () => {
  it(`in ${races} races of 2 to 8 stations: one is applied, the others hear by whom, and an order explains every answer`, async () => {
    const site = await openSite();
    const { run, faults } = await race(site, races);
    expect(faults).toEqual([]);
    expect(run).toBe(races);
    expect(await faultsOfBooks(site.world.database)).toEqual([]);
    const [unit] = await unitsRaced(site.world);
    expect(await refusesSecondTransfer(site.world.database, unit ?? '')).toBe(true);
    noteResult({
      promise: 'P14 one winner per transfer',
      fault: 'race of 2-8 stations',
      times: run,
      lost: faults.length,
    });
  }, 3_600_000);

  it('P41 is noticed to be broken when nobody compares the epoch: the books stop the second one, and it hears no reason', async () => {
    const { faults } = await race(await openSite('skip-epoch-compare'), racesUnderSabotage);
    expect(faults.join('\n')).toContain('heard "no verdict"');
  }, 240_000);

  it('P41 is noticed to be broken when the books have no unique key, although the comparison still stands', async () => {
    const site = await openSite();
    await dropUniqueKey(site.world.database);
    await race(site, 3);
    const [unit] = await unitsRaced(site.world);
    expect(await refusesSecondTransfer(site.world.database, unit ?? '')).toBe(false);
  }, 240_000);

  it('P41 is noticed to be broken when both walls are gone: then two win', async () => {
    const site = await openSite('skip-epoch-compare');
    await dropUniqueKey(site.world.database);
    const { faults } = await race(site, racesUnderSabotage);
    expect(faults.join('\n')).toMatch(/[2-8] stations won/);
    expect(faults.join('\n')).toContain('no order explains the answers');
    expect(await faultsOfBooks(site.world.database)).not.toEqual([]);
  }, 240_000);
});

async function unitsRaced({ database }: RaceWorld): Promise<readonly string[]> {
  const rows = await database
    .asSystem('administration')
    .read((transaction) => transaction.selectFrom('transfers').select('unit').execute());
  return rows.map(({ unit }) => unit);
}
