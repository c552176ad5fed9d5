import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeChoice, encodeChoice, encodeInteger, encodeText, isSameValue } from './parameter-value.ts';

describe('INST-3 values as every family checks them', () => {
  it.each([
    ['07710', { minimum: 0, maximum: 65_535 }, '7710'],
    ['-5', { minimum: -10, maximum: 10 }, '-5'],
    ['0', { minimum: 5, maximum: 360, orZero: true }, '0'],
    ['999999999999', {}, '999999999999'],
  ])('the number %s within %j is sent as %s', (value, limits, text) => {
    expect(encodeInteger(limits, value)).toEqual({ kind: 'encoded', text });
  });

  it.each([
    ['', {}, 'not a whole number'],
    ['7.5', {}, 'not a whole number'],
    ['1e3', {}, 'not a whole number'],
    ['0x10', {}, 'not a whole number'],
    ['9999999999999', {}, 'not a whole number'],
    ['65536', { minimum: 0, maximum: 65_535 }, 'not between 0 and 65535'],
    ['0', { minimum: 5, maximum: 360 }, 'not between 5 and 360'],
    ['4', { minimum: 5, maximum: 360, orZero: true }, 'not between 5 and 360, and not 0'],
  ])('the number %j within %j is refused: %s', (value, limits, why) => {
    expect(encodeInteger(limits, value)).toEqual({ kind: 'refused', why });
  });

  it('a number is taken within its limits, both ends included, and refused beyond them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -999, max: 999 }), fc.nat(999), (...drawn) => {
        const [number, minimum, span] = drawn;
        const limits = { minimum, maximum: minimum + span };
        const isWithin = number >= minimum && number <= limits.maximum;
        const encoded = encodeInteger(limits, String(number));
        expect(encoded).toEqual(
          isWithin ? { kind: 'encoded', text: String(number) } : expect.objectContaining({ kind: 'refused' }),
        );
      }),
    );
  });

  it('a text is as long as the unit holds and no longer', () => {
    expect(encodeText(3, 'abc')).toEqual({ kind: 'encoded', text: 'abc' });
    expect(encodeText(3, 'abcd')).toEqual({ kind: 'refused', why: 'longer than 3 characters' });
    expect(encodeText(undefined, 'x'.repeat(1_000)).kind).toBe('encoded');
  });

  it('a choice is one of its words, and never a word of the language', () => {
    const choices = { tcp: '0', udp: '1' };
    expect(encodeChoice(choices, 'udp')).toEqual({ kind: 'encoded', text: '1' });
    for (const value of ['1', 'UDP', '', 'constructor', '__proto__']) {
      expect(encodeChoice(choices, value)).toEqual({ kind: 'refused', why: 'not one of tcp, udp' });
    }
  });

  it('what the unit holds is shown by its word, and as it is where no word names it', () => {
    expect(decodeChoice({ tcp: '0', udp: '1' }, '1.000000')).toBe('udp');
    expect(decodeChoice({ tcp: '0', udp: '1' }, '7')).toBe('7');
    expect(decodeChoice({}, 'internet')).toBe('internet');
  });

  it.each([
    ['4.100000', '4.1', true, true],
    ['007', '7', true, true],
    ['007', '7', false, false],
    ['', '0', true, false],
    ['0x10', '16', true, false],
    ['7 ', '7', true, false],
    ['internet', 'internet', false, true],
  ])('%j and %j, numbers: %s, are the same: %s', (left, right, isNumber, same) => {
    expect(isSameValue(left, right, isNumber)).toBe(same);
  });
});
