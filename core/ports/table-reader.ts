import type { TableRow } from '../domain/jobs/import/import-row.ts';

/** How the text of a file was written. `windows-1252` is what older spreadsheets of western offices save. */
export type TableEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
export type TableDelimiter = ',' | ';' | '\t';

/** A table as it stands in a file: what nobody has judged yet. */
export interface TableFile {
  readonly kind: 'table';
  readonly encoding: TableEncoding;
  readonly delimiter: TableDelimiter;
  /** Line of the header; blank lines may stand before it. */
  readonly headerLine: number;
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

/**
 * `TABLE_EMPTY`: no line holds anything · `TABLE_BINARY`: signs that no text has, e.g. a spreadsheet's own format · `TABLE_TOO_LARGE` ·
 * `TABLE_QUOTES`: in the row that begins on `line` a quotation mark is never closed, or stands within a cell that is in quotation marks, so
 * nobody can tell where cells and rows end.
 */
export type UnreadableTable =
  | { readonly kind: 'unreadable'; readonly code: 'TABLE_EMPTY' | 'TABLE_BINARY' | 'TABLE_TOO_LARGE' }
  | { readonly kind: 'unreadable'; readonly code: 'TABLE_QUOTES'; readonly line: number };

/** Reads tables of text with a delimiter (RFC 4180 and what programs make of it) for imports (JOB-4). Never throws for what is in a file. */
export interface TableReader {
  read(bytes: Uint8Array): TableFile | UnreadableTable;
}
