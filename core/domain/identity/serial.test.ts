import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { luhnCheckDigit } from './luhn.ts';
import { isSerial, judgeSerial } from './serial.ts';

describe('SCAN-3 serial', () => {
  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['12345678901234', 'too-short'],
    ['1234567890123456', 'too-long'],
    ['12345678901234O', 'letter'],
    ['12345678901234Ö', 'letter'],
    ['12345-678901234', 'sign'],
    ['１２３４５６７８９０１２３４５', 'sign'],
    ['000000000000000', 'all-zeros'],
  ])('%s is refused: %s', (text, detail) => {
    expect(judgeSerial(text)).toMatchObject({ kind: 'bad', codes: ['SERIAL_FORMAT'], detail });
    expect(isSerial(text)).toBe(false);
  });

  it('is text: leading zeros survive', () => {
    expect(judgeSerial(' 004400013805666 ')).toEqual({ value: '004400013805666', kind: 'ok', codes: [] });
  });

  it('names the digit that would fit where Luhn fails, and goes on', () => {
    expect(judgeSerial('890123847562332')).toEqual({
      value: '890123847562332',
      kind: 'warn',
      codes: ['SERIAL_CHECKDIGIT'],
      expected: '0',
    });
  });

  it('never refuses 15 digits that are not all zero, and is ok exactly with the fitting last digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{14}$/), fc.constantFrom(...'0123456789'), (body, last) => {
        fc.pre(!/^0+$/.test(body + last));
        const judged = judgeSerial(body + last);
        expect(judged.value).toBe(body + last);
        expect(judged.kind).toBe(last === luhnCheckDigit(body) ? 'ok' : 'warn');
        expect(isSerial(body + last)).toBe(true);
      }),
    );
  });
});
