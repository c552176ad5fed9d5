import { useTexts } from '../text/text-provider.tsx';
import { Button } from './button.tsx';

interface ConfirmButtonsProps {
  /** The verb of the act once more (ux rule 14). */
  readonly verb: string;
  readonly onClose: () => void;
  /** Runs after the dialog was closed. */
  readonly onConfirm: () => void;
}

/** The two answers to a question. Cancel has the focus and stands where reading begins; Enter alone confirms nothing. */
export function ConfirmButtons({ verb, onClose, onConfirm }: ConfirmButtonsProps) {
  const texts = useTexts();
  return (
    <div className="dialog-buttons">
      <Button onPress={onClose} autoFocus>
        {texts.t('common.cancel')}
      </Button>
      <span className="push" />
      <Button
        tone="go"
        onPress={() => {
          onClose();
          onConfirm();
        }}
      >
        {verb}
      </Button>
    </div>
  );
}
