import { describe, expect, it } from 'vitest';
import { createTableReader } from './create-table-reader.ts';

const reader = createTableReader();
const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => reader.read(utf8(text));

/** The same text as other programs would save it. */
function utf16(text: string, order: 'le' | 'be'): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

describe('JOB-4 tables as programs save them', () => {
  it('reads cells, also with line breaks and quotation marks in them, and the line on which each row begins', () => {
    expect(read('plate,instructions\r\n"KL 1","Behind the\r\n""headlight"""\r\n\r\nKL 2,x\r\n')).toEqual({
      kind: 'table',
      encoding: 'utf-8',
      delimiter: ',',
      headerLine: 1,
      header: ['plate', 'instructions'],
      rows: [
        { line: 2, cells: ['KL 1', 'Behind the\n"headlight"'] },
        { line: 5, cells: ['KL 2', 'x'] },
      ],
    });
  });

  it.each([
    ['comma', 'a,b\n1,2;3', ','],
    ['semicolon', 'a;b\n1;2,3', ';'],
    ['tab', 'a\tb\n1\t2,3;4', '\t'],
    ['comma, with the others inside quotation marks', '"a;b;c",d\n1,2', ','],
    ['comma, with the others and line ends inside quotation marks', '"a;\n;;;b",d\n1,2', ','],
    ['semicolon, beside a mark that never closes', 'Hose 5";a;b\n1;2;3', ';'],
    ['comma where there is one column', 'plate\nKL 1', ','],
  ] as const)('tells the delimiter: %s', (_name, text, delimiter) => {
    expect(read(text)).toMatchObject({ kind: 'table', delimiter });
  });

  it.each([
    ['LF', 'a\n1\n2'],
    ['CR LF', 'a\r\n1\r\n2'],
    ['CR', 'a\r1\r2'],
    ['one after the other', 'a\r\n1\n2\r'],
    ['one after the other, beginning with the shortest', 'a\n1\r\n2\r'],
  ])('takes lines that end in %s', (_name, text) => {
    expect(read(text)).toMatchObject({
      rows: [
        { line: 2, cells: ['1'] },
        { line: 3, cells: ['2'] },
      ],
    });
  });

  const words = 'plate,place\nKL 1,Münster\n';
  it.each([
    ['utf-8', utf8(words), 'utf-8'],
    ['utf-8 with a mark', utf8(`\ufeff${words}`), 'utf-8'],
    ['utf-16le with a mark', utf16(`\ufeff${words}`, 'le'), 'utf-16le'],
    ['utf-16be with a mark', utf16(`\ufeff${words}`, 'be'), 'utf-16be'],
    ['utf-16le', utf16(words, 'le'), 'utf-16le'],
    ['utf-16be', utf16(words, 'be'), 'utf-16be'],
    ['windows-1252', Buffer.from(words, 'latin1'), 'windows-1252'],
  ] as const)('decodes %s', (_name, bytes, encoding) => {
    expect(reader.read(bytes)).toMatchObject({
      kind: 'table',
      encoding,
      header: ['plate', 'place'],
      rows: [{ line: 2, cells: ['KL 1', 'Münster'] }],
    });
  });

  it('finds the header below blank lines', () => {
    expect(read('\n;;\nplate;vin\nKL 1;\n')).toMatchObject({ headerLine: 3, delimiter: ';', rows: [{ line: 4 }] });
  });

  it.each([
    ['nothing', '', { code: 'TABLE_EMPTY' }],
    ['blank lines', '\n \n,,\n', { code: 'TABLE_EMPTY' }],
    ['a zero byte', 'a,b\n1,\0', { code: 'TABLE_BINARY' }],
    ['a quotation mark where none belongs', 'a,b\n"1"2,x\n3,4\n"5",6\n', { code: 'TABLE_QUOTES', line: 2 }],
    ['a quotation mark that never closes', 'a,b\n1,2\n3,"4\n5,6\n', { code: 'TABLE_QUOTES', line: 3 }],
  ])('refuses %s', (_name, text, refusal) => {
    expect(read(text)).toEqual({ kind: 'unreadable', ...refusal });
  });

  it('refuses a file that is no table by its size', () => {
    expect(reader.read(new Uint8Array(20_000_001))).toEqual({ kind: 'unreadable', code: 'TABLE_TOO_LARGE' });
  });
});
