import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { JobView } from '#core/contract/station/jobs.ts';
import { disposition, type JobFailure, jobFailure } from '#core/domain/jobs/job.ts';
import { takesUnitOut } from '#core/domain/jobs/job-fields.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { ChoiceBar } from '../../../ui/choice-bar.tsx';
import { PhotoField } from '../../photos/photo-field.tsx';
import { useKeptPhotos } from '../../photos/use-kept-photos.ts';
import { useDroppedDrafts, useJobDraft } from './job-drafts.ts';
import { ReasonQuestion } from './reason-question.tsx';

/** Ends the job: well when nothing is open any more, else it says what is; or as failed, with one of the reasons and words of one's own (JOB-1). */
export function FinishJob({ view, open }: { readonly view: JobView; readonly open: readonly string[] }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const [asked, ask] = useState<'succeed' | 'fail' | null>(null);
  const { id, number } = view.job;
  const isOut = takesUnitOut(view.job.fields);
  const [chosen, choose] = useJobDraft(id, 'disposition');
  const dropDrafts = useDroppedDrafts(id);
  const becomes = disposition.options.find((one) => one === chosen) ?? null;
  const leave = (ended: 'succeeded' | 'failed') => {
    dropDrafts();
    void navigate({ to: '/jobs/mine', search: { ended, ...(number === null ? {} : { number }) } });
  };
  return (
    <div className="jobwork-finish">
      <Button
        tone={open.length === 0 ? 'go' : 'plain'}
        isDisabled={open.length > 0}
        aria-describedby="jobwork-finish-open"
        onPress={() => ask('succeed')}
      >
        {texts.t('jobs-worker.succeed')}
      </Button>
      <Button onPress={() => ask('fail')}>{texts.t('jobs-worker.fail')}</Button>
      <p className="small dim" id="jobwork-finish-open">
        {open.length === 0
          ? texts.t('jobs-worker.all-settled')
          : texts.t('jobs-worker.still-open', {
              steps: texts.list([...open]),
            })}
      </p>
      <ReasonQuestion
        jobId={id}
        draft="comment"
        title={texts.t('jobs-worker.succeed-title')}
        text={texts.t('jobs-worker.end-text', { fleet: view.row.fleetName })}
        label={texts.t('jobs-worker.comment')}
        verb={texts.t('jobs-worker.succeed')}
        isRequired={false}
        isOpen={asked === 'succeed'}
        onClose={() => ask(null)}
        onDone={() => leave('succeeded')}
        isReady={!isOut || becomes !== null}
        wishOf={(words) => ({
          act: 'succeed',
          comment: words === '' ? null : words,
          ...(isOut && becomes !== null ? { disposition: becomes } : {}),
        })}
      >
        {isOut ? (
          <div className="field">
            <span className="field-label">{texts.t('jobs-shared.disposition.question')}</span>
            <ChoiceBar
              label={texts.t('jobs-shared.disposition.question')}
              value={becomes}
              choices={disposition.options.map((value) => ({
                value,
                label: texts.t(`jobs-shared.disposition.${value}`),
              }))}
              onChoose={choose}
            />
          </div>
        ) : null}
      </ReasonQuestion>
      <FailQuestion view={view} isOpen={asked === 'fail'} onClose={() => ask(null)} onDone={() => leave('failed')} />
    </div>
  );
}

function FailQuestion(props: {
  readonly view: JobView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const texts = useTexts();
  const { view, isOpen, onClose, onDone } = props;
  const { id } = view.job;
  const [draft, choose] = useJobDraft(id, 'failure');
  const photos = useKeptPhotos(id);
  const failure: JobFailure | null = jobFailure.options.find((one) => one === draft) ?? null;
  return (
    <ReasonQuestion
      jobId={id}
      draft="explanation"
      title={texts.t('jobs-worker.fail-title')}
      text={texts.t('jobs-worker.end-text', { fleet: view.row.fleetName })}
      label={texts.t('jobs-worker.explanation')}
      verb={texts.t('jobs-worker.fail-verb')}
      isRequired
      isReady={failure !== null && !photos.isBusy}
      besides={<PhotoField jobId={id} photos={photos} />}
      isOpen={isOpen}
      onClose={onClose}
      onDone={onDone}
      wishOf={(explanation) => ({
        act: 'fail',
        failure: failure ?? 'other',
        explanation,
        ...(photos.hashes.length === 0 ? {} : { photos: [...photos.hashes] }),
      })}
    >
      <div className="field">
        <span className="field-label">{texts.t('jobs-worker.why-failed')}</span>
        <ChoiceBar
          label={texts.t('jobs-worker.why-failed')}
          value={failure}
          choices={jobFailure.options.map((value) => ({ value, label: texts.t(`jobs-shared.failure.${value}`) }))}
          onChoose={choose}
        />
      </div>
    </ReasonQuestion>
  );
}
