import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCsv } from './write-csv.ts';

describe('UNIT-1 export as CSV', () => {
  it('quotes what has commas, quotes or line ends', () => {
    expect(writeCsv([['a', 'b,c', 'd"e', 'f\ng']])).toBe('a,"b,c","d""e","f\ng"\r\n');
  });

  it.each(['=1+1', '+49', '-3', '@sum', '\tx', ' =A1', '=HYPERLINK("x","y")'])(
    'takes the formula out of %j',
    (text) => {
      expect(writeCsv([[text]]).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('tells an apostrophe that somebody wrote from its own', () => {
    expect(writeCsv([["'=1+1", "'KL 9"]])).toBe("''=1+1,'KL 9\r\n");
  });

  it('begins no cell with a sign that a spreadsheet computes, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(writeCsv([[text]]).replace(/^"/, '')).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});
