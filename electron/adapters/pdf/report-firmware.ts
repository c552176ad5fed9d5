// Which firmware was sent to the unit and what it told afterwards (INST-5).
import type { JobReport } from '#core/domain/reports/job-report.ts';
import type { PageNode } from './page-node.ts';
import { reportParagraph, type Sheet } from './report-table.ts';

/** Nothing where none was sent. */
export function reportFirmware({ firmware }: JobReport, { texts }: Sheet): PageNode[] {
  if (firmware === null) {
    return [];
  }
  const { from, to, outcome, told, file, fingerprint, at, by } = firmware;
  const sentence = texts.t('report.firmware-sent', {
    from,
    to,
    file,
    fingerprint,
    by,
    time: texts.date(at, 'date-time'),
  });
  const answer = told === null ? texts.t('report.firmware-silent') : texts.t('report.firmware-told', { told });
  return [reportParagraph(texts.t(`report.firmware-${outcome}`, { from, to }), [{ text: `${sentence} ${answer}` }])];
}
