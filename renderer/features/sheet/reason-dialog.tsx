import { useState } from 'react';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface ReasonDialogProps {
  readonly title: string;
  readonly text: string;
  readonly verb: string;
  readonly sessionId: string | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onGive: (why: string) => void;
}

/** Asks why, in words that stand on the report; what was typed stays until it is given or the question is closed. */
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

/** The contract takes reasons from this length on. */
const shortestReason = 3;

function ReasonForm({ text, verb, onClose, onGive }: ReasonDialogProps) {
  const texts = useTexts();
  const [why, setWhy] = useState('');
  return (
    <>
      <p className="dim dialog-text">{text}</p>
      <TextField label={texts.t('sheet.reason')} value={why} onChange={setWhy} multiline autoFocus />
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button
          tone="go"
          isDisabled={why.trim().length < shortestReason}
          onPress={() => {
            onClose();
            onGive(why.trim());
          }}
        >
          {verb}
        </Button>
      </div>
    </>
  );
}
