import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLabel } from '../scanning/parse-label.ts';
import { splitList } from './split-list.ts';

describe('OWN-12 SCAN-5 a typed or pasted list', () => {
  it.each([
    ['one per line', '359315075384726\r\n\n  tp:890123847562332 \n', ['359315075384726', 'tp:890123847562332']],
    [
      'a column of a spreadsheet',
      '"359315075384726";"EVP-123456789123456"\t890123847562332',
      ['359315075384726', 'EVP-123456789123456', '890123847562332'],
    ],
    ['separators inside one number stay', '35-931507-538472-6', ['35-931507-538472-6']],
    [
      'a label of several fields stays whole',
      'IMEI:359315075384726;SN:359315075384726',
      ['IMEI:359315075384726;SN:359315075384726'],
    ],
    [
      'a heading comes out to be refused, not dropped',
      'serial,type\n359315075384726',
      ['serial', 'type', '359315075384726'],
    ],
    ['nothing', ' \n\t\n', []],
  ])('%s', (_name, text, expected) => {
    expect(splitList(text)).toEqual(expected);
  });

  it('loses no letter and no digit of any list', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const letters = (part: string) => part.replace(/[^\p{L}\p{N}]/gu, '');
        expect(letters(splitList(text).join(''))).toBe(letters(text));
      }),
    );
  });

  it('keeps every serial of a list, in order, whatever stands between', () => {
    const serial = fc.stringMatching(/^[1-9]\d{14}$/);
    fc.assert(
      fc.property(
        fc.array(serial, { minLength: 1, maxLength: 20 }),
        fc.constantFrom('\n', '\r\n', ';', ', ', '\t'),
        (list, gap) => {
          const found = splitList(list.join(gap)).map((part) => {
            const parsed = parseLabel(part);
            return parsed.kind === 'label' ? parsed.fields.serial : part;
          });
          expect(found).toEqual(list);
        },
      ),
    );
  });
});
