import type { TableDelimiter, TableEncoding } from '#core/contract/station/job-import.ts';
import type { ImportTarget } from '#core/domain/jobs/import/import-columns.ts';
import type { ImportFault } from '#core/domain/jobs/import/import-row.ts';
import type { Texts } from '#core/texts/create-texts.ts';

/** What a column of a table is read as, in the words of the jobs' own fields. */
export function targetWords(texts: Texts, target: ImportTarget): string {
  return target === 'kind' || target === 'partner'
    ? texts.t(`jobs-import.target.${target}`)
    : texts.t(`jobs-shared.field.${target}`);
}

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;
const encodingNames: Readonly<Record<TableEncoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
};

/** How the file was read, in one line. */
export function fileWords(
  texts: Texts,
  {
    rows,
    encoding,
    delimiter,
  }: { readonly rows: number; readonly encoding: TableEncoding; readonly delimiter: TableDelimiter },
): string {
  return texts.t('jobs-import.file.summary', {
    rows,
    encoding: encodingNames[encoding],
    delimiter: texts.t(`jobs-import.delimiter.${delimiterNames[delimiter]}`),
  });
}

/** What is to be done about faults of one cause: where they are, and what is wanted there. */
export function causeWords(texts: Texts, { name, code }: Pick<ImportFault, 'name' | 'code'>): string {
  const wanted = texts.t(`job-code.${code}`);
  return name === null ? wanted : `${name}: ${wanted}`;
}
