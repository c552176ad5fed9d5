import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { luhnCheckDigit, passesLuhn } from './luhn.ts';

const digits = fc.stringMatching(/^[0-9]{1,30}$/);

describe('SCAN-3 Luhn check digit', () => {
  it.each([
    ['49015420323751', '8'],
    ['35686800004141', '8'],
    ['35931507538472', '6'],
    ['896588081210001114', '6'],
    ['00000000000000', '0'],
  ])('of %s is %s', (payload, digit) => {
    expect(luhnCheckDigit(payload)).toBe(digit);
    expect(passesLuhn(payload + digit)).toBe(true);
  });

  it('fits exactly one of the ten digits', () => {
    fc.assert(
      fc.property(digits, (payload) => {
        const fitting = [...'0123456789'].filter((digit) => passesLuhn(payload + digit));
        expect(fitting).toEqual([luhnCheckDigit(payload)]);
      }),
    );
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (payload, at, shift) => {
        const number = payload + luhnCheckDigit(payload);
        const index = at % number.length;
        const wrong = (Number(number[index]) + shift) % 10;
        expect(passesLuhn(number.slice(0, index) + wrong + number.slice(index + 1))).toBe(false);
      }),
    );
  });
});
