import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeVin, normalizeVin, vehicleIndicator } from './vin.ts';
import { vinCheckDigit } from './vin-check-digit.ts';

const legal = fc.constantFrom(...'ABCDEFGHJKLMNPRSTUVWXYZ0123456789');
const vin = fc.array(legal, { minLength: 17, maxLength: 17 }).map((characters) => characters.join(''));

describe('PAIR-6 VIN that passes', () => {
  it.each([
    ['vector 31, check X', '1M8GDM9AXKP042788'],
    ['vector 32', '1HGCM82633A004352'],
    ['vector 34', '1G1JC5444R7252367'],
    ['vector 35, a truck', '3BKHHZ8X7GF723380'],
    ['vector 37, Europe without check digit', 'WP0ZZZ99ZTS392124'],
    ['vector 38, Europe with a digit that checks nothing', 'YS2K4X20001928588'],
  ])('%s: %s', (_, text) => {
    expect(judgeVin(text)).toEqual({ value: text, kind: 'ok', codes: [] });
  });
});

describe('PAIR-6 VIN with a doubt', () => {
  it.each([
    ['vector 36', '1HGCM82633A000001', '9'],
    ['vector 39', '1D4GP00R55B123456', 'X'],
  ])('%s: %s needs %s at position 9', (_, text, expected) => {
    expect(judgeVin(text)).toEqual({ value: text, kind: 'warn', codes: ['VIN_CHECKDIGIT'], expected });
  });

  it('vector 33: the arithmetic is right, but no maker numbers like this', () => {
    expect(judgeVin('11111111111111111')).toMatchObject({ kind: 'warn', codes: ['VIN_IMPLAUSIBLE'] });
  });

  it('ends in four digits, or is implausible', () => {
    expect(judgeVin('WP0ZZZ99ZTS39212A')).toMatchObject({ kind: 'warn', codes: ['VIN_IMPLAUSIBLE'] });
  });

  it('vector 41: 9 characters are a part, as old brake systems store it', () => {
    expect(judgeVin('F3D000001')).toEqual({ value: 'F3D000001', kind: 'partial', codes: ['VIN_PARTIAL'] });
  });
});

describe('PAIR-6 VIN that is refused', () => {
  it('vector 40: the letter I, with the likely reading beside', () => {
    expect(judgeVin('1HGCM82633A00435I')).toEqual({
      value: '1HGCM82633A00435I',
      kind: 'bad',
      codes: ['VIN_LETTER'],
      detail: 'letter',
      suggestion: '1HGCM82633A004351',
    });
  });

  it('suggests 0 for O and Q', () => {
    expect(judgeVin('WPOZZZ99ZTS39212Q').suggestion).toBe('WP0ZZZ99ZTS392120');
  });

  it.each([
    ['', 'empty'],
    ['3A00000', 'too-short'],
    ['1HGCM82633A0043521', 'too-long'],
    ['1HGCM82633A00435_', 'sign'],
    ['1HGCM82633A00435Ü', 'letter'],
  ])('%s: %s', (text, detail) => {
    expect(judgeVin(text)).toMatchObject({ kind: 'bad', codes: ['VIN_FORMAT'], detail });
  });

  it.each(['ı', 'ß', 'ſ'])('a foreign letter that grows or changes in upper case stays refused: %s', (letter) => {
    expect(judgeVin(`1HGCM82633A00435${letter}`).kind).toBe('bad');
  });
});

describe('PAIR-6 VIN spelling', () => {
  it.each([
    ['1hgcm82633a004352', '1HGCM82633A004352'],
    [' 1HG CM8263-3A004352 ', '1HGCM82633A004352'],
    ['I1HGCM82633A004352', '1HGCM82633A004352'],
    ['*1HGCM82633A004352*', '1HGCM82633A004352'],
  ])('%s is %s', (text, value) => {
    expect(normalizeVin(text)).toBe(value);
  });

  it('keeps an I within 17 characters: dropping it would invent a shorter VIN', () => {
    expect(normalizeVin('IHGCM82633A004352')).toBe('IHGCM82633A004352');
  });

  it('PAIR-2 the last 8 are the same for the sample sensor and its asset', () => {
    expect(vehicleIndicator('1HGCM82633A000001')).toBe('3A000001');
    expect(vehicleIndicator('f3a000001')).toBe('3A000001');
    expect(vehicleIndicator('F3D000001')).not.toBe('3A000001');
  });
});

describe('PAIR-6 check digit', () => {
  it('is right for any VIN that carries the computed one', () => {
    fc.assert(
      fc.property(vin, (text) => {
        const correct = text.slice(0, 8) + vinCheckDigit(text) + text.slice(9);
        expect(vinCheckDigit(correct)).toBe(correct[8]);
        expect(judgeVin(correct).codes).not.toContain('VIN_CHECKDIGIT');
      }),
    );
  });

  it('is never held against vehicles from elsewhere', () => {
    fc.assert(
      fc.property(vin, fc.constantFrom(...'ABCDEFGHJKLMNPRSTUVWXYZ06789'), (text, region) => {
        expect(judgeVin(region + text.slice(1)).codes).not.toContain('VIN_CHECKDIGIT');
      }),
    );
  });

  it('never blocks: every legal VIN is ok or a warning', () => {
    fc.assert(fc.property(vin, (text) => ['ok', 'warn'].includes(judgeVin(text).kind)));
  });
});
