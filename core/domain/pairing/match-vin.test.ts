import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetId } from '../../kernel/entity-ids.ts';
import { compareVins, isMatchable, matchVin, type PairableAsset } from './match-vin.ts';

const asset = (id: string, vin: string | null, unit: string | null = null): PairableAsset => ({
  id: assetId.parse(id),
  vin,
  unit,
});
const failed = (reason: string, candidateAssetIds: readonly string[] = []) => ({
  kind: 'failed',
  reason,
  candidateAssetIds,
});

const vinCharacter = fc.constantFrom(...'ABCDEFGHJKLMNPRSTUVWXYZ0123456789');
const vinOf = (length: number) => fc.string({ unit: vinCharacter, minLength: length, maxLength: length });

describe('PAIR-2 which asset a VIN means', () => {
  it.each([
    [
      'the sources’ own success sample',
      'F3A000001',
      [asset('a', '1HGCM82633A000001')],
      { kind: 'paired', assetId: 'a', match: 'partial' },
    ],
    ['a sample that agrees in its last 6 only', 'F3D000001', [asset('a', '1HGCM82633A000001')], failed('NotFound')],
    [
      'a whole VIN',
      'WSM00000003111444',
      [asset('a', 'WSM00000003111444')],
      { kind: 'paired', assetId: 'a', match: 'exact' },
    ],
    [
      'spelling: small letters, blanks, hyphens',
      'wsm 000000-03111444',
      [asset('a', 'WSM00000003111444')],
      { kind: 'paired', assetId: 'a', match: 'exact' },
    ],
    [
      'a whole match beats any number of partial ones',
      'WSM00000000412233',
      [asset('a', 'WKESD000000412233'), asset('b', 'WSM00000000412233'), asset('c', '00412233')],
      { kind: 'paired', assetId: 'b', match: 'exact' },
    ],
    [
      'two partial ones',
      '00412233',
      [asset('a', 'WKESD000000412233'), asset('b', 'WSM00000000412233')],
      failed('MultipleMatchFound', ['a', 'b']),
    ],
    [
      'two whole ones, which is an error in the data',
      'WSM00000000412233',
      [asset('a', 'WSM00000000412233'), asset('b', 'wsm00000000412233')],
      failed('MultipleMatchFound', ['a', 'b']),
    ],
    [
      'a whole VIN of another vehicle with the same last 8',
      'WKESD000000412233',
      [asset('b', 'WSM00000000412233')],
      { kind: 'paired', assetId: 'b', match: 'partial' },
    ],
    ['no VIN', null, [asset('a', 'WSM00000003111444')], failed('InvalidData')],
    ['an empty one', ' - ', [asset('a', 'WSM00000003111444')], failed('InvalidData')],
    ['7 characters', '3111444', [asset('a', 'WSM00000003111444')], failed('InvalidData')],
    ['8 characters', '03111444', [asset('a', 'WSM00000003111444')], { kind: 'paired', assetId: 'a', match: 'partial' }],
    ['more characters than a VIN has', 'XXWSM00000003111444', [asset('a', 'WSM00000003111444')], failed('InvalidData')],
    ['what an empty brake system sends', '?????????', [asset('a', 'WSM00000003111444')], failed('InvalidData')],
    [
      'assets without a VIN or with a useless one',
      '03111444',
      [asset('a', null), asset('b', ''), asset('c', '1444')],
      failed('NotFound'),
    ],
    ['no assets at all', '03111444', [], failed('NotFound')],
    [
      'the letter O for a zero is not guessed away',
      'WSMO0000003111444',
      [asset('a', 'WSM00000003111444')],
      { kind: 'paired', assetId: 'a', match: 'partial' },
    ],
    ['the letter O among the last 8', 'WSM000000O3111444', [asset('a', 'WSM00000003111444')], failed('NotFound')],
  ] as const)('%s', (_name, sensorVin, assets, outcome) => {
    expect(matchVin(sensorVin, assets)).toEqual(outcome);
  });

  it('does not take an asset from another unit', () => {
    const assets = [asset('a', 'WSM00000003111690', 'evoguard:866344054210427')];
    expect(matchVin('03111690', assets, 'evopulse:359315075384726')).toEqual({
      kind: 'occupied',
      assetId: 'a',
      match: 'partial',
      occupiedBy: 'evoguard:866344054210427',
    });
    expect(matchVin('03111690', assets, 'evoguard:866344054210427')).toMatchObject({ kind: 'paired' });
  });

  it('does not pass over an occupied asset to a free one', () => {
    const assets = [asset('a', 'WSM00000000412233', 'evoguard:866344054210427'), asset('b', 'WKESD000000412233')];
    expect(matchVin('00412233', assets)).toEqual(failed('MultipleMatchFound', ['a', 'b']));
  });

  it('never pairs anything that does not agree in the last 8', () => {
    fc.assert(
      fc.property(vinOf(17), fc.array(vinOf(17), { maxLength: 6 }), (sensorVin, vins) => {
        const match = matchVin(
          sensorVin,
          vins.map((vin, index) => asset(String(index), vin)),
        );
        const agreeing = vins.filter((vin) => vin.slice(-8) === sensorVin.slice(-8));
        expect(match.kind === 'paired').toBe(
          agreeing.length === 1 || vins.filter((vin) => vin === sensorVin).length === 1,
        );
      }),
    );
  });

  it('does not depend on the order of the assets', () => {
    fc.assert(
      fc.property(vinOf(9), fc.array(fc.oneof(vinOf(17), vinOf(9)), { maxLength: 6 }), (sensorVin, vins) => {
        const assets = [...vins, `WSM00000${sensorVin}`].map((vin, index) => asset(String(index), vin));
        const one = matchVin(sensorVin, assets);
        const other = matchVin(sensorVin, [...assets].reverse());
        expect({ ...one, candidateAssetIds: null }).toEqual({ ...other, candidateAssetIds: null });
      }),
    );
  });
});

describe('PAIR-2 how two VINs agree', () => {
  it.each([
    ['1HGCM82633A000001', '1hgcm82633a000001', 'exact'],
    ['1HGCM82633A000001', '3A000001', 'partial'],
    ['F3A000001', 'F3A000001', 'partial'],
    ['A000001', 'A000001', 'none'],
    [null, null, 'none'],
  ] as const)('%s and %s: %s', (one, other, match) => {
    expect(compareVins(one, other)).toBe(match);
  });

  it('is the same from both sides', () => {
    fc.assert(
      fc.property(fc.option(fc.string()), fc.option(fc.string()), (one, other) => {
        expect(compareVins(one, other)).toBe(compareVins(other, one));
      }),
    );
  });

  it('can be used from 8 to 17 characters', () => {
    const usable = Array.from({ length: 20 }, (_, length) => isMatchable('A'.repeat(length))).indexOf(true);
    expect([usable, isMatchable('A'.repeat(17)), isMatchable('A'.repeat(18))]).toEqual([8, true, false]);
  });
});
