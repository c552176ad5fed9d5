import { useState } from 'react';
import type { JobView } from '#core/contract/station/jobs.ts';
import { openPoints, type PointProgress } from '#core/domain/jobs/job.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { Tick } from '../../../ui/tick.tsx';
import { JobTrouble } from './job-trouble.tsx';
import { progressWords } from './progress-words.ts';
import { ReasonQuestion } from './reason-question.tsx';
import { useJobAct } from './use-job-act.ts';
import './job-points.css';

/** The fleet's checklist (c2): each point is ticked off or left out with a reason before the job can be finished. Nothing where there is none. */
export function JobPoints({ view }: { readonly view: JobView }) {
  const texts = useTexts();
  const { job, may } = view;
  const { checklist } = job.fields;
  const act = useJobAct(job.id);
  const [leavingOut, leaveOut] = useState<number | null>(null);
  if (checklist.length === 0) {
    return null;
  }
  const mayTick = may.tick?.kind === 'may' && job.run?.paused === null;
  const settle = (point: number, to: 'done' | 'open') => void act.run({ act: 'tick', point, to: { kind: to } });
  return (
    <section className="card jobwork-steps" aria-labelledby="jobwork-points">
      <div className="jobwork-points-head">
        <h2 className="over" id="jobwork-points">
          {texts.t('jobs-shared.field.checklist')}
        </h2>
        <span className="small dim num">
          {texts.t('jobs-worker.points-settled', {
            done: checklist.length - openPoints(job).length,
            total: checklist.length,
          })}
        </span>
      </div>
      <JobTrouble code={act.trouble} />
      <ul className="jobwork-step-rows">
        {checklist.map((text, point) => (
          <PointRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place; the fleet cannot change the list while the job runs
            key={point}
            text={text}
            progress={job.run?.points.find((one) => one.point === point)}
            mayTick={mayTick}
            onTick={(isDone) => settle(point, isDone ? 'done' : 'open')}
            onLeaveOut={() => leaveOut(point)}
          />
        ))}
      </ul>
      {leavingOut === null ? null : (
        <ReasonQuestion
          jobId={job.id}
          draft={`waive point ${leavingOut}`}
          title={texts.t('jobs-worker.leave-out-title', { step: checklist[leavingOut] ?? '' })}
          text={texts.t('jobs-worker.leave-out-text', { fleet: view.row.fleetName })}
          label={texts.t('jobs-worker.reason')}
          verb={texts.t('jobs-worker.leave-out')}
          isRequired
          isOpen
          onClose={() => leaveOut(null)}
          wishOf={(reason) => ({ act: 'tick', point: leavingOut, to: { kind: 'waived', reason } })}
        />
      )}
    </section>
  );
}

interface PointRowProps {
  readonly text: string;
  /** Nothing while it is open. */
  readonly progress: PointProgress | undefined;
  readonly mayTick: boolean;
  readonly onTick: (isDone: boolean) => void;
  readonly onLeaveOut: () => void;
}

/** A box to tick for whoever works on the job; for everybody else, and where it was left out, what became of it. */
function PointRow({ text, progress, mayTick, onTick, onLeaveOut }: PointRowProps) {
  const texts = useTexts();
  const isLeftOut = progress?.kind === 'waived';
  const said = progress === undefined && mayTick ? null : <Said progress={progress} />;
  return (
    <li className="jobwork-point">
      {mayTick && !isLeftOut ? (
        <div>
          <Tick isSelected={progress !== undefined} onChange={onTick}>
            {text}
          </Tick>
          {said}
        </div>
      ) : (
        <div className="jobwork-point-read">
          <StatusMark mark={progress === undefined ? 'idle' : isLeftOut ? 'warn' : 'ok'} />
          <span>
            <strong>{text}</strong>
            {said}
          </span>
        </div>
      )}
      {mayTick && progress === undefined ? (
        <Button size="list" aria-label={texts.t('jobs-worker.leave-out-step', { step: text })} onPress={onLeaveOut}>
          {texts.t('jobs-worker.leave-out')}
        </Button>
      ) : null}
      {mayTick && isLeftOut ? (
        <Button
          size="list"
          aria-label={texts.t('jobs-worker.reopen-step', { step: text })}
          onPress={() => onTick(false)}
        >
          {texts.t('jobs-worker.reopen')}
        </Button>
      ) : null}
    </li>
  );
}

function Said({ progress }: { readonly progress: PointProgress | undefined }) {
  const texts = useTexts();
  return <span className="small dim cell-detail jobwork-point-said">{progressWords(texts, progress)}</span>;
}
