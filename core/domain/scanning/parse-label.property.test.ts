import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUnitKey } from '../identity/unit-key.ts';
import { parseLabel } from './parse-label.ts';
import type { ParsedLabel } from './parsed-label.ts';

/** Pieces that labels are made of, well formed and damaged, glued in any order: closer to trouble than random characters. */
const piece = fc.oneof(
  fc.stringMatching(/^[0-9]{1,21}$/),
  fc.stringMatching(/^(89|98)[0-9A-F]{16,19}$/),
  fc.stringMatching(/^[A-Z0-9]{8,18}$/),
  fc.stringMatching(/^[a-zA-Z]{1,6}$/),
  fc.constantFrom(
    'IMEI',
    'S/N',
    'SN:',
    'ICCID:',
    'VIN=',
    'IMEISV:',
    'ABC-',
    'tp:',
    'badge:',
    'FB:NEXT',
    'fitbay://job/',
  ),
  fc.constantFrom(']C1', ']d2', ']Q3', ']Q1', '\u001d', '␝', '(01)', '(21)', '01', '21', '8002', '01095040000591012'),
  fc.constantFrom('https://example.com/', '01/09504000059101/', '21/', '?imei=', '&sn=', '%3A', '%', '%E4'),
  fc.constantFrom(' ', '-', ';', ',', '\n', '.', '/', ':', '=', '"', '*', 'ß', 'Ö', '\u0000', '\ud800', '３'),
);
const glued = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const anything = fc.oneof(glued, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 60 }));
const serial = fc.stringMatching(/^[0-9]{15}$/).filter((digits) => !/^0+$/.test(digits));

function standsIn(needle: string, text: string): boolean {
  let found = 0;
  for (const character of text) {
    found += character === needle[found] ? 1 : 0;
  }
  return found === needle.length;
}

function fieldsOf(parsed: ParsedLabel): Readonly<Record<string, string>> {
  return parsed.kind === 'label' ? { ...parsed.fields } : {};
}

describe('SCAN-2 any text at all', () => {
  it('never throws and always keeps the text as it came', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(parseLabel(text).text).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('SCAN-3 never invents a unit: every digit of its number stands in the text in that order', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { serial: number = '', imei = '', imeisv = '' } = fieldsOf(parseLabel(text));
        const decoded = text.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
          String.fromCharCode(Number.parseInt(code, 16)),
        );
        for (const value of [number, imei, imeisv]) {
          expect(standsIn(value, text) || standsIn(value, decoded)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('SCAN-3 a label has at least one field, an IMEI has 15 digits, a unit type comes with a serial', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const parsed = parseLabel(text);
        if (parsed.kind === 'unreadable') {
          return;
        }
        expect(Object.keys(parsed.fields)).not.toHaveLength(0);
        expect(parsed.fields.imei ?? '000000000000000').toMatch(/^[0-9]{15}$/);
        expect(parsed.fields.unitType === undefined || /^[0-9]{15}$/.test(parsed.fields.serial ?? '')).toBe(true);
        expect(new Set(parsed.warnings).size).toBe(parsed.warnings.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads its own output back to the same number', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { imei, imeisv, iccid, vin, unitType = '', serial: number = '' } = fieldsOf(parseLabel(text));
        const again = (field: string, value: string | undefined, spelled: string) =>
          value === undefined || expect(fieldsOf(parseLabel(spelled))[field]).toBe(value);
        again('imei', imei, `IMEI:${imei}`);
        again('imeisv', imeisv, `${imeisv}`);
        again('iccid', iccid, `${iccid}`);
        again('vin', vin, `VIN:${vin}`);
        if (unitType !== '') {
          const key = { unitType, serial: number };
          expect(fieldsOf(parseLabel(formatUnitKey(key)))).toMatchObject(key);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('does not care for case, blanks around or a line end', () => {
    fc.assert(
      fc.property(glued, fc.constantFrom('\r', '\n', '\r\n', ' ', '\t'), (text, end) => {
        const { text: _text, ...plain } = parseLabel(text);
        const { text: _ended, ...ended } = parseLabel(` ${text}${end}`);
        expect(ended).toEqual(plain);
      }),
    );
  });

  it('is quick for the worst texts a code can hold', () => {
    const worst = [
      '1 '.repeat(2000),
      '9'.repeat(4000),
      'A-'.repeat(2000),
      'IMEI:'.repeat(800),
      '(01)'.repeat(1000),
      '%e4'.repeat(1300),
    ];
    for (const text of [...worst, `ICCID:${'89 '.repeat(1300)}`, `${'a/'.repeat(2000)}!`, `SER${' '.repeat(4000)}`]) {
      const before = performance.now();
      parseLabel(text);
      expect(performance.now() - before, text.slice(0, 12)).toBeLessThan(250);
    }
  });
});

describe('SCAN-2 every serial in every dress', () => {
  const dress = fc.constantFrom<readonly [(digits: string) => string, string]>(
    [(digits) => digits, 'serial'],
    [(digits) => `ABC-${digits}`, 'serial'],
    [(digits) => `abc-${digits}\r\n`, 'serial'],
    [(digits) => `tp:${digits}`, 'serial'],
    [(digits) => `]C0${digits}`, 'serial'],
    [(digits) => `]C121${digits}`, 'serial'],
    [(digits) => `S/N: ${digits}`, 'serial'],
    [(digits) => `https://id.gs1.org/01/09504000059101/21/${digits}`, 'serial'],
    [(digits) => `${digits.slice(0, 2)}-${digits.slice(2, 8)}-${digits.slice(8, 14)}-${digits.slice(14)}`, 'imei'],
    [(digits) => `IMEI:${digits};ICCID:89883070000007211665`, 'imei'],
    [(digits) => `{"imei":"${digits}"}`, 'imei'],
  );

  it('is the same 15 digits', () => {
    fc.assert(
      fc.property(serial, dress, (digits, [wear, field]) => {
        expect(fieldsOf(parseLabel(wear(digits)))[field]).toBe(digits);
      }),
      { numRuns: 500 },
    );
  });

  it('SCAN-3 one digit less or more is refused, whatever the dress', () => {
    const simple = fc.constantFrom<(digits: string) => string>(
      (digits) => `ABC-${digits}`,
      (digits) => `tp:${digits}`,
      (digits) => `SN=${digits}`,
      (digits) => `IMEI ${digits}`,
    );
    fc.assert(
      fc.property(fc.stringMatching(/^(?:[0-9]{5,14}|[0-9]{16,20})$/), simple, (digits, wear) => {
        expect(parseLabel(wear(digits))).toMatchObject({ kind: 'unreadable', code: 'SERIAL_FORMAT' });
      }),
    );
  });
});
