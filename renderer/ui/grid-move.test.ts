import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridMove } from './grid-move.ts';

const at = { row: 5, column: 2, rows: 200, columns: 7, page: 9 };

describe('OWN-12 keys in the table of a carton', () => {
  it.each([
    ['ArrowUp', false, { row: 4, column: 2 }],
    ['ArrowDown', false, { row: 6, column: 2 }],
    ['ArrowLeft', false, { row: 5, column: 1 }],
    ['ArrowRight', false, { row: 5, column: 3 }],
    ['Home', false, { row: 5, column: 0 }],
    ['End', false, { row: 5, column: 6 }],
    ['Home', true, { row: 0, column: 0 }],
    ['End', true, { row: 199, column: 6 }],
    ['PageDown', false, { row: 14, column: 2 }],
    ['PageUp', false, { row: 0, column: 2 }],
    ['Enter', false, null],
  ] as const)('%s (ctrl %s)', (key, ctrl, place) => {
    expect(gridMove(key, ctrl, at)).toEqual(place);
  });

  it('never leads out of the table', () => {
    const keys = fc.constantFrom(
      'ArrowUp',
      'ArrowDown',
      'ArrowLeft',
      'ArrowRight',
      'Home',
      'End',
      'PageUp',
      'PageDown',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 60 }),
        fc.integer({ min: 1, max: 30 }),
        (walk, rows) => {
          const size = { rows, columns: 7, page: 9 };
          let place = { row: 0, column: 0 };
          for (const [key, ctrl] of walk) {
            place = gridMove(key, ctrl, { ...place, ...size }) ?? place;
            expect(place.row >= 0 && place.row < rows && place.column >= 0 && place.column < 7).toBe(true);
          }
        },
      ),
    );
  });
});
