import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTry, readRetryAfter, retryWaitsMs } from './retry-schedule.ts';

const hourMs = 3_600_000;
const unspread = (failures: number) => nextTry({ failures, chance: 0.5, retryAfterMs: null });

describe('PAIR-4 tries of a batch', () => {
  it('P34 are ten over 75.6 hours, then it is parked', () => {
    const waits = Array.from({ length: 10 }, (_none, index) => unspread(index + 1));
    expect(waits.map((one) => (one.kind === 'again' ? one.waitMs : one.kind))).toEqual([
      5_000,
      300_000,
      1_800_000,
      2 * hourMs,
      5 * hourMs,
      10 * hourMs,
      14 * hourMs,
      20 * hourMs,
      24 * hourMs,
      'parked',
    ]);
    expect(retryWaitsMs.reduce((sum, one) => sum + one) / hourMs).toBeCloseTo(75.58, 1);
  });

  it('are spread by a fifth to either side and no further', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
        const next = nextTry({ failures, chance, retryAfterMs: null });
        const middle = retryWaitsMs[failures] ?? 0;
        expect(next.kind === 'again' && Math.abs(next.waitMs - middle) <= middle * 0.2 + 1).toBe(true);
      }),
    );
    expect(nextTry({ failures: 2, chance: 0, retryAfterMs: null })).not.toEqual(unspread(2));
  });

  it.each([
    ['a wish that is longer than the wait', 1, 60_000, 60_000],
    ['no wish that would shorten it', 3, 1_000, 1_800_000],
    ['a day at most', 1, 400 * hourMs, 24 * hourMs],
  ])('hear %s', (_name, failures, retryAfterMs, waitMs) => {
    expect(nextTry({ failures, chance: 0.5, retryAfterMs })).toEqual({ kind: 'again', waitMs });
  });

  it.each([
    ['120', 120_000],
    [' 7 ', 7_000],
    ['Sat, 21 Nov 2026 08:00:00 GMT', 60_000],
    ['Sat, 21 Nov 2026 07:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    [undefined, null],
  ])('read Retry-After %s', (value, expected) => {
    const nowMs = Date.parse('2026-11-21T07:59:00Z');
    const dateMs = value?.endsWith('GMT') === true ? Date.parse(value) : Number.NaN;
    expect(readRetryAfter(value, { nowMs, dateMs })).toBe(expected);
  });
});
