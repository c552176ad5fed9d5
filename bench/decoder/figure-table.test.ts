import { describe, expect, it } from 'vitest';
import { drawFigures, findDefeats, sumUp } from './figure-table.ts';
import type { SeriesFigure } from './measure.ts';

function figure(change: Partial<SeriesFigure>): SeriesFigure {
  const usual = { symbology: 'Code39', series: 'rotated', reader: 'ours', pictures: 10, hits: 8, wrong: 0 } as const;
  return { ...usual, meanMs: 20, medianHitMs: 10, maxMs: 50, missed: [], ...change };
}

const peers = ['one', 'other'];
const defeatsOf = (figures: readonly SeriesFigure[]) => findDefeats(sumUp(figures), 'ours', peers);

describe('SCAN-1 the measurement of the decoder', () => {
  it('is content when the product reads as much as the better library in every group', () => {
    const figures = [
      figure({}),
      figure({ series: 'noisy', hits: 2 }),
      figure({ reader: 'one', hits: 9 }),
      figure({ reader: 'one', series: 'noisy', hits: 1 }),
      figure({ reader: 'other', hits: 10 }),
      figure({ reader: 'other', series: 'noisy', hits: 0 }),
    ];
    expect(defeatsOf(figures)).toEqual([]);
  });

  it.each([
    ['one hit less in one symbology', 'rotated', 'Code39, generated: 8 hits, the better library 9'],
    ['photos are a group of their own', 'photos', 'Code39, photos: 8 hits, the better library 9'],
  ])('says where it is behind: %s', (_, series, defeat) => {
    const figures = [
      figure({ series }),
      figure({ series, reader: 'one', hits: 9 }),
      figure({ series, reader: 'other' }),
    ];
    expect(defeatsOf(figures)).toEqual([defeat]);
  });

  it('counts a text that does not stand in the picture as a defeat', () => {
    const figures = [figure({ wrong: 1 }), figure({ reader: 'one' }), figure({ reader: 'other' })];
    expect(defeatsOf(figures)).toEqual(['Code39, generated: 1 wrong, the worse library 0']);
  });

  it('draws one line a series, the sums below', () => {
    const table = drawFigures([figure({}), figure({ reader: 'one', hits: 3, wrong: 1 })]);
    expect(table.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
      'series pictures ours: hits, mean ms one: hits, mean ms',
      'Code39, rotated 10 8, 20.0 3 (1 wrong), 20.0',
      '',
      'Code39, generated 10 8, 20.0 3 (1 wrong), 20.0',
    ]);
  });
});
