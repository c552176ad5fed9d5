import type { ImportCode } from '#core/domain/codes.ts';
import type { TableDelimiter, TableEncoding } from '#core/ports/table-reader.ts';
import type { SeededRandom } from '#sim/random/seeded-random.ts';
import { openPlate, trustedCode } from './import-bench.ts';

/** What whoever made a row knows of it. */
export interface MadeRow {
  /** On which line of the file it begins. */
  readonly line: number;
  /** As the job must have it; null where the row says nothing. */
  readonly plate: string | null;
  readonly place: string | null;
  readonly isAssigned: boolean;
  /** Why it must be refused; null for a good one. */
  readonly fault: ImportCode | null;
}

/** A file that is hostile but whole: everything in it can be known, and so it is. */
export interface WholeFile {
  readonly recipe: string;
  readonly bytes: Uint8Array;
  readonly encoding: TableEncoding;
  readonly delimiter: TableDelimiter;
  readonly rows: readonly MadeRow[];
}

/** Makes a table in one of the ways in which programs write them, some rows of it wrong in one known way. */
export function makeWholeFile(random: SeededRandom): WholeFile {
  const delimiter = oneOf(random, [',', ';', '\t'] as const);
  const encoding = oneOf(random, ['utf-8', 'utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const);
  const writer = createWriter(random, delimiter);
  const columns = shuffled(random, ['plate', 'place', 'vin', 'day', 'partner', 'colour']);
  const names: Readonly<Record<string, string>> = {
    plate: oneOf(random, ['license_plate', 'Kennzeichen', 'Amtl. Kennzeichen', 'LICENCE PLATE']),
    place: oneOf(random, ['service_place', 'Ort']),
    vin: oneOf(random, ['vin', 'FIN', 'Fahrgestellnummer']),
    day: oneOf(random, ['service_date', 'Termin']),
    partner: oneOf(random, ['assigned_installer_company_id', 'assigned_service_partner_id']),
    colour: oneOf(random, ['Farbe', 'Colour', '=1+1', 'plate and more']),
  };
  for (let blank = random.between(0, 2); blank > 0; blank -= 1) {
    writer.blank();
  }
  writer.row(columns.map((column) => names[column] ?? ''));
  const rows: MadeRow[] = [];
  const many = random.between(0, 12);
  for (let number = 0; number < many; number += 1) {
    const { cells, ...made } = makeRow(random, { number, encoding });
    const line = writer.row(
      columns.map((column) => cells[column] ?? ''),
      made.fault === 'IMPORT_TOO_MANY_CELLS',
    );
    rows.push({ ...made, line });
    if (random.next() < 0.1) {
      writer.blank();
    }
  }
  const bytes = encode(random, writer.text(), encoding);
  return { recipe: `whole, ${encoding}, ${JSON.stringify(delimiter)}`, bytes, encoding, delimiter, rows };
}

const soups = [
  '=1+1',
  '@SUM(A1)',
  '+49 431',
  '-3',
  '"',
  '""',
  'a,b',
  'a;b',
  'a\tb',
  "'",
  "'=x",
  '1,2;3',
  'Halle "Nord"',
  'zwei\nZeilen',
  'x'.repeat(60),
  '\u00e4\u00f6\u00fc\u00df',
  '<b>',
  '../..',
  '{{7*7}}',
  "';--",
];

function makeRow(
  random: SeededRandom,
  { number, encoding }: { readonly number: number; readonly encoding: TableEncoding },
): Omit<MadeRow, 'line'> & { readonly cells: Readonly<Record<string, string>> } {
  // Another one in every row, however plates are compared.
  const plate = `HH ${number} ${random.between(100, 999)}`;
  // UTF-16 without a mark is told by its zeros, and there are fewer of them in other letters.
  const place =
    random.next() < 0.6
      ? oneOf(random, encoding === 'windows-1252' || encoding === 'utf-8' ? soups : soups.slice(0, -5))
      : '';
  const isAssigned = random.next() < 0.3;
  const partner = isAssigned ? oneOf(random, [trustedCode, trustedCode.toLowerCase(), ` ${trustedCode} `]) : '';
  const cells = {
    plate,
    place,
    partner,
    vin: '',
    day: oneOf(random, ['', '2026-12-01', '1.12.2026']),
    colour: oneOf(random, ['', ...soups.slice(0, 6)]),
  };
  const kept = place.trim().replace(/^'(?=\s*[=+\-@])/, '');
  const good = { plate, place: kept === '' ? null : kept, isAssigned, fault: null };
  const bad = (fault: ImportCode, changed: Partial<typeof cells>) => ({
    ...good,
    fault,
    cells: { ...cells, ...changed },
  });
  switch (random.between(0, 14)) {
    case 0:
      return bad('JOB_VIN_BAD', { vin: oneOf(random, ['?', '12', '=cmd|x', 'WSM000000031114441234']) });
    case 1:
      return bad('IMPORT_PARTNER', { partner: oneOf(random, ['ZZZZZ', '=T1E2S', 'T1E2']) });
    case 2:
      return bad('IMPORT_DATE', { day: oneOf(random, ['12/01/2026', '31.02.2026', 'soon', '=TODAY()']) });
    case 3:
      return bad('IMPORT_OPEN_JOB', { plate: oneOf(random, [openPlate, 'kl-99', 'KL99']) });
    case 4:
      return bad('IMPORT_TOO_LONG', { place: 'y'.repeat(random.between(81, 400)) });
    case 5:
      return bad('IMPORT_TOO_MANY_CELLS', {});
    case 6:
      return bad('IMPORT_SIGNS', { place: `x\u0007${random.between(0, 9)}` });
    default:
      return { ...good, cells };
  }
}

interface TableWriter {
  /** Answers the line on which the row begins. */
  row(cells: readonly string[], withMore?: boolean): number;
  blank(): void;
  text(): string;
}

/** Writes rows as a program would that quotes what it must and sometimes what it need not, and ends its lines in one way or in all. */
function createWriter(random: SeededRandom, delimiter: TableDelimiter): TableWriter {
  const ends = oneOf(random, [['\n'], ['\r\n'], ['\r'], ['\n', '\r\n', '\r']] as const);
  const parts: string[] = [];
  let line = 1;
  const end = () => {
    const sign = oneOf(random, ends);
    // What ends with CR and goes on with LF would be one end of one line.
    const before = parts.findLast((part) => part !== '');
    parts.push(sign === '\n' && before?.endsWith('\r') === true ? '\r\n' : sign);
    line += 1;
  };
  return {
    row(cells, withMore = false) {
      const begun = line;
      const all = withMore ? [...cells, 'too many'] : cells;
      const written = all.map((cell) => quoted(random, cell, delimiter)).join(delimiter);
      parts.push(written);
      line += written.split('\n').length - 1;
      end();
      return begun;
    },
    blank() {
      parts.push(oneOf(random, ['', ' ', delimiter]));
      end();
    },
    text: () => parts.join(''),
  };
}

function quoted(random: SeededRandom, cell: string, delimiter: TableDelimiter): string {
  const must = cell.includes(delimiter) || /[\n\r]/.test(cell) || cell.startsWith('"');
  return must || random.next() < 0.2 ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function encode(random: SeededRandom, text: string, encoding: TableEncoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(random.next() < 0.5 ? `\ufeff${text}` : text, 'utf8');
    case 'utf-16le':
    case 'utf-16be': {
      const bytes = Buffer.from(random.next() < 0.5 ? `\ufeff${text}` : text, 'utf16le');
      return encoding === 'utf-16le' ? bytes : bytes.swap16();
    }
    case 'windows-1252':
      return Buffer.from(text, 'latin1');
  }
}

/** A whole file with one more row in which a quotation mark stands where none belongs, and after it rows that would be good. */
export function makeBrokenQuotes(random: SeededRandom): Pick<WholeFile, 'recipe' | 'bytes'> {
  const broken = oneOf(random, ['"HH 1', '"HH 1"x', '"HH 1""', '"HH "1" 2"']);
  const lines = ['license_plate', 'HH 0', ...(random.next() < 0.5 ? ['"HH 00"'] : []), broken];
  const text = [...lines, ...Array.from({ length: random.between(0, 5) }, (_, index) => `HH 9${index}`)].join('\n');
  return { recipe: `broken quotes, ${broken}`, bytes: Buffer.from(text) };
}

export function oneOf<Value>(random: SeededRandom, values: readonly Value[]): Value {
  const value = values[random.between(0, values.length - 1)];
  if (value === undefined) {
    throw new Error('one of nothing');
  }
  return value;
}

function shuffled<Value>(random: SeededRandom, values: readonly Value[]): readonly Value[] {
  return values
    .map((value) => ({ value, rank: random.next() }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ value }) => value);
}
