import type { JobRow } from '#core/contract/station/jobs.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { dayWords } from '../shared/field-words.ts';
import { jobNumber, jobStatusWord } from '../shared/job-status-tag.tsx';
import type { JobColumnId } from './jobs-columns.ts';

/** What the words of a job are made of. */
export interface JobSpeech {
  readonly texts: Texts;
  /** What people call a type of unit. */
  readonly labelOf: (unitType: string) => string;
}

/** What a column says of a job in plain words: for the list, and for the file that is exported. Empty where nothing is known. */
export function jobWords({ texts, labelOf }: JobSpeech, row: JobRow, column: JobColumnId): string {
  switch (column) {
    case 'number':
      return jobNumber(texts, row.number);
    case 'status':
      return jobStatusWord(texts, row);
    case 'unitType':
      return row.unitType === null ? '' : labelOf(row.unitType);
    case 'template':
      return row.templateName ?? '';
    case 'partner':
      return row.partner?.name ?? '';
    case 'technician':
      return row.technicianName ?? '';
    case 'task':
      return row.task === null ? '' : texts.t(`jobs-shared.task.${row.task}`);
    case 'progress':
      return row.steps.total === 0
        ? ''
        : texts.t('jobs-list.progress', { done: row.steps.done, total: row.steps.total });
    case 'overrides':
      return row.overrides === 0 ? '' : texts.number(row.overrides);
    case 'serviceDate':
      return row.serviceDate === null ? '' : dayWords(texts, row.serviceDate);
    case 'changedAt':
      return texts.date(row.changedAt, 'date-time');
    case 'note':
      return noteWords(texts, row);
    default:
      return row[column] ?? '';
  }
}

/** What somebody has to know first: why it failed, what stands in its way, how far it is. */
function noteWords(texts: Texts, { isAdHoc, failure, note, endsBefore, isWaiting, status, steps }: JobRow): string {
  const parts = [
    isAdHoc ? texts.t('jobs-shared.ad-hoc') : null,
    failure === null ? null : texts.t(`jobs-shared.failure.${failure}`),
    note,
    endsBefore === null ? null : texts.t(`jobs-shared.ends-before.${endsBefore}`),
    isWaiting ? texts.t('jobs-shared.is-waiting') : null,
    status === 'running' && steps.total > 0 ? texts.t('jobs-list.step-of', { ...steps }) : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
