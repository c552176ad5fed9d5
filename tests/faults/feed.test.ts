import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#cloud/database/open-database.ts';
import { postgresOfFile } from '#cloud/testing/postgres-of-file.ts';
import { makeTestFolder, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { databaseOfItsOwn } from './clouds/database-of-its-own.ts';
import { enrolStation, type StationCredentials } from './clouds/proven-station.ts';
import { addOrganization } from './clouds/registry.ts';
import type { Sabotage } from './clouds/sabotage.ts';
import { killProgram, startClouds, startProgram } from './clouds/start-clouds.ts';
import { openReaderMemory } from './feed/reader-memory.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';

const rows = Number(process.env['FITBAY_FEED_ROWS'] ?? '8000');
const rowsUnderSabotage = 8_000;
const seed = seedOfRun();
const postgres = postgresOfFile();

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

interface Finding {
  readonly missed: number;
  readonly doubled: number;
  readonly kills: number;
}

/** Two stations read, each from a cloud of its own, and die and come back, while eight writers write. What either of them has in the end counts. */
async function readWhileWriting(units: number, sabotage: Sabotage | null = null): Promise<Finding> {
  const url = await databaseOfItsOwn(postgres());
  const clouds = await startClouds(url, { count: 2, sabotage });
  closing.push(() => clouds.stop());
  const database = await openDatabase({ kind: 'postgres', url });
  closing.push(() => database.close());
  const organizationId = await addOrganization(database, 'fleet-customer', 'Fleet');
  const directory = makeTestFolder();
  closing.push(async () => removeTestFolder(directory));
  const readers = await Promise.all(
    clouds.urls.map(async (cloudUrl, number) => {
      const station = await enrolStation(database, { id: `reader-${number}`, organizationId });
      return startReader({ cloudUrl, station, file: join(directory, `reader-${number}.db`), seed: seed + number });
    }),
  );
  const writer = await startProgram(join(import.meta.dirname, 'feed/write-units-program.ts'), [
    ...['--url', url, '--owner', organizationId],
    ...['--units', String(units), '--seed', String(seed)],
  ]);
  closing.push(() => killProgram(writer.process));
  const [exitCode] = await once(writer.process, 'exit');
  expect(exitCode).toBe(0);
  const ends = await Promise.all(readers.map((reader) => reader.finish()));
  return {
    missed: Math.max(...ends.map((end) => units - end.rows)),
    doubled: Math.max(...ends.map((end) => end.doubled)),
    kills: ends.reduce((sum, end) => sum + end.kills, 0),
  };
}

interface ReaderPlace {
  readonly cloudUrl: string;
  readonly station: StationCredentials;
  readonly file: string;
  readonly seed: number;
}

/** A reader that is killed again and again until it is asked to finish. */
async function startReader({ cloudUrl, station, file, seed }: ReaderPlace) {
  const random = createRandom(seed, 'reader kills');
  const program = join(import.meta.dirname, 'feed/read-feed-program.ts');
  const begin = () =>
    startProgram(program, ['--cloud', cloudUrl, '--station', JSON.stringify(station), '--file', file]);
  let kills = 0;
  let isFinishing = false;
  let current = await begin();
  const dying = (async () => {
    while (!isFinishing) {
      await sleep(random.between(50, 1_500));
      if (!isFinishing) {
        await killProgram(current.process);
        kills += 1;
        current = await begin();
      }
    }
  })();
  closing.push(async () => {
    isFinishing = true;
    await dying;
    await killProgram(current.process);
  });
  return {
    async finish() {
      isFinishing = true;
      await dying;
      const ended = once(current.process, 'exit');
      current.process.send('last');
      expect(await ended).toEqual([0, null]);
      const memory = openReaderMemory(file);
      const counts = memory.counts();
      memory.close();
      return { ...counts, kills };
    },
  };
}

describe(`STA-3 P17 a pull misses nothing and doubles nothing on PostgreSQL (seed ${seed})`, () => {
  it(`of ${rows} rows by 8 writers at once, although the readers are killed`, async () => {
    const { kills, ...finding } = await readWhileWriting(rows);
    expect(finding).toEqual({ missed: 0, doubled: 0 });
    expect(kills).toBeGreaterThan(0);
    noteResult({
      promise: 'P17 pull misses nothing',
      fault: `8 writers, readers killed ${kills} times`,
      times: rows,
      lost: 0,
    });
  }, 7_200_000);

  it('P41 is noticed to be broken when pages go by serial number only', async () => {
    const { missed } = await readWhileWriting(rowsUnderSabotage, 'page-by-serial');
    expect(missed).toBeGreaterThan(0);
  }, 240_000);
});
