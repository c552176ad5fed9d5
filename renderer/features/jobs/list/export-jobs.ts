import type { JobRow } from '#core/contract/station/jobs.ts';
import { writeCsv } from '#core/domain/units/write-csv.ts';
import { type JobSpeech, jobWords } from './job-words.ts';
import type { JobColumnId } from './jobs-columns.ts';

/** What a list shows, and what a file of it is called. */
export interface ExportedList {
  readonly rows: readonly JobRow[];
  readonly columns: readonly JobColumnId[];
  readonly name: string;
}

/** What the list shows, rows and columns as they stand, as CSV that opens in a spreadsheet as text (JOB-5). Days and moments as ISO 8601. */
export function shownTable(speech: JobSpeech, { rows, columns }: ExportedList): string {
  const head = columns.map((column) => speech.texts.t(`jobs-list.column.${column}`));
  const lines = rows.map((row) => columns.map((column) => cellOf(speech, row, column)));
  return writeCsv([head, ...lines]);
}

/** Unlike on the page, what a program may read goes out in a form that every program reads. */
function cellOf(speech: JobSpeech, row: JobRow, column: JobColumnId): string {
  return column === 'serviceDate' || column === 'changedAt' ? (row[column] ?? '') : jobWords(speech, row, column);
}
