import { describe, expect, it } from 'vitest';
import { listLayout, narrowestColumnPx, widestColumnPx } from '#core/domain/lists/list-view.ts';
import { besideColumn, fitLayout, moveColumn, usualLayout, withColumn, withWidth } from './jobs-columns.ts';

const ids = (layout: typeof usualLayout) => layout.columns.map(({ id }) => id);

describe('JOB-5 columns of the list', () => {
  it('come as a layout that the station takes', () => {
    expect(listLayout.parse(usualLayout)).toEqual(usualLayout);
    expect(fitLayout(null)).toBe(usualLayout);
  });

  it('keep what somebody chose, leave out what is no more and hide what is new', () => {
    const kept = {
      isDense: false,
      columns: [
        { id: 'gone', shown: true, width: 100 },
        { id: 'vin', shown: true, width: 300 },
        { id: 'number', shown: false, width: 100 },
      ],
    };
    const fit = fitLayout(kept);
    expect(ids(fit).slice(0, 2)).toEqual(['number', 'vin']);
    expect(fit.columns.filter(({ shown }) => shown).map(({ id, width }) => `${id} ${width}`)).toEqual([
      'number 100',
      'vin 300',
    ]);
    expect(new Set(ids(fit))).toEqual(new Set(ids(usualLayout)));
  });

  it('go where another one stands, and nothing goes before what says which job it is', () => {
    expect(ids(moveColumn(usualLayout, 'note', 'status')).slice(0, 3)).toEqual(['number', 'note', 'status']);
    expect(ids(moveColumn(usualLayout, 'status', 'plate')).slice(0, 3)).toEqual(['number', 'plate', 'status']);
    expect(moveColumn(usualLayout, 'note', 'number')).toBe(usualLayout);
    expect(moveColumn(usualLayout, 'number', 'note')).toBe(usualLayout);
    expect(besideColumn(usualLayout, 'status', -1)).toBeNull();
    expect(besideColumn(usualLayout, 'note', 1)).toBeNull();
    expect(besideColumn(usualLayout, 'status', 1)).toBe('plate');
  });

  it('are never too narrow to be read nor wider than the station keeps', () => {
    const width = (px: number) => withWidth(usualLayout, 'plate', px).columns.find(({ id }) => id === 'plate')?.width;
    expect([width(1), width(199.6), width(9_999)]).toEqual([narrowestColumnPx, 200, widestColumnPx]);
    expect(withColumn(usualLayout, 'vin', { shown: false }).columns.find(({ id }) => id === 'vin')?.shown).toBe(false);
  });
});
