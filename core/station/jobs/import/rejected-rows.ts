import { catalogues } from '#resources/texts/catalogues.ts';
import type { ImportFault, TableRow } from '../../../domain/jobs/import/import-row.ts';
import { writeCsv } from '../../../domain/units/write-csv.ts';
import { createTexts } from '../../../texts/create-texts.ts';
import type { JudgedImport } from './judge-import.ts';
import type { ImportTable } from './read-import.ts';

/** Columns that the file of refused rows has beyond its own; an import that reads the file again leaves them unread. */
export const refusalColumns = ['import_line', 'import_problem'] as const;

/**
 * The rows that were refused, as they stand in the file, each with its line and every reason in words (JOB-4). To be corrected and imported
 * again; opened in a spreadsheet no cell computes anything.
 */
export function rejectedRows(
  { table }: ImportTable,
  { preview }: JudgedImport,
  { locale }: { readonly locale: 'en' | 'de' },
): string {
  const texts = createTexts({ locale, catalogues });
  const reasons = byLine(preview.faults);
  const refused = table.rows.filter(({ line }) => reasons.has(line));
  const width = refused.reduce((widest, { cells }) => Math.max(widest, cells.length), table.header.length);
  const filled = (cells: readonly string[]) => Array.from({ length: width }, (_, index) => cells[index] ?? '');
  const reasonOf = ({ name, code }: ImportFault) => `${name === null ? '' : `${name}: `}${texts.t(`job-code.${code}`)}`;
  const rowOf = ({ line, cells }: TableRow) => [
    ...filled(cells),
    String(line),
    (reasons.get(line) ?? []).map(reasonOf).join(' · '),
  ];
  return writeCsv([[...filled(table.header), ...refusalColumns], ...refused.map(rowOf)]);
}

function byLine(faults: readonly ImportFault[]): ReadonlyMap<number, readonly ImportFault[]> {
  const lines = new Map<number, ImportFault[]>();
  for (const fault of faults) {
    const known = lines.get(fault.line) ?? [];
    known.push(fault);
    lines.set(fault.line, known);
  }
  return lines;
}
