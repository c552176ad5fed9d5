// What the bench kept of the unit before it was reset, and what of it was put back (decisions.md d2).
import type { JobReport } from '#core/domain/reports/job-report.ts';
import type { PageNode } from './page-node.ts';
import { reportParagraph, type Sheet } from './report-table.ts';

/** Nothing where nothing was kept. Names of values only: what they were stands in the backup. */
export function reportRestore({ restore }: JobReport, { texts }: Sheet): PageNode[] {
  if (restore === null) {
    return [];
  }
  const { purpose, takenAt, values, fingerprint, outcome, restored, open, leftOut, note } = restore;
  const kept = texts.t('report.restore-kept', {
    values,
    time: texts.date(takenAt, 'date-time'),
    fingerprintKnown: fingerprint === null ? 'no' : 'yes',
    fingerprint: fingerprint ?? '',
  });
  const sentences = [
    kept,
    ...(restored.length === 0 ? [] : [texts.t('report.restore-done', { keys: texts.list(restored) })]),
    ...(open.length === 0 ? [] : [texts.t('report.restore-open', { keys: texts.list(open) })]),
    ...leftOut.map(({ reason, keys }) => texts.t('report.restore-left-out', { reason, keys: texts.list(keys) })),
    ...(note === null ? [] : [note]),
  ];
  return [reportParagraph(texts.t(`report.restore-${purpose}-${outcome}`), [{ text: sentences.join(' ') }])];
}
