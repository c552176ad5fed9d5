import type { JobView } from '#core/contract/station/jobs.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { PhotoStrip } from '../../photos/photo-strip.tsx';

/** How the job ended, in the technician's words. Nothing as long as it has not. */
export function JobEndCard({ view: { job } }: { readonly view: JobView }) {
  const texts = useTexts();
  const { end } = job;
  if (end === null) {
    return null;
  }
  const byAt = texts.t('jobs-page.by-at', { name: end.by, time: texts.date(end.at, 'date-time') });
  const isFailed = end.kind === 'failed';
  const words = isFailed ? end.explanation : end.comment;
  return (
    // Not a notice that interrupts: what happened elsewhere is read when its turn comes.
    <section className={`notice notice-${isFailed ? 'stop' : 'ok'}`} aria-label={texts.t('jobs-page.end')}>
      <StatusMark mark={isFailed ? 'stop' : 'ok'} />
      <div className="notice-text">
        <strong className="job-line">
          {isFailed
            ? texts.t('jobs-page.failed', { why: texts.t(`jobs-shared.failure.${end.failure}`) })
            : texts.t('jobs-page.succeeded')}
        </strong>
        {end.kind === 'succeeded' && end.disposition !== undefined ? (
          <span className="job-line">{texts.t(`jobs-shared.disposition.${end.disposition}`)}</span>
        ) : null}
        {words === null ? null : <span className="job-line job-said">{words}</span>}
        {isFailed && end.photos !== undefined ? <PhotoStrip jobId={job.id} photos={end.photos} /> : null}
        <span className="job-line small dim">{byAt}</span>
      </div>
    </section>
  );
}
