import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trendChart } from './trend-chart.ts';

const size = { width: 60, height: 14 };
const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const limit = fc.option(value, { nil: null });

const points = (svg: string) =>
  (/points="([^"]*)"/.exec(svg)?.[1] ?? '').split(' ').map((point) => point.split(',').map(Number));
const numbers = (svg: string) => (svg.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);

describe('REP-2 small charts of measured values', () => {
  it('draws one point for each value, in order, inside the drawing', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 50 }), limit, limit, (values, minimum, maximum) => {
        const drawn = points(trendChart({ values, minimum, maximum }, size));
        expect(drawn).toHaveLength(values.length);
        for (const [index, [x = -1, y = -1]] of drawn.entries()) {
          expect(x).toBeGreaterThanOrEqual(drawn[index - 1]?.[0] ?? 0);
          expect(x).toBeLessThanOrEqual(size.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(size.height);
        }
      }),
    );
  });

  it('draws a higher value higher, and a value at its limit on the edge of the band', () => {
    const svg = trendChart({ values: [10, 20, 15], minimum: 10, maximum: 20 }, size);
    const [[, low = 0] = [], [, high = 0] = [], [, middle = 0] = []] = points(svg);
    expect(high).toBeLessThan(middle);
    expect(middle).toBeLessThan(low);
    const band = /<rect x="0" y="([\d.]+)" width="60" height="([\d.]+)"/.exec(svg);
    expect([Number(band?.[1]), Number(band?.[1]) + Number(band?.[2])]).toEqual([high, low]);
  });

  it('leaves the band open where there is no limit, and away where there is none at all', () => {
    expect(trendChart({ values: [5, 6], minimum: 4, maximum: null }, size)).toContain('<rect x="0" y="0"');
    expect(trendChart({ values: [5, 6], minimum: null, maximum: null }, size)).not.toContain('<rect');
  });

  it('draws a constant value as a level line', () => {
    const svg = trendChart({ values: [7, 7, 7], minimum: null, maximum: null }, size);
    expect(new Set(points(svg).map(([, y]) => y))).toEqual(new Set([7]));
    expect(numbers(svg).every(Number.isFinite)).toBe(true);
  });
});
