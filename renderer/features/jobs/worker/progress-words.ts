import { isSaidByHand, type PointProgress, type StepProgress } from '#core/domain/jobs/job.ts';
import type { Texts } from '#core/texts/create-texts.ts';

/** Who settled a step or a point, when, and why it was left out. */
export function progressWords(texts: Texts, progress: StepProgress | PointProgress | undefined): string {
  if (progress === undefined) {
    return texts.t('jobs-worker.open');
  }
  const said = { by: progress.by, at: texts.date(progress.at, 'date-time') };
  return progress.kind === 'done'
    ? texts.t(isSaidByHand(progress) ? 'jobs-worker.done-by-hand' : 'jobs-worker.done-by', said)
    : texts.t('jobs-worker.left-out-by', { ...said, reason: progress.reason });
}
