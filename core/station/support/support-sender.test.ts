import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '#electron/adapters/sqlite/testing/manual-clock.ts';
import {
  makeTestFolder,
  openedStore,
  removeTestFolder,
  silentLog,
} from '#electron/adapters/sqlite/testing/opened-store.ts';
import { sampleSupportRequest } from '../../domain/support/testing/sample-support-request.ts';
import type { CloudSupport } from '../../ports/cloud-support.ts';
import type { StationStore } from '../../ports/station-store.ts';
import type { Sender } from '../sync/create-sender.ts';
import { createSupportSender } from './support-sender.ts';

type Answer = Awaited<ReturnType<CloudSupport['send']>>;

const offline: Answer = { kind: 'unreachable', detail: 'no network' };
const taken: Answer = { kind: 'taken', number: 'FB-10001', takenAt: '2026-11-20T09:00:00.000Z' };

let directory: string;
let store: StationStore;
let clock: ManualClock;
let sender: Sender;
let answers: Answer[];
let sent: string[];
let isDiskFull: boolean;

beforeEach(() => {
  directory = makeTestFolder();
  store = openedStore(directory);
  clock = createManualClock('2026-11-20T08:00:00.000Z');
  answers = [];
  sent = [];
  isDiskFull = false;
  sender = createSupportSender({
    store,
    cloudSupport: {
      async send({ id }) {
        sent.push(id);
        return answers.shift() ?? offline;
      },
    },
    clock,
    log: silentLog,
    random: () => 0.999,
    settle({ id }, standing) {
      if (isDiskFull) {
        throw new Error('the disk is full');
      }
      store.transact((write) => write.setSupportStanding(id, standing));
    },
  });
});
afterEach(async () => {
  await sender.stop();
  store.close();
  removeTestFolder(directory);
});

function keep(number: number): string {
  const id = `request-${number}`;
  const createdAt = `2026-11-20T07:00:0${number}.000Z`;
  store.transact((write) => write.saveSupportRequest(sampleSupportRequest({ id, createdAt })));
  return id;
}
const standing = (id: string) => store.supportRequest(id)?.standing;

describe('REP-4 sending requests to support', () => {
  it('sends what was kept before it began, oldest first, each until it has a number', async () => {
    const ids = [keep(1), keep(2)];
    answers = [taken, { ...taken, number: 'FB-10002' }];
    sender.start();
    await clock.advance(0);
    expect(sent).toEqual(ids);
    expect(ids.map(standing)).toMatchObject([{ number: 'FB-10001' }, { kind: 'sent', number: 'FB-10002' }]);
    await clock.advance(3_600_000);
    expect(sent).toEqual(ids);
  });

  it('tries again after longer and longer waits, and at once when it is woken', async () => {
    const id = keep(1);
    sender.start();
    await clock.advance(0);
    expect(sent).toHaveLength(1);
    await clock.advance(1_000);
    expect(sent).toHaveLength(2);
    await clock.advance(1_000);
    expect(sent).toHaveLength(2);
    await clock.advance(1_000);
    expect(sent).toHaveLength(3);
    answers = [taken];
    sender.wake();
    await clock.advance(0);
    expect([sent.length, standing(id)?.kind]).toEqual([4, 'sent']);
  });

  it('waits as long as a busy centre asks for', async () => {
    keep(1);
    answers = [{ kind: 'busy', retryAfterMs: 90_000 }, taken];
    sender.start();
    await clock.advance(89_000);
    expect(sent).toHaveLength(1);
    await clock.advance(1_000);
    expect(sent).toHaveLength(2);
  });

  it('sends a request whose answer was lost again, as the same one', async () => {
    const id = keep(1);
    answers = [offline, taken];
    expect(await sender.sendNow()).toBe('unreachable');
    expect(await sender.sendNow()).toBeNull();
    expect([sent, standing(id)]).toMatchObject([[id, id], { kind: 'sent', number: 'FB-10001' }]);
  });

  it('goes on when its own note of the number could not be written, and sends the same request again', async () => {
    const id = keep(1);
    isDiskFull = true;
    answers = [taken, taken];
    sender.start();
    await clock.advance(0);
    expect([sent, standing(id)]).toEqual([[id], { kind: 'waiting' }]);
    isDiskFull = false;
    await clock.advance(1_000);
    expect([sent, standing(id)]).toMatchObject([[id, id], { kind: 'sent', number: 'FB-10001' }]);
  });

  it('lets one that the centre will never take not stand in the way of others', async () => {
    const ids = [keep(1), keep(2), keep(3)];
    answers = [{ kind: 'refused', why: 'too-large' }, { kind: 'key-used' }, taken];
    expect(await sender.sendNow()).toBeNull();
    expect(ids.map(standing)).toMatchObject([
      { kind: 'refused', why: 'too-large' },
      { kind: 'refused', why: 'key-used' },
      { kind: 'sent' },
    ]);
  });

  it('ends while it waits', async () => {
    keep(1);
    sender.start();
    await clock.advance(0);
    await sender.stop();
    await clock.advance(3_600_000);
    expect([sent.length, clock.sleepers()]).toEqual([1, 0]);
  });
});
