import Papa from 'papaparse';
import type { TableRow } from '#core/domain/jobs/import/import-row.ts';
import type { TableDelimiter, TableFile, TableReader, UnreadableTable } from '#core/ports/table-reader.ts';
import { decodeTable } from './decode-table.ts';

/** So large a table has a hundred times the rows that an import takes. */
const mostBytes = 20_000_000;
const delimiters: readonly TableDelimiter[] = [',', ';', '\t'];

/** Reads table files with papaparse; what it leaves open (encoding, lines, when a file is none) is decided here. */
export function createTableReader(): TableReader {
  return {
    read(bytes) {
      if (bytes.length > mostBytes) {
        return { kind: 'unreadable', code: 'TABLE_TOO_LARGE' };
      }
      const { encoding, text } = decodeTable(bytes);
      if (text.includes('\0')) {
        return { kind: 'unreadable', code: 'TABLE_BINARY' };
      }
      // Files that were put together from others end their lines in several ways; papaparse would go by the first.
      const read = readRows(text.replace(/\r\n?/g, '\n'));
      return read.kind === 'rows' ? tableOf(read, encoding) : read;
    },
  };
}

interface ReadRows {
  readonly kind: 'rows';
  readonly delimiter: TableDelimiter;
  readonly rows: readonly TableRow[];
}

function readRows(text: string): ReadRows | UnreadableTable {
  const delimiter = delimiterOf(text);
  const rows: TableRow[] = [];
  const lines = createLineCounter(text);
  let unclosedAt: number | null = null;
  let rowStart = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    skipEmptyLines: false,
    step: ({ data, errors, meta }) => {
      const line = lines.at(rowStart);
      // A misplaced mark takes rows below it into its cell until another one ends it.
      if (errors.some(({ code }) => code === 'MissingQuotes' || code === 'InvalidQuotes')) {
        unclosedAt ??= line;
      }
      rows.push({ line, cells: data });
      rowStart = meta.cursor;
    },
  });
  return unclosedAt === null
    ? { kind: 'rows', delimiter, rows }
    : { kind: 'unreadable', code: 'TABLE_QUOTES', line: unclosedAt };
}

function tableOf({ delimiter, rows }: ReadRows, encoding: TableFile['encoding']): TableFile | UnreadableTable {
  const isBlank = ({ cells }: TableRow) => cells.every((cell) => cell.trim() === '');
  const start = rows.findIndex((row) => !isBlank(row));
  const header = rows[start];
  return header === undefined
    ? { kind: 'unreadable', code: 'TABLE_EMPTY' }
    : {
        kind: 'table',
        encoding,
        delimiter,
        headerLine: header.line,
        header: header.cells.map((cell) => cell.trim()),
        rows: rows.slice(start + 1).filter((row) => !isBlank(row)),
      };
}

/** The one that stands most often outside quotation marks in the first row that holds anything: a header has no free text. */
function delimiterOf(text: string): TableDelimiter {
  const bare = bareHeader(text.slice(Math.max(0, text.search(/[^\s]/))));
  const counted = delimiters.map((delimiter) => ({ delimiter, times: bare.split(delimiter).length - 1 }));
  return counted.reduce((best, one) => (one.times > best.times ? one : best)).delimiter;
}

/** No header is longer, and one that seems so has a quotation mark that never closes. */
const longestHeader = 64 * 1_024;

/** The first row without what stands in quotation marks, which may be line ends too; the first line as it stands where they do not close. */
function bareHeader(text: string): string {
  let bare = '';
  let isQuoted = false;
  for (const sign of text.slice(0, longestHeader)) {
    if (sign === '"') {
      isQuoted = !isQuoted;
    } else if (!isQuoted && sign === '\n') {
      return bare;
    } else if (!isQuoted) {
      bare += sign;
    }
  }
  return isQuoted ? (text.split('\n', 1)[0] ?? '') : bare;
}

/** Lines of a text by position, for positions that only grow. */
function createLineCounter(text: string): { at(position: number): number } {
  let line = 1;
  let reached = 0;
  return {
    at(position) {
      for (; reached < position && reached < text.length; reached += 1) {
        if (text[reached] === '\n') {
          line += 1;
        }
      }
      return line;
    },
  };
}
