import type { Sheet } from '#core/contract/station/bench.ts';
import { groupSerial, groupVin } from '#core/domain/identity/group-digits.ts';
import { assetLabel } from '#core/domain/pairing/asset.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { ConfirmButtons } from '../../ui/confirm-buttons.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { Candidate } from './candidates.tsx';
import { PanelNote } from './panel-card.tsx';

interface ConfirmPairingProps {
  readonly sheet: Sheet;
  readonly candidate: Candidate | null;
  readonly onClose: () => void;
  readonly onPair: (candidate: Candidate) => void;
}

/** Names unit and vehicle before they are paired by hand, and says so where their VINs do not agree (PAIR-1, ux rule 14). */
export function ConfirmPairing(props: ConfirmPairingProps) {
  const texts = useTexts();
  const { candidate } = props;
  return (
    <Dialog
      title={candidate === null ? '' : texts.t('pair.confirm', { asset: assetLabel(candidate) })}
      isOpen={candidate !== null}
      onClose={props.onClose}
      role="alertdialog"
      sessionId={props.sheet.session.id}
    >
      {candidate === null ? null : <Question {...props} candidate={candidate} />}
    </Dialog>
  );
}

function Question({ sheet, candidate, onClose, onPair }: ConfirmPairingProps & { readonly candidate: Candidate }) {
  const texts = useTexts();
  const { session } = sheet;
  return (
    <>
      <dl className="confirm">
        <dt>{texts.t('confirm.unit')}</dt>
        <dd>
          {sheet.unitTypeLabel} <span className="mono">{groupSerial(session.label.serial)}</span>
        </dd>
        <dt>{texts.t('pair.vehicle')}</dt>
        <dd>
          {assetLabel(candidate)}
          {candidate.vin === null ? null : <span className="mono confirm-vin">{groupVin(candidate.vin)}</span>}
        </dd>
      </dl>
      {candidate.match === 'none' ? <PanelNote mark="warn">{texts.t('pair.confirm-no-match')}</PanelNote> : null}
      <ConfirmButtons
        verb={texts.t('pair.pair-with', { asset: assetLabel(candidate) })}
        onClose={onClose}
        onConfirm={() => onPair(candidate)}
      />
    </>
  );
}
