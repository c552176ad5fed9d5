import type { JobView } from '#core/contract/station/jobs.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Notice } from '../../../ui/notice.tsx';

/** How the job ended, in the technician's words. Nothing as long as it has not. */
export function JobEndCard({ view: { job } }: { readonly view: JobView }) {
  const texts = useTexts();
  const { end } = job;
  if (end === null) {
    return null;
  }
  const byAt = texts.t('jobs-page.by-at', { name: end.by, time: texts.date(end.at, 'date-time') });
  return end.kind === 'failed' ? (
    // What is read here is no news that has to interrupt.
    <section className="job-end" aria-label={texts.t('jobs-page.end')}>
      <Notice mark="warn">
        <strong className="job-line">
          {texts.t('jobs-page.failed', { why: texts.t(`jobs-shared.failure.${end.failure}`) })}
        </strong>
        <span className="job-line job-said">{end.explanation}</span>
        <span className="job-line small dim">{byAt}</span>
      </Notice>
    </section>
  ) : (
    <section className="job-end" aria-label={texts.t('jobs-page.end')}>
      <Notice mark="ok">
        <strong className="job-line">{texts.t('jobs-page.succeeded')}</strong>
        {end.comment === null ? null : <span className="job-line job-said">{end.comment}</span>}
        <span className="job-line small dim">{byAt}</span>
      </Notice>
    </section>
  );
}
