import { useState } from 'react';
import type { JobView } from '#core/contract/station/jobs.ts';
import { type JobStep, maySayByHand, type StepProgress } from '#core/domain/jobs/job.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { JobTrouble } from './job-trouble.tsx';
import { progressWords } from './progress-words.ts';
import { ReasonQuestion } from './reason-question.tsx';
import { useJobAct } from './use-job-act.ts';

/** What the job wants, step by step, with who settled it. A step is done on the unit's sheet, by hand where no sheet has to show it, or left out with a reason. */
export function JobSteps({ view }: { readonly view: JobView }) {
  const texts = useTexts();
  const { job, may } = view;
  const act = useJobAct(job.id);
  const [leavingOut, leaveOut] = useState<JobStep | null>(null);
  const mayAdvance = may.advance?.kind === 'may' && job.run?.paused === null;
  return (
    <section className="card jobwork-steps" aria-labelledby="jobwork-steps">
      <h2 className="over" id="jobwork-steps">
        {texts.t('jobs-worker.steps')}
      </h2>
      {job.steps.length === 0 ? <p className="dim">{texts.t('jobs-worker.no-steps')}</p> : null}
      <JobTrouble code={act.trouble} />
      <ol className="jobwork-step-rows">
        {job.steps.map((step) => (
          <StepRow
            key={step}
            step={step}
            progress={job.run?.steps[step]}
            mayAdvance={mayAdvance}
            onDo={() => void act.run({ act: 'do', step })}
            onLeaveOut={() => leaveOut(step)}
            onReopen={() => void act.run({ act: 'reopen', step })}
          />
        ))}
      </ol>
      {leavingOut === null ? null : (
        <ReasonQuestion
          jobId={job.id}
          draft={`waive ${leavingOut}`}
          title={texts.t('jobs-worker.leave-out-title', { step: texts.t(`jobs-shared.step.${leavingOut}`) })}
          text={texts.t('jobs-worker.leave-out-text', { fleet: view.row.fleetName })}
          label={texts.t('jobs-worker.reason')}
          verb={texts.t('jobs-worker.leave-out')}
          isRequired
          isOpen
          onClose={() => leaveOut(null)}
          wishOf={(reason) => ({ act: 'waive', step: leavingOut, reason })}
        />
      )}
    </section>
  );
}

interface StepRowProps {
  readonly step: JobStep;
  /** Nothing while it is open. */
  readonly progress: StepProgress | undefined;
  readonly mayAdvance: boolean;
  readonly onDo: () => void;
  readonly onLeaveOut: () => void;
  readonly onReopen: () => void;
}

function StepRow({ step, progress, mayAdvance, onDo, onLeaveOut, onReopen }: StepRowProps) {
  const texts = useTexts();
  const name = texts.t(`jobs-shared.step.${step}`);
  return (
    <li className="jobwork-step">
      <StatusMark mark={progress === undefined ? 'idle' : progress.kind === 'done' ? 'ok' : 'warn'} />
      <span>
        <strong>{name}</strong>
        <span className="small dim cell-detail">{progressWords(texts, progress)}</span>
      </span>
      {mayAdvance ? (
        <span className="jobwork-step-acts">
          {progress === undefined ? (
            <>
              {maySayByHand(step) ? (
                <Button aria-label={texts.t('jobs-worker.do-step', { step: name })} onPress={onDo}>
                  {texts.t('jobs-worker.do')}
                </Button>
              ) : null}
              <Button aria-label={texts.t('jobs-worker.leave-out-step', { step: name })} onPress={onLeaveOut}>
                {texts.t('jobs-worker.leave-out')}
              </Button>
            </>
          ) : (
            <Button aria-label={texts.t('jobs-worker.reopen-step', { step: name })} onPress={onReopen}>
              {texts.t('jobs-worker.reopen')}
            </Button>
          )}
        </span>
      ) : null}
    </li>
  );
}
