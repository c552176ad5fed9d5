import type { JobView } from '#core/contract/station/jobs.ts';
import { isSaidByHand, type Job, type PointProgress, type StepProgress } from '#core/domain/jobs/job.ts';
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
            <Settled key={step} name={texts.t(`jobs-shared.step.${step}`)} progress={run?.steps[step]} />
          ))}
        </ul>
      )}
      <Points job={job} />
    </section>
  );
}

/** What became of the checklist; before anybody has begun it stands among what is prescribed and nowhere else. */
function Points({ job: { run, fields } }: { readonly job: Job }) {
  const texts = useTexts();
  if (run === null || fields.checklist.length === 0) {
    return null;
  }
  return (
    <>
      <h3>{texts.t('jobs-shared.field.checklist')}</h3>
      <ul className="job-steps" aria-label={texts.t('jobs-shared.field.checklist')}>
        {fields.checklist.map((text, place) => (
          <Settled
            // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place; nobody can change the list while the job runs
            key={place}
            name={text}
            progress={run.points.find(({ point }) => point === place)}
          />
        ))}
      </ul>
    </>
  );
}

/** One step or point: whether it is settled, by whom, and why it was left out. */
function Settled({
  name,
  progress,
}: {
  readonly name: string;
  readonly progress: StepProgress | PointProgress | undefined;
}) {
  const texts = useTexts();
  const kind = progress?.kind ?? 'open';
  const isByHand = progress !== undefined && isSaidByHand(progress);
  return (
    <li className="job-step">
      <StatusMark mark={stepMarks[kind]} />
      <span>
        <strong>{name}</strong>
        <span className="small dim job-line">
          {texts.t(`jobs-page.step.${isByHand ? 'by-hand' : kind}`)}
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
