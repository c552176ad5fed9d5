import type { JobRow } from '#core/contract/station/jobs.ts';
import { writeCsv } from '#core/domain/units/write-csv.ts';
import { offerDownload } from '../../report/offer-download.ts';
import { type JobSpeech, jobWords } from './job-words.ts';
import type { JobColumnId } from './jobs-columns.ts';

/** Saves what the list shows, rows and columns as they stand, as CSV that opens in a spreadsheet as text (JOB-5). Days and moments as ISO 8601. */
export function exportJobs(
  speech: JobSpeech,
  { rows, columns, name }: { rows: readonly JobRow[]; columns: readonly JobColumnId[]; name: string },
): void {
  const head = columns.map((column) => speech.texts.t(`jobs-list.column.${column}`));
  const lines = rows.map((row) => columns.map((column) => cellOf(speech, row, column)));
  // The byte order mark tells spreadsheets that it is UTF-8.
  const bytes = new TextEncoder().encode(`\ufeff${writeCsv([head, ...lines])}`);
  offerDownload(bytes, `${name}.csv`.replaceAll(/[^\p{L}\p{N}. -]/gu, ''), 'text/csv');
}

/** Unlike on the page, what a program may read goes out in a form that every program reads. */
function cellOf(speech: JobSpeech, row: JobRow, column: JobColumnId): string {
  return column === 'serviceDate' || column === 'changedAt' ? (row[column] ?? '') : jobWords(speech, row, column);
}
