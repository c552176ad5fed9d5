import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { JobView } from '#core/contract/station/jobs.ts';
import type { JobRun } from '#core/domain/jobs/job.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useActing } from '../../../station/acting.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmButtons } from '../../../ui/confirm-buttons.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import type { Mark } from '../../../ui/status-mark.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { FinishJob } from './finish-job.tsx';
import { JobTrouble } from './job-trouble.tsx';
import { ReasonQuestion } from './reason-question.tsx';
import { type JobAct, useJobAct } from './use-job-act.ts';
import type { WorkStanding } from './work-standing.ts';

/** The one thing to do next with a job, by how it stands for whoever looks at it (ux rule 12). */
export function NextOnJob({ view, standing }: { readonly view: JobView; readonly standing: WorkStanding }) {
  const texts = useTexts();
  const act = useJobAct(view.job.id);
  switch (standing.kind) {
    case 'watching':
      return null;
    case 'over':
      return <NextCard mark="ok" title={texts.t('jobs-worker.over')} text={texts.t('jobs-worker.over-text')} />;
    case 'waits':
      return <StartCard act={act} namedFor={standing.namedFor} />;
    case 'others':
      return <TakeOverCard act={act} run={standing.run} />;
    case 'mine':
      return <MineCard view={view} act={act} standing={standing} />;
    default:
      return assertNever(standing);
  }
}

function NextCard(props: {
  readonly mark: Mark;
  readonly title: string;
  readonly text: string;
  readonly children?: React.ReactNode;
}) {
  const { mark, title, text, children } = props;
  return (
    <section className={`card jobwork-next jobwork-next-${mark}`} aria-labelledby="jobwork-next">
      <div className="jobwork-next-head">
        <StatusMark mark={mark} size="large" isStill />
        <div>
          <h2 id="jobwork-next">{title}</h2>
          <p className="dim">{text}</p>
        </div>
      </div>
      {children}
    </section>
  );
}

interface CardProps {
  readonly view: JobView;
  readonly act: JobAct;
}

function StartCard({ act, namedFor }: Pick<CardProps, 'act'> & { readonly namedFor: string | null }) {
  const texts = useTexts();
  const text =
    namedFor === null ? texts.t('jobs-worker.start-text') : texts.t('jobs-worker.named-for', { name: namedFor });
  return (
    <NextCard mark={namedFor === null ? 'idle' : 'warn'} title={texts.t('jobs-worker.waits')} text={text}>
      <JobTrouble code={act.trouble} />
      <Button
        tone="go"
        size="primary"
        wide
        isDisabled={namedFor !== null}
        isPending={act.isRunning}
        onPress={() => void act.run({ act: 'start' })}
      >
        {texts.t('jobs-worker.start')}
      </Button>
    </NextCard>
  );
}

/** Somebody else's work is taken over by an answer of its own, never in passing. */
function TakeOverCard({ act, run }: Pick<CardProps, 'act'> & { readonly run: JobRun }) {
  const texts = useTexts();
  const [asking, ask] = useState(false);
  const since = { name: run.technician.name, station: run.stationName, time: texts.date(run.startedAt, 'date-time') };
  return (
    <NextCard
      mark={run.paused === null ? 'work' : 'idle'}
      title={texts.t(run.paused === null ? 'jobs-worker.others' : 'jobs-worker.others-paused', {
        name: run.technician.name,
      })}
      text={texts.t('jobs-worker.others-since', since)}
    >
      {run.paused === null ? null : <PauseNote run={run} />}
      <JobTrouble code={act.trouble} />
      <Button tone="go" isPending={act.isRunning} onPress={() => ask(true)}>
        {texts.t('jobs-worker.take-over')}
      </Button>
      <Dialog
        title={texts.t('jobs-worker.take-over-title')}
        isOpen={asking}
        onClose={() => ask(false)}
        role="alertdialog"
      >
        <p className="dim dialog-text">{texts.t('jobs-worker.take-over-text', { name: run.technician.name })}</p>
        <ConfirmButtons
          verb={texts.t('jobs-worker.take-over')}
          onClose={() => ask(false)}
          onConfirm={() => void act.run({ act: 'hand-over' })}
        />
      </Dialog>
    </NextCard>
  );
}

