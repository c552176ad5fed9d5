import { describe, expect, it } from 'vitest';
import { compareVinCells, differingPlaces } from './vin-compare.ts';

const marks = (vins: readonly (string | null)[]) =>
  compareVinCells(vins).map((row) => row?.map((cell) => (cell.agrees ? '=' : cell.character)).join('') ?? null);

describe('PAIR-5 three VINs, character under character', () => {
  it.each([
    [
      ['WSM00000003111444', 'WSM00000003111444', 'WSM00000003111444'],
      ['=================', '=================', '================='],
    ],
    [
      ['WSM00000003111444', 'WSM00000003111444', 'WSM00000003111474'],
      ['===============4=', '===============4=', '===============7='],
    ],
    [
      ['WSM00000003111444', null, 'WSM00000003111444'],
      ['=================', null, '================='],
    ],
    [
      ['WSM00000003111444', '03111444', null],
      ['=================', '========', null],
    ],
    [
      ['WSM00000003111444', '03111544', null],
      ['==============4==', '=====5==', null],
    ],
    [
      ['wsm-0000000 3111444', 'WSM00000003111444', null],
      ['=================', '=================', null],
    ],
    [
      [null, null, null],
      [null, null, null],
    ],
  ])('%j', (vins, expected) => {
    expect(marks(vins)).toEqual(expected);
  });

  it('says the places as they count in a whole VIN, also for a part', () => {
    expect(differingPlaces(compareVinCells(['WSM00000003111444', '03111544', null]))).toEqual([15]);
    expect(differingPlaces(compareVinCells(['WSM00000003111444', 'WKE00000003111444', null]))).toEqual([2, 3]);
    expect(differingPlaces(compareVinCells(['WSM00000003111444', null, null]))).toEqual([]);
  });
});
