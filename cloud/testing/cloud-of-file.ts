import { afterAll, beforeAll, beforeEach } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { openMemoryDatabase } from './open-memory-database.ts';
import { startTestCloud, type TestCloud, type TestCloudOptions, type TestStation } from './test-cloud.ts';
import { createTestWorld, type TestWorld } from './test-world.ts';

/** The cloud that a file of tests shares. Its parts are there from the first hook on. */
export interface CloudOfFile {
  readonly database: CloudDatabase;
  readonly cloud: TestCloud;
}

/** The same, with people and a station of the workshop that no other test has touched. */
export interface WorldOfTest extends CloudOfFile {
  readonly world: TestWorld;
  readonly station: TestStation;
}

/** A database and what ends the server under it, where one was started for it. */
export interface OpenedDatabase {
  readonly database: CloudDatabase;
  stop(): Promise<void>;
}

async function inMemory(): Promise<OpenedDatabase> {
  return { database: await openMemoryDatabase(), stop: async () => {} };
}

/** Opens one cloud, in memory unless told, before a file's tests and closes it after them. Called at the top of the file. */
export function cloudOfFile(
  options: TestCloudOptions = {},
  open: () => Promise<OpenedDatabase> = inMemory,
): CloudOfFile {
  let opened: (CloudOfFile & Pick<OpenedDatabase, 'stop'>) | undefined;
  beforeAll(async () => {
    const { database, stop } = await open();
    opened = { database, stop, cloud: await startTestCloud(database, options) };
  }, 60_000);
  afterAll(async () => {
    await opened?.cloud.close();
    await opened?.database.close();
    await opened?.stop();
  });
  const parts = () => {
    invariant(opened !== undefined, 'a hook of the file opens the cloud before any test');
    return opened;
  };
  return {
    get database() {
      return parts().database;
    },
    get cloud() {
      return parts().cloud;
    },
  };
}

/** The cloud of a file, with a world and a station made for each test anew or, where tests only read, once for all of them. */
export function worldOfTest(made: 'for-each' | 'once' = 'for-each', options: TestCloudOptions = {}): WorldOfTest {
  const shared = cloudOfFile(options);
  let people: Pick<WorldOfTest, 'world' | 'station'> | undefined;
  const make = async () => {
    const world = await createTestWorld(shared.cloud);
    people = { world, station: await shared.cloud.addStation(world.partner) };
  };
  if (made === 'once') {
    beforeAll(make, 60_000);
  } else {
    beforeEach(make);
  }
  const parts = () => {
    invariant(people !== undefined, 'a hook makes the world before any test');
    return people;
  };
  return {
    get database() {
      return shared.database;
    },
    get cloud() {
      return shared.cloud;
    },
    get world() {
      return parts().world;
    },
    get station() {
      return parts().station;
    },
  };
}
