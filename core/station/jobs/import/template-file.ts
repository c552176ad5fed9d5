import { columnName, importTargets } from '../../../domain/jobs/import/import-columns.ts';
import { type JobKind, jobFieldTable } from '../../../domain/jobs/job-fields.ts';
import { writeCsv } from '../../../domain/units/write-csv.ts';

/** The published headings for jobs of one kind (decisions.md c1), in their order, and nothing below them. */
export function templateFile(kind: JobKind): string {
  const isOfKind = (name: string) => jobFieldTable.every((entry) => entry.name !== name || entry.kinds.includes(kind));
  return writeCsv([importTargets.filter(isOfKind).flatMap((target) => columnName(target) ?? [])]);
}
