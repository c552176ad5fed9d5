import { describe, expect, it } from 'vitest';
import { summarize, timeSeries } from './statistics.ts';

describe('statistics of the bench', () => {
  it('takes median and p95 from what was measured, in any order', () => {
    const samples = Array.from({ length: 100 }, (_, index) => ((index * 37) % 100) + 1);
    expect(summarize(samples)).toEqual({ count: 100, medianMs: 50, p95Ms: 95, maxMs: 100 });
    expect(summarize([7])).toEqual({ count: 1, medianMs: 7, p95Ms: 7, maxMs: 7 });
  });

  it('refuses to summarize nothing', () => {
    expect(() => summarize([])).toThrow('nothing was measured');
  });

  it('counts on through the warm-ups and leaves them out', async () => {
    const seen: number[] = [];
    const durations = await timeSeries({ warmUps: 2, repetitions: 3, once: (index) => seen.push(index) });
    expect(seen).toEqual([0, 1, 2, 3, 4]);
    expect(durations.count).toBe(3);
  });
});
