import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPhotoShelf } from '#electron/adapters/photos/create-photo-shelf.ts';
import { createManualClock, type ManualClock } from '#electron/adapters/sqlite/testing/manual-clock.ts';
import {
  makeTestFolder,
  openedStore,
  removeTestFolder,
  silentLog,
} from '#electron/adapters/sqlite/testing/opened-store.ts';
import { samplePhoto } from '../../domain/photos/testing/sample-photo.ts';
import { jobId, organizationId, stationId } from '../../kernel/entity-ids.ts';
import { sha256Hex } from '../../kernel/sha256.ts';
import type { CloudPhotos } from '../../ports/cloud-photos.ts';
import type { PhotoShelf } from '../../ports/photo-shelf.ts';
import type { StationStore } from '../../ports/station-store.ts';
import type { Sender } from '../sync/create-sender.ts';
import { createPhotoSender } from './photo-sender.ts';

type Answer = Awaited<ReturnType<CloudPhotos['give']>>;

const identity = {
  stationId: stationId.parse('bench-3'),
  generation: 1,
  name: 'Bench 3',
  place: 'Hall',
  organizationId: organizationId.parse('workshop'),
};
const id = jobId.parse('job-1');
const offline: Answer = { kind: 'unreachable', detail: 'no network' };
const faulty: Answer = { kind: 'faulty', detail: '500' };

let directory: string;
let store: StationStore;
let shelf: PhotoShelf;
let clock: ManualClock;
let sender: Sender;
let answers: Answer[];
let sent: string[];

beforeEach(() => {
  directory = makeTestFolder();
  store = openedStore(directory);
  shelf = createPhotoShelf({ directory: join(directory, 'photos') });
  clock = createManualClock('2026-11-20T08:00:00.000Z');
  answers = [];
  sent = [];
  const cloudPhotos: CloudPhotos = {
    async give({ sha256 }) {
      sent.push(sha256);
      return answers.shift() ?? { kind: 'kept' };
    },
    read: async () => ({ kind: 'unknown' }),
  };
  const rest = { log: silentLog, random: () => 0.999, changed: () => {} };
  sender = createPhotoSender({ store, photoShelf: shelf, cloudPhotos, clock, identity, ...rest });
});
afterEach(async () => {
  await sender.stop();
  store.close();
  removeTestFolder(directory);
});

/** Photos that an end named before; answers their hashes in the order in which they are sent. */
function owed(...shows: readonly string[]): readonly string[] {
  const hashes = shows.map((one) => {
    const jpeg = samplePhoto({ shows: one });
    const sha256 = sha256Hex(jpeg);
    shelf.keep({ jobId: id, sha256 }, jpeg);
    return sha256;
  });
  shelf.owe(id, hashes);
  return shelf.owed().map(({ sha256 }) => sha256);
}

const left = () => shelf.owed().map(({ sha256 }) => sha256);

describe('JOB-7 STA-3 sending photos', () => {
  it('goes on with the others where the centre stumbles over one', async () => {
    const [first, second] = owed('the plug', 'the fuse box');
    answers = [faulty];
    expect(await sender.sendNow()).toBe('faulty');
    expect(sent).toEqual([first, second]);
    expect(left()).toEqual([first]);
    expect(await sender.sendNow()).toBeNull();
    expect(left()).toEqual([]);
  });

  it('stops at the first where there is no way to the centre', async () => {
    const all = owed('the plug', 'the fuse box');
    answers = [offline];
    expect(await sender.sendNow()).toBe('unreachable');
    expect([sent, left()]).toEqual([[all[0]], all]);
  });

  it.each<[string, Answer, number]>([
    ['keeps what was changed on its way', { kind: 'refused', code: 'PHOTO_OTHER_HASH' }, 1],
    ['lets go what the centre will never take', { kind: 'refused', code: 'PHOTO_NOT_NAMED' }, 0],
    ['lets go what the centre has', { kind: 'kept' }, 0],
  ])('%s', async (_what, answer, count) => {
    owed('the plug');
    answers = [answer];
    await sender.sendNow();
    expect(left()).toHaveLength(count);
  });

  it('tries again by itself', async () => {
    owed('the plug');
    answers = [offline, offline];
    sender.start();
    await expect.poll(() => sent.length).toBe(1);
    await clock.advance(3_600_000);
    await expect.poll(left).toEqual([]);
    expect(sent).toHaveLength(3);
  });
});
