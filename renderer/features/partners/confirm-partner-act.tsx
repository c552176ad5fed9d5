import { useState } from 'react';
import type { FleetCommand, PartnerView } from '#core/domain/organizations/partner-exchange.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LastDayField } from './last-day-field.tsx';
import { PartnerTroubleNotice } from './partner-trouble-notice.tsx';
import { dayOf, endOfDay, nameOf } from './partner-words.ts';
import type { PartnerTrouble } from './use-partner-act.ts';

type Asked = Extract<FleetCommand['act'], 'resend' | 'renew' | 'revoke' | 'remove'>;

interface ConfirmProps {
  readonly act: Asked | null;
  readonly row: PartnerView;
  readonly isRunning: boolean;
  readonly trouble: PartnerTrouble | null;
  readonly onClose: () => void;
  readonly onConfirm: (command: FleetCommand) => void;
}

/** Names both organizations and what follows, and repeats the verb on the button (ux rule 14). A renewal asks for its last day. */
export function ConfirmPartnerAct(props: ConfirmProps) {
  const texts = useTexts();
  const { act, onClose } = props;
  return (
    <Dialog
      title={act === null ? '' : texts.t(`partners.confirm.${act}`)}
      isOpen={act !== null}
      onClose={onClose}
      role="alertdialog"
    >
      {act === null ? null : <Question {...props} act={act} />}
    </Dialog>
  );
}

function Question({ act, row, isRunning, trouble, onClose, onConfirm }: ConfirmProps & { readonly act: Asked }) {
  const texts = useTexts();
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const fleet = seat.data?.kind === 'signed-in' ? seat.data.organization.name : '';
  const [lastDay, setLastDay] = useState(() => inAYear());
  const confirm = () => onConfirm(act === 'renew' ? { act, validTo: endOfDay(lastDay) } : { act });
  return (
    <>
      <dl className="confirm">
        <dt>{texts.t('partners.confirm.fleet')}</dt>
        <dd>{fleet}</dd>
        <dt>{texts.t('partners.confirm.partner')}</dt>
        <dd>{nameOf(row)}</dd>
      </dl>
      {act === 'renew' ? <LastDayField day={lastDay} onChange={setLastDay} /> : null}
      <p className="dialog-text">{texts.t(`partners.confirm.${act}-text`)}</p>
      <PartnerTroubleNotice trouble={trouble} />
      <div className="dialog-buttons">
        <Button onPress={onClose} autoFocus>
          {texts.t('common.cancel')}
        </Button>
        <span className="push" />
        <Button tone="go" isPending={isRunning} onPress={confirm}>
          {texts.t(`partners.act.${act}`)}
        </Button>
      </div>
    </>
  );
}

function inAYear(): string {
  const now = new Date();
  return dayOf(new Date(now.getFullYear() + 1, now.getMonth(), now.getDate()));
}
