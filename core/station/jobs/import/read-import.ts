import {
  type ImportWish,
  importFileLimit,
  mostImportColumns,
  type UnreadableImport,
} from '../../../contract/station/job-import.ts';
import { chooseColumns, guessColumns, type ImportColumn } from '../../../domain/jobs/import/import-columns.ts';
import { fromBase64 } from '../../../kernel/base64.ts';
import type { TableFile } from '../../../ports/table-reader.ts';
import type { ImportContext } from './import-context.ts';

/** A file that is a table, and what each of its columns is read as. */
export interface ImportTable {
  readonly kind: 'table';
  readonly bytes: Uint8Array;
  readonly table: TableFile;
  readonly columns: readonly ImportColumn[];
}

/** Takes the file of a wish apart (JOB-4), or says why nobody can. Looks at nothing but the file. */
export function readImport({ tableReader }: ImportContext, wish: ImportWish): ImportTable | UnreadableImport {
  const bytes = fromBase64(wish.bytesBase64);
  if (bytes === null) {
    return { kind: 'unreadable', code: 'TABLE_BINARY', line: null };
  }
  if (bytes.length > importFileLimit) {
    return { kind: 'unreadable', code: 'TABLE_TOO_LARGE', line: null };
  }
  const table = tableReader.read(bytes);
  if (table.kind === 'unreadable') {
    return { kind: 'unreadable', code: table.code, line: table.code === 'TABLE_QUOTES' ? table.line : null };
  }
  if (table.header.length > mostImportColumns) {
    return { kind: 'unreadable', code: 'TABLE_COLUMNS', line: table.headerLine };
  }
  const guessed = guessColumns(table.header);
  return {
    kind: 'table',
    bytes,
    table,
    columns: wish.columns === null ? guessed : chooseColumns(guessed, wish.columns),
  };
}
