import type { JobRow } from '#core/contract/station/jobs.ts';
import type { JobStatus } from '#core/domain/jobs/job.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import type { Mark } from '../../../ui/status-mark.tsx';
import { Tag } from '../../../ui/tag.tsx';

/** How a job stands, as everybody sees it: mark and word (ux rule 9). A pause is said, because it is what somebody asks about. */
export function JobStatusTag({ of }: { readonly of: Pick<JobRow, 'status' | 'isPaused'> }) {
  const texts = useTexts();
  return <Tag mark={jobMark(of)}>{jobStatusWord(texts, of)}</Tag>;
}

export function jobMark({ status, isPaused }: Pick<JobRow, 'status' | 'isPaused'>): Mark {
  return isPaused ? 'idle' : marks[status];
}

export function jobStatusWord(texts: Texts, { status, isPaused }: Pick<JobRow, 'status' | 'isPaused'>): string {
  return texts.t(isPaused ? 'jobs-shared.status.paused' : `jobs-shared.status.${status}`);
}

/** As it stands on paper and is spoken: `J-1042`; `J-…` until the centre has numbered it. */
export function jobNumber(texts: Texts, number: number | null): string {
  return texts.t('jobs-shared.number', { number: number === null ? '…' : String(number) });
}

const marks: Readonly<Record<JobStatus, Mark>> = {
  pending: 'idle',
  assigned: 'idle',
  running: 'work',
  succeeded: 'ok',
  failed: 'stop',
};
