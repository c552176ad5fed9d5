import { describe, expect, it } from 'vitest';
import { judgeReadVin } from './judge-read-vin.ts';

const whole = '1HGCM82633A000001';

describe('INSP-1 PAIR-6 the VIN of the brake system beside the one of the plate', () => {
  it.each([
    ['the same', whole, whole, 'pass', null],
    ['spelled otherwise', '1hgcm826-33a000001', whole, 'pass', null],
    ['a part that ends the same', 'F3A000001', whole, 'pass', null],
    ['the plate typed in part', whole, '3A000001', 'pass', null],
    ['nothing to compare it with', whole, null, 'pass', null],
    ['a part with nothing to compare it with', 'F3A000001', null, 'pass', null],
    ['a part of another vehicle', 'F3D000001', whole, 'fail', 'vin-differs'],
    ['another vehicle', '1M8GDM9AXKP042788', whole, 'fail', 'vin-differs'],
    ['another vehicle that ends the same', '2HGCM82633A000001', whole, 'fail', 'vin-differs'],
    ['too short to be matched, nothing to compare', '00001', null, 'warn', 'vin-short'],
    ['too short to be matched, and it ends the same', '00001', whole, 'warn', 'vin-short'],
    ['too short to be matched, and of another', '00002', whole, 'fail', 'vin-differs'],
  ] as const)('%s: %s beside %s', (_what, read, plate, result, why) => {
    expect(judgeReadVin({ kind: 'value', value: read }, plate)).toEqual({ result, why });
  });

  it('is not possible where it was not read, whatever the plate says', () => {
    expect(judgeReadVin({ kind: 'unknown', why: 'the unit answers with nothing' }, whole)).toEqual({
      result: 'not-possible',
      why: 'the unit answers with nothing',
    });
  });
});
