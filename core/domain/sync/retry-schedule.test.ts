import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryCeilingMs, retryDelayMs } from './retry-schedule.ts';

describe('STA-3 retry schedule', () => {
  it.each([
    { failures: 1, failingForMs: 0, ceiling: 1_000 },
    { failures: 2, failingForMs: 1_000, ceiling: 2_000 },
    { failures: 5, failingForMs: 20_000, ceiling: 16_000 },
    { failures: 9, failingForMs: 600_000, ceiling: 256_000 },
    { failures: 10, failingForMs: 600_000, ceiling: 300_000 },
    { failures: 500, failingForMs: 3_599_999, ceiling: 300_000 },
    { failures: 500, failingForMs: 3_600_000, ceiling: 600_000 },
  ])('waits at most $ceiling ms after $failures failures in $failingForMs ms', ({ ceiling, ...run }) => {
    expect(retryCeilingMs(run)).toBe(ceiling);
    expect(retryDelayMs(run, 0.999_999)).toBeLessThanOrEqual(ceiling);
    expect(retryDelayMs(run, 0.5)).toBe(Math.max(250, ceiling / 2));
  });

  it('obeys Retry-After whatever the schedule says, but not for ever', () => {
    const run = { failures: 9, failingForMs: 0 };
    expect(retryDelayMs({ ...run, retryAfterMs: 7_000 }, 0.9)).toBe(7_000);
    expect(retryDelayMs({ ...run, retryAfterMs: 0 }, 0.9)).toBe(250);
    expect(retryDelayMs({ ...run, retryAfterMs: 10 ** 12 }, 0.9)).toBe(3_600_000);
  });

  it('never stalls and never spins, for any run of failures and any draw', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 6 }),
        fc.integer({ min: 0, max: 10 ** 10 }),
        fc.double({ min: 0, max: 0.999_999_999, noNaN: true }),
        (failures, failingForMs, random) => {
          const delay = retryDelayMs({ failures, failingForMs }, random);
          expect(Number.isInteger(delay)).toBe(true);
          expect(delay).toBeGreaterThanOrEqual(250);
          expect(delay).toBeLessThanOrEqual(600_000);
        },
      ),
    );
  });
});
