import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { StorageRefusal } from '#core/ports/storage-refusal.ts';
import { createStorage } from '#electron/adapters/sqlite/create-storage.ts';
import { openStationStore } from '#electron/adapters/sqlite/open-station-store.ts';
import { storeOptions } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';
import { act, answer } from './storage/damaged-folder.ts';
import { mountSmallDisk, type SmallDisk } from './storage/small-disk.ts';

const fills = Number(process.env['FITBAY_FILLS'] ?? '4');
const seed = seedOfRun();
const { next: random } = createRandom(seed, 'fills');
const kibibyte = 1024;
const limits = { reserveBytes: 2_048 * kibibyte, lowBytes: 0 };
const neverEndingActs = 5_000;
const mostSabotagedFills = 20;

/** Leaves the test out by name where nobody may mount: that is a right of the machine and nothing that could be installed. */
function needDisk(context: TestContext): Extract<SmallDisk, { kind: 'mounted' }> {
  const disk = mountSmallDisk(8 * kibibyte);
  context.skip(disk.kind === 'not-allowed', 'a small disk cannot be mounted here');
  if (disk.kind === 'not-allowed') {
    throw new Error(`unreachable, the test was left out: ${disk.detail}`);
  }
  return disk;
}

function openOn(directory: string) {
  const opening = openStationStore(storeOptions(directory));
  if (opening.kind !== 'opened') {
    throw new Error(`the store did not open: ${JSON.stringify(opening)}`);
  }
  return opening;
}

/**
 * Works until the disk is full; answers how many acts were acknowledged. Where the journal is the first that finds no room, the act is saved and the
 * station begins nothing new from then on.
 */
function workUntilFull({ store, care }: Pick<ReturnType<typeof openOn>, 'store' | 'care'>): number {
  for (let number = 1; number < neverEndingActs; number += 1) {
    try {
      act(store, number);
      if (care.standing().kind === 'disk-full') {
        return number;
      }
    } catch (error: unknown) {
      if (error instanceof StorageRefusal && error.kind === 'disk-full') {
        return number - 1;
      }
      throw error;
    }
  }
  throw new Error('the disk was never full');
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

interface Fill {
  readonly disk: Extract<SmallDisk, { kind: 'mounted' }>;
  readonly withReserve: boolean;
}

/** Fills the disk once, at a place of chance; answers what went wrong. */
async function fillOnce({ disk, withReserve }: Fill): Promise<readonly string[]> {
  const { directory } = disk;
  const ballast = join(directory, 'ballast');
  const { store, care } = openOn(directory);
  const options = { ...storeOptions(directory), store, care };
  const clock = {
    ...options.clock,
    sleep: (_ms: number, cancel?: Parameters<typeof options.clock.sleep>[1]) => options.clock.sleep(30, cancel),
  };
  const storage = createStorage({ ...options, clock, limits: withReserve ? limits : { ...limits, reserveBytes: 0 } });
  storage.start();
  await until(() => storage.state().reserveBytes === (withReserve ? limits.reserveBytes : 0));
  writeFileSync(ballast, Buffer.alloc((2_500 + Math.floor(random() * 2_000)) * kibibyte, 1));
  const acknowledged = workUntilFull({ store, care });
  const wrongs: string[] = [];
  if (care.standing().kind !== 'disk-full' || storage.takesNewWork()) {
    wrongs.push(`stands as ${care.standing().kind}`);
  }
  try {
    // What is begun ends, and what the cloud says is stored.
    answer(store, [1, 2, 3]);
    store.transact((write) => write.setSetting('step', 'x'.repeat(300_000)));
  } catch (error: unknown) {
    wrongs.push(`the open step did not end: ${String(error)}`);
  }
  await storage.stop();
  // Somebody makes room: the next start needs a little of it.
  rmSync(ballast);
  store.close();
  return [...wrongs, ...(await reopenAndCount({ disk, withReserve }, acknowledged))];
}

async function reopenAndCount({ disk }: Fill, acknowledged: number): Promise<readonly string[]> {
  const { store } = openOn(disk.directory);
  const { pending } = store.operationCounts();
  const size = store.auditHead().size;
  store.close();
  return size === acknowledged && pending >= acknowledged - 3
    ? []
    : [`${acknowledged} acts were acknowledged, ${size} entries and ${pending} operations are there`];
}

describe(`STA-4 P5 a full disk (seed ${seed})`, { timeout: 1_800_000 }, () => {
  it(`loses nothing and lets the open step end, in ${fills} fills`, async (context) => {
    for (let fill = 0; fill < fills; fill += 1) {
      const disk = needDisk(context);
      try {
        expect(await fillOnce({ disk, withReserve: true }), `fill ${fill}`).toEqual([]);
      } finally {
        disk.unmount();
      }
    }
    noteResult({ promise: 'P5', fault: 'disk filled (8 MiB tmpfs)', times: fills, lost: 0 });
  });

  it('goes on by itself when there is room again, and the journal has caught up', async (context) => {
    const disk = needDisk(context);
    try {
      const { directory } = disk;
      const ballast = join(directory, 'ballast');
      writeFileSync(ballast, Buffer.alloc(4_500 * kibibyte, 1));
      const { store, care } = openOn(directory);
      const options = { ...storeOptions(directory), store, care };
      const clock = {
        ...options.clock,
        sleep: (_ms: number, cancel?: Parameters<typeof options.clock.sleep>[1]) => options.clock.sleep(30, cancel),
      };
      const storage = createStorage({ ...options, clock, limits });
      storage.start();
      const acknowledged = workUntilFull({ store, care });
      expect(storage.state().standing).toBe('disk-full');
      rmSync(ballast);
      await until(() => care.standing().kind === 'sound');
      act(store, neverEndingActs);
      expect(storage.takesNewWork()).toBe(true);
      await storage.stop();
      store.close();
      const again = openOn(directory);
      expect([again.replayed, again.store.operationCounts().pending]).toEqual([0, acknowledged + 1]);
      again.store.close();
    } finally {
      disk.unmount();
    }
  });

  it('P41 notices a store without its reserve: there are fills after which the open step does not end', async (context) => {
    const wrongs: string[] = [];
    // Where the write-ahead log happens to have room from before, even an open step without a reserve fits once more.
    for (let fill = 0; fill < mostSabotagedFills && wrongs.length === 0; fill += 1) {
      const disk = needDisk(context);
      try {
        wrongs.push(...(await fillOnce({ disk, withReserve: false })));
      } finally {
        disk.unmount();
      }
    }
    expect(wrongs).not.toEqual([]);
  });
});
