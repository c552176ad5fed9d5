import { describe, expect, it } from 'vitest';
import { epochMs } from '#core/kernel/iso-time.ts';
import { systemClock } from './system-clock.ts';

describe('system clock', () => {
  it('tells UTC with milliseconds and a monotonic time that moves on', async () => {
    const before = systemClock.monotonicMs();
    expect(systemClock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(epochMs(systemClock.now()) - Date.now())).toBeLessThan(1_000);
    await systemClock.sleep(15);
    expect(systemClock.monotonicMs() - before).toBeGreaterThanOrEqual(14);
  });

  it('knows how long the machine has run, and that it is the same run', () => {
    const first = systemClock.sinceBoot?.();
    const second = systemClock.sinceBoot?.();
    expect(first?.upMs).toBeGreaterThan(0);
    expect(second?.bootId).toBe(first?.bootId);
    expect((second?.upMs ?? 0) >= (first?.upMs ?? Number.NaN)).toBe(true);
  });

  it('wakes at once when the sleep is called off, and does not sleep at all afterwards', async () => {
    const cancel = new AbortController();
    const started = systemClock.monotonicMs();
    const sleeping = systemClock.sleep(60_000, cancel.signal);
    cancel.abort();
    await sleeping;
    await systemClock.sleep(60_000, cancel.signal);
    expect(systemClock.monotonicMs() - started).toBeLessThan(1_000);
  });

  it('sleeps through a duration that no timer can hold instead of waking at once', async () => {
    const cancel = new AbortController();
    const first = await Promise.race([
      systemClock.sleep(10 ** 12, cancel.signal).then(() => 'woke'),
      systemClock.sleep(30).then(() => 'still asleep'),
    ]);
    cancel.abort();
    expect(first).toBe('still asleep');
  });
});
