import type { ReactNode } from 'react';
import type { BenchWish } from '#core/contract/station/jobs.ts';
import type { JobId } from '#core/kernel/entity-ids.ts';
import { isReason, longestReason } from '#core/kernel/reason.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { isTooLong, TextField } from '../../../ui/text-field.tsx';
import { useDroppedDrafts, useJobDraft } from './job-drafts.ts';
import { JobTrouble } from './job-trouble.tsx';
import { useJobAct } from './use-job-act.ts';

interface ReasonQuestionProps {
  readonly jobId: JobId;
  /** Names what is typed here, see `job-drafts.ts`. */
  readonly draft: string;
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly verb: string;
  /** Whether words have to be given. */
  readonly isRequired: boolean;
  /** Whether the rest of what is asked is answered; true where nothing else is. */
  readonly isReady?: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly wishOf: (words: string) => BenchWish;
  readonly onDone?: () => void;
  /** Whether what else is asked hears scans and says so itself; else a scan does nothing while the question stands open. */
  readonly takesScans?: boolean;
  /** What else is asked, before the words. */
  readonly children?: ReactNode;
  /** What may be given besides, after the words. */
  readonly besides?: ReactNode;
}

/** Asks for words before something is done with a job. What was typed stays until it was given, whatever happens to the question. */
export function ReasonQuestion(props: ReasonQuestionProps) {
  return (
    <Dialog
      title={props.title}
      isOpen={props.isOpen}
      onClose={props.onClose}
      role="alertdialog"
      scans={props.takesScans === true ? 'as-behind' : 'nothing'}
    >
      <ReasonForm {...props} />
    </Dialog>
  );
}

function ReasonForm(props: ReasonQuestionProps) {
  const texts = useTexts();
  const {
    jobId,
    draft,
    text,
    label,
    verb,
    isRequired,
    isReady = true,
    onClose,
    wishOf,
    onDone,
    children,
    besides,
  } = props;
  const [words, type] = useJobDraft(jobId, draft);
  const dropDrafts = useDroppedDrafts(jobId);
  const act = useJobAct(jobId);
  const isFit = isRequired ? isReason(words) : !isTooLong(words, longestReason);
  const give = async () => {
    const done = await act.run(wishOf(words.trim()));
    if (done !== null) {
      dropDrafts([draft]);
      onClose();
      onDone?.();
    }
  };
  return (
    <>
      <p className="dim dialog-text">{text}</p>
      <JobTrouble code={act.trouble} />
      {children === undefined ? null : <div className="jobwork-asked">{children}</div>}
      <TextField
        label={label}
        value={words}
        onChange={type}
        longest={longestReason}
        multiline
        autoFocus={children === undefined}
      />
      {besides}
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button tone="go" isDisabled={!isFit || !isReady} isPending={act.isRunning} onPress={() => void give()}>
          {verb}
        </Button>
      </div>
    </>
  );
}
