import { useTexts } from '../../text/text-provider.tsx';
import { ConfirmButtons } from '../../ui/confirm-buttons.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TrailerWarning } from './trailer-warning.tsx';

/** What must be read before an adapter may be used: the trailer's brake line is no bus for it (ISO 11992, link.md §3). */
export function SwitchOnDialog(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSwitchOn: () => void;
}) {
  const texts = useTexts();
  const { isOpen, onClose, onSwitchOn } = props;
  return (
    <Dialog title={texts.t('vehicle-bus.before')} isOpen={isOpen} onClose={onClose} role="alertdialog">
      <div className="vehicle-bus-question">
        <TrailerWarning />
        <ul className="vehicle-bus-rules">
          <li>{texts.t('vehicle-bus.rule-plug')}</li>
          <li>{texts.t('vehicle-bus.rule-standing')}</li>
          <li>{texts.t('vehicle-bus.rule-question')}</li>
        </ul>
      </div>
      <ConfirmButtons verb={texts.t('vehicle-bus.understood')} onClose={onClose} onConfirm={onSwitchOn} />
    </Dialog>
  );
}
