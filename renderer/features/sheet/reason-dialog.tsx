import { isReason, longestReason } from '#core/kernel/reason.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface ReasonDialogProps {
  readonly title: string;
  readonly text: string;
  readonly verb: string;
  readonly sessionId: string | null;
  /** What was typed, and the way to type: it is kept by whoever asks, until it is given. */
  readonly words: readonly [string, (words: string) => void];
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Answers true once it is stored. */
  readonly onGive: (why: string) => Promise<boolean>;
}

/** Asks why, in words that stand on the report. What was typed stays until it was given, whatever happens to the question. */
export function ReasonDialog(props: ReasonDialogProps) {
  return (
    <Dialog
      title={props.title}
      isOpen={props.isOpen}
      onClose={props.onClose}
      role="alertdialog"
      sessionId={props.sessionId}
    >
      <ReasonForm {...props} />
    </Dialog>
  );
}

function ReasonForm({ text, verb, words: [why, type], onClose, onGive }: ReasonDialogProps) {
  const texts = useTexts();
  const give = async () => {
    onClose();
    if (await onGive(why.trim())) {
      type('');
    }
  };
  return (
    <>
      <p className="dim dialog-text">{text}</p>
      <TextField
        label={texts.t('sheet.reason')}
        value={why}
        onChange={type}
        longest={longestReason}
        multiline
        autoFocus
      />
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button tone="go" isDisabled={!isReason(why)} onPress={() => void give()}>
          {verb}
        </Button>
      </div>
    </>
  );
}
