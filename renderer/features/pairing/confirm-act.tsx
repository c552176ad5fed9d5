import type { ReactNode } from 'react';
import { groupSerial, groupVin } from '#core/domain/identity/group-digits.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { ConfirmButtons } from '../../ui/confirm-buttons.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** What is about to be paired or unpaired, by name (PAIR-1, ux rule 14). */
export interface PairingAct {
  readonly act: 'pair' | 'unpair';
  readonly asset: string;
  readonly vin: string | null;
}

/** Names unit and vehicle before anything is paired or unpaired by hand. `children`: what to mind. */
export function ConfirmAct(props: {
  readonly wish: PairingAct | null;
  readonly unitTypeLabel: string;
  readonly serial: string;
  readonly sessionId?: string;
  readonly children?: ReactNode;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}) {
  const texts = useTexts();
  const { wish, unitTypeLabel, serial, onClose, onConfirm } = props;
  return (
    <Dialog
      title={
        wish === null
          ? ''
          : texts.t(wish.act === 'pair' ? 'pair.confirm' : 'pair.confirm-unpair', { asset: wish.asset })
      }
      isOpen={wish !== null}
      onClose={onClose}
      role="alertdialog"
      {...(props.sessionId === undefined ? {} : { sessionId: props.sessionId })}
    >
      {wish === null ? null : (
        <>
          <dl className="confirm">
            <dt>{texts.t('confirm.unit')}</dt>
            <dd>
              {unitTypeLabel} <span className="mono">{groupSerial(serial)}</span>
            </dd>
            <dt>{texts.t('pair.vehicle')}</dt>
            <dd>
              {wish.asset}
              {wish.vin === null ? null : <span className="mono confirm-vin">{groupVin(wish.vin)}</span>}
            </dd>
          </dl>
          {props.children}
          <ConfirmButtons
            verb={texts.t(wish.act === 'pair' ? 'pair.pair-with' : 'pair.unpair-from', { asset: wish.asset })}
            onClose={onClose}
            onConfirm={onConfirm}
          />
        </>
      )}
    </Dialog>
  );
}
