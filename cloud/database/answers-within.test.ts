import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCloudMeter } from '../metrics/cloud-meter.ts';
import { openMemoryDatabase } from '../testing/open-memory-database.ts';
import { startTestCloud } from '../testing/test-cloud.ts';
import { answersWithin, watchersPatienceMs } from './answers-within.ts';
import type { CloudDatabase } from './open-database.ts';

let sound: CloudDatabase;
beforeAll(async () => {
  sound = await openMemoryDatabase();
}, 60_000);
afterAll(() => sound.close());

/** Takes every question and answers none, as a database whose machine stands still. */
function hung(): CloudDatabase {
  const read: CloudDatabase['read'] = () => new Promise(() => undefined);
  return { ...sound, read, asSystem: (work) => ({ ...sound.asSystem(work), read }) };
}

describe('a database that hangs', () => {
  it('is as one that cannot be reached, after the time that was given to it', async () => {
    expect(await answersWithin(1_000, Promise.resolve('here'))).toBe('here');
    await expect(answersWithin(1_000, Promise.reject(new Error('its own')))).rejects.toThrow('its own');
    await expect(answersWithin(5, new Promise(() => undefined))).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  it('is told by the metrics, which stay readable', async () => {
    const clock = { now: () => '2026-11-20T08:00:00.000Z' };
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const meter = createCloudMeter({ database: hung(), clock, log }, { patienceMs: 5 });
    expect((await meter.expose()).text).toContain('fitbay_database_up 0');
  });

  it('makes a server unready before whoever asks gives up, while it lives', async () => {
    let isHung = false;
    const read: CloudDatabase['read'] = (work) => (isHung ? hung().read(work) : sound.read(work));
    const cloud = await startTestCloud({ ...sound, read });
    isHung = true;
    const startedMs = performance.now();
    const answer = await fetch(`${cloud.url}/health/ready`);
    const tookMs = performance.now() - startedMs;
    const live = await fetch(`${cloud.url}/health/live`);
    isHung = false;
    await cloud.close();
    expect([answer.status, answer.headers.get('retry-after'), await answer.json(), live.status]).toEqual([
      503,
      '5',
      expect.objectContaining({ code: 'unavailable' }),
      200,
    ]);
    expect(tookMs).toBeGreaterThan(watchersPatienceMs - 50);
  }, 60_000);
});