function PauseNote({ run }: { readonly run: JobRun }) {
  const texts = useTexts();
  return run.paused === null ? null : (
    <p className="jobwork-pause-note">
      <strong>
        {texts.t('jobs-worker.paused-by', { by: run.paused.by, time: texts.date(run.paused.at, 'date-time') })}
      </strong>{' '}
      {run.paused.note}
    </p>
  );
}

function MineCard({ view, act, standing }: CardProps & { readonly standing: Extract<WorkStanding, { kind: 'mine' }> }) {
  const texts = useTexts();
  const { run, open, openPoints } = standing;
  const isReady = open.length === 0 && openPoints === 0;
  const [pausing, pause] = useState(false);
  if (run.paused !== null) {
    return (
      <NextCard mark="idle" title={texts.t('jobs-worker.paused')} text={texts.t('jobs-worker.paused-text')}>
        <PauseNote run={run} />
        <JobTrouble code={act.trouble} />
        <Button tone="go" size="primary" wide isPending={act.isRunning} onPress={() => void act.run({ act: 'resume' })}>
          {texts.t('jobs-worker.resume')}
        </Button>
      </NextCard>
    );
  }
  return (
    <NextCard
      mark={isReady ? 'ok' : 'work'}
      title={texts.t(isReady ? 'jobs-worker.ready' : 'jobs-worker.at-work')}
      text={texts.t('jobs-worker.mine-since', { time: texts.date(run.startedAt, 'date-time') })}
    >
      <JobTrouble code={act.trouble} />
      <div className="jobwork-next-acts">
        <ToBench view={view} isNext={open.length > 0} />
        <Button onPress={() => pause(true)}>{texts.t('jobs-worker.pause')}</Button>
      </div>
      <FinishJob view={view} open={openWords(texts, standing)} />
      <ReasonQuestion
        jobId={view.job.id}
        draft="pause"
        title={texts.t('jobs-worker.pause-title')}
        text={texts.t('jobs-worker.pause-text')}
        label={texts.t('jobs-worker.note')}
        verb={texts.t('jobs-worker.pause')}
        isRequired={false}
        isOpen={pausing}
        onClose={() => pause(false)}
        wishOf={(note) => ({ act: 'pause', note: note === '' ? null : note })}
      />
    </NextCard>
  );
}

/** What keeps the job from being finished, in words. */
function openWords(texts: Texts, { open, openPoints }: Extract<WorkStanding, { kind: 'mine' }>): readonly string[] {
  const steps = open.map((one) => texts.t(`jobs-shared.step.${one}`));
  return openPoints === 0 ? steps : [...steps, texts.t('jobs-worker.open-points', { count: openPoints })];
}

/** To the unit's sheet where there is one, else to the bench of the job's fleet, where the unit is scanned. */
function ToBench({ view, isNext }: { readonly view: JobView; readonly isNext: boolean }) {
  const texts = useTexts();
  const acting = useActing();
  const navigate = useNavigate();
  const { sessionId, job } = view;
  const go = async () => {
    if (sessionId !== null) {
      await navigate({ to: '/sheet/$sessionId', params: { sessionId } });
      return;
    }
    const chosen = await acting((client) => client.customers.choose({ customerId: job.organizationId }));
    if (chosen?.kind === 'chosen') {
      await navigate({ to: '/bench' });
    }
  };
  return (
    <Button tone={isNext ? 'go' : 'plain'} needs="scan" onPress={() => void go()}>
      {texts.t(sessionId === null ? 'jobs-worker.to-bench' : 'jobs-worker.to-sheet')}
    </Button>
  );
}
