import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangeFor } from './check-words.ts';
import { trendShape } from './trend-shape.ts';

const box = { width: 128, height: 30 };
const pointsOf = (line: string) => line.split(' ').map((point) => point.split(',').map(Number));

describe('INSP-2 the trend of a measured value', () => {
  it('draws nothing for nothing', () => {
    expect(trendShape([], { lower: 1, upper: 2 }, box)).toEqual({ line: '', end: null, band: null });
  });

  it('draws a value that does not change as a level line in the middle of its own', () => {
    const points = pointsOf(trendShape([4, 4, 4], null, box).line);
    expect(points.map(([, y]) => y)).toEqual([15, 15, 15]);
  });

  it('puts a higher value higher', () => {
    const [[, first = 0] = [], [, last = 0] = []] = pointsOf(trendShape([5, 9], null, box).line);
    expect(last).toBeLessThan(first);
  });

  it('shows the band in which values pass, and an open side up to the edge', () => {
    const inside = trendShape([24.6, 24.5], { lower: 23, upper: 29.5 }, box);
    expect(inside.band).toEqual({ y: 3, height: 24 });
    const open = trendShape([11, 10], { lower: 6, upper: null }, box);
    expect(open.band?.y).toBe(0);
  });

  it('keeps a value that fails outside of the band', () => {
    const { band, end } = trendShape([20], { lower: 23, upper: 29.5 }, box);
    expect(end?.y).toBeGreaterThan((band?.y ?? 0) + (band?.height ?? 0));
  });

  it('stays inside of its box, whatever was measured', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 240 });
    const limit = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(values, limit, limit, (series, lower, upper) => {
        const shape = trendShape(series, { lower, upper }, box);
        for (const [x = -1, y = -1] of pointsOf(shape.line)) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(box.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(box.height);
        }
        expect(pointsOf(shape.line)).toHaveLength(series.length);
      }),
    );
  });
});

describe('INSP-2 the range that a value is held against', () => {
  const ranges = [
    { lower: 23, upper: 29.5 },
    { lower: 11.5, upper: 15.5 },
  ];

  it.each([
    [[24.6], 23],
    [[12.4], 11.5],
    [[16.5], 11.5],
    [[22], 23],
    [[], 23],
  ])('%j is held against the one from %d', (values, lower) => {
    expect(rangeFor(ranges, values)?.lower).toBe(lower);
  });
});
