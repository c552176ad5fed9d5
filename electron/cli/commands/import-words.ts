import type { ImportPreviewView, ImportResult } from '#core/contract/station/job-import.ts';
import { groupFaults } from '#core/domain/jobs/import/preview-import.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import { createTexts } from '#core/texts/create-texts.ts';
import { catalogues } from '#resources/texts/catalogues.ts';
import type { Previewed } from './import-jobs.ts';

// What `fitbay jobs import` says to people: the words of the page, in English as everything on the command line.
const texts = createTexts({ locale: 'en', catalogues });

/** Lines of one cause that are named; the others are in the file of refused rows. */
const namedLines = 12;

export function describeImport(kind: 'preview' | 'imported', preview: Previewed): string {
  const { rows, good, assigned, faults, doubts, columns } = preview;
  const unread = columns.flatMap(({ heading, target }) =>
    target === null ? [heading === '' ? '(no heading)' : heading] : [],
  );
  const counts = `${rows} rows: ${good} good (${assigned} assigned), ${rows - good} refused`;
  return [
    kind === 'imported' ? `Imported ${good} jobs. ${counts}` : `${counts}. Nothing is written yet.`,
    ...(unread.length === 0 ? [] : [`not read: ${unread.join(', ')}`]),
    ...describeFaults('refused', faults),
    ...describeFaults('to check', doubts),
  ].join('\n');
}

function describeFaults(what: string, faults: Previewed['faults']): readonly string[] {
  return groupFaults(faults).map(({ code, name, faults: all }) => {
    const lines = all.slice(0, namedLines).map(({ line }) => line);
    const more = all.length > namedLines ? ', …' : '';
    return `${what}: ${all.length} × ${name === null ? '' : `${name}: `}${texts.t(`job-code.${code}`)} (line ${lines.join(', ')}${more})`;
  });
}

export function describeRefusal(
  refusal: Exclude<ImportPreviewView, { kind: 'preview' }> | Exclude<ImportResult, { kind: 'imported' }>,
): string {
  switch (refusal.kind) {
    case 'unreadable':
      return texts.t(`jobs-import.unreadable.${refusal.code}`, { line: refusal.line ?? 0 });
    case 'too-many':
      return texts.t('jobs-import.too-many', { rows: refusal.rows, most: refusal.most });
    case 'no-template':
      return texts.t('jobs-import.no-template');
    case 'changed':
      return texts.t('jobs-import.changed');
    case 'refused':
      return `${refusal.line === null ? '' : `${texts.t('jobs-import.line', { line: refusal.line })}: `}${texts.t(`job-code.${refusal.code}`)} ${texts.t('jobs-import.nothing-imported')}`;
    case 'not-answered':
      return texts.t(`jobs-import.not-answered.${refusal.why}`);
    default:
      return assertNever(refusal);
  }
}
