import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signatureBox, signaturePath } from '#core/domain/bench/drawn-signature.ts';
import { strokesToPath } from './strokes-to-path.ts';

const field = { width: 1_200, height: 320, before: null };
const point = fc.record({
  x: fc.double({ min: 0, max: 1_200, noNaN: true }),
  y: fc.double({ min: 0, max: 320, noNaN: true }),
});

describe('REP-2 a drawing becomes one path', () => {
  it.each([
    ['nothing', [], null],
    ['a pen that never came down', [[]], null],
    ['a dot', [[{ x: 10, y: 20 }]], 'M5 10L5 10'],
    [
      'a line',
      [
        [
          { x: 0, y: 0 },
          { x: 1_200, y: 320 },
        ],
      ],
      'M0 0L600 160',
    ],
    [
      'a bow',
      [
        [
          { x: 0, y: 0 },
          { x: 100, y: 100 },
          { x: 200, y: 0 },
        ],
      ],
      'M0 0Q50 50 75 25L100 0',
    ],
    ['two strokes', [[{ x: 2, y: 2 }], [{ x: 4, y: 4 }]], 'M1 1L1 1M2 2L2 2'],
  ])('%s', (_what, strokes, path) => {
    expect(strokesToPath({ ...field, strokes })).toBe(path);
  });

  it('goes on with what stood there before, and leaves that as it was', () => {
    const strokes = [[{ x: 4, y: 4 }]];
    expect(strokesToPath({ ...field, before: 'M1 1L1 1', strokes })).toBe('M1 1L1 1M2 2L2 2');
    expect(strokesToPath({ ...field, before: 'M1 1L1 1', strokes: [] })).toBe('M1 1L1 1');
  });

  it('is what the contract takes, inside the box, however long somebody draws', () => {
    const anyStrokes = fc.array(fc.array(point, { maxLength: 600 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(anyStrokes, (strokes) => {
        const path = strokesToPath({ ...field, strokes });
        if (path === null) {
          expect(strokes.flat()).toEqual([]);
          return;
        }
        expect(signaturePath.safeParse(path).success).toBe(true);
        const numbers = [...path.matchAll(/(\d+) (\d+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
        expect(numbers.every(({ x, y }) => x <= signatureBox.width && y <= signatureBox.height)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
