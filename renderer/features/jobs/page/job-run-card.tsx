import type { JobView } from '#core/contract/station/jobs.ts';
import type { JobRun, JobStep } from '#core/domain/jobs/job.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import type { Mark } from '../../../ui/status-mark.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';

/** How far the work is: who has it, where, and each step that is wanted. */
export function JobRunCard({ view: { job } }: { readonly view: JobView }) {
  const texts = useTexts();
  const { run, steps, technician, status } = job;
  return (
    <section className="card job-card" aria-labelledby="job-run">
      <h2 className="over" id="job-run">
        {texts.t('jobs-page.work')}
      </h2>
      {run === null ? (
        <p className="dim">
          {technician === null
            ? texts.t(status === 'pending' ? 'jobs-page.not-given' : 'jobs-page.not-begun')
            : texts.t('jobs-page.named', { name: technician.name })}
        </p>
      ) : (
        <p>
          {texts.t('jobs-page.begun', {
            name: run.technician.name,
            station: run.stationName,
            time: texts.date(run.startedAt, 'date-time'),
          })}
        </p>
      )}
      {run?.paused === null || run === null ? null : (
        <p className="job-paused">
          {texts.t('jobs-page.paused', { name: run.paused.by, time: texts.date(run.paused.at, 'date-time') })}
          {run.paused.note === null ? null : <span className="job-line">{run.paused.note}</span>}
        </p>
      )}
      {steps.length === 0 ? (
        <p className="small dim">{texts.t('jobs-page.no-steps')}</p>
      ) : (
        <ul className="job-steps" aria-label={texts.t('jobs-page.steps')}>
          {steps.map((step) => (
            <Step key={step} step={step} run={run} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Step({ step, run }: { readonly step: JobStep; readonly run: JobRun | null }) {
  const texts = useTexts();
  const progress = run?.steps[step];
  const kind = progress?.kind ?? 'open';
  return (
    <li className="job-step">
      <StatusMark mark={stepMarks[kind]} />
      <span>
        <strong>{texts.t(`jobs-shared.step.${step}`)}</strong>
        <span className="small dim job-line">
          {texts.t(`jobs-page.step.${kind}`)}
          {progress === undefined
            ? ''
            : ` · ${texts.t('jobs-page.by-at', { name: progress.by, time: texts.date(progress.at, 'date-time') })}`}
        </span>
        {progress?.kind === 'waived' ? <span className="small job-line">{progress.reason}</span> : null}
      </span>
    </li>
  );
}

const stepMarks: Readonly<Record<'open' | 'done' | 'waived', Mark>> = { open: 'idle', done: 'ok', waived: 'warn' };
