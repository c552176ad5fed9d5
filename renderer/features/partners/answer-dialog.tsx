import { useState } from 'react';
import type { InvitationActResult } from '#core/contract/station/partners.ts';
import type { InvitationKey, InvitationView } from '#core/domain/organizations/partner-exchange.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Tick } from '../../ui/tick.tsx';
import { PartnerTroubleNotice } from './partner-trouble-notice.tsx';
import { usePartnerAct } from './use-partner-act.ts';

interface AnswerDialogProps {
  readonly row: InvitationView;
  readonly invitation: InvitationKey;
  readonly asked: 'accept' | 'decline' | null;
  readonly onClose: () => void;
  readonly onAnswered?: () => void;
}

/** Accepts or declines for the whole workshop: names both organizations, and asks to agree first where the fleet wants that (decisions.md C9). */
export function AnswerDialog(props: AnswerDialogProps) {
  const texts = useTexts();
  const { asked, onClose } = props;
  return (
    <Dialog
      title={asked === null ? '' : texts.t(`invitations.confirm.${asked}`)}
      isOpen={asked !== null}
      onClose={onClose}
      role="alertdialog"
    >
      {asked === null ? null : <Question {...props} asked={asked} />}
    </Dialog>
  );
}

function Question(props: AnswerDialogProps & { readonly asked: 'accept' | 'decline' }) {
  const texts = useTexts();
  const { row, invitation, asked, onClose, onAnswered } = props;
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const workshop = seat.data?.kind === 'signed-in' ? seat.data.organization.name : '';
  const [agreed, setAgreed] = useState(false);
  const act = usePartnerAct<InvitationActResult>();
  const wantsYes = asked === 'accept' && row.agreement !== null;
  const answer = async () => {
    const done = await act.run((client, requestId) =>
      client.invitations.answer({
        requestId,
        invitation,
        expectedVersion: row.version,
        answer: asked === 'accept' ? { act: 'accept', agreed } : { act: 'decline' },
      }),
    );
    if (done !== null) {
      onClose();
      onAnswered?.();
    }
  };
  return (
    <>
      <dl className="confirm">
        <dt>{texts.t('partners.confirm.fleet')}</dt>
        <dd>{row.customerName}</dd>
        <dt>{texts.t('partners.confirm.partner')}</dt>
        <dd>{workshop}</dd>
      </dl>
      <p className="dialog-text">{texts.t(`invitations.confirm.${asked}-text`)}</p>
      {wantsYes ? (
        <>
          <h3 className="over">{texts.t('invitations.agreement')}</h3>
          <p className="invitation-agreement">{row.agreement}</p>
          <Tick isSelected={agreed} onChange={setAgreed}>
            {texts.t('invitations.agree')}
          </Tick>
        </>
      ) : null}
      <PartnerTroubleNotice trouble={act.trouble} />
      <div className="dialog-buttons">
        <Button onPress={onClose} autoFocus>
          {texts.t('common.cancel')}
        </Button>
        <span className="push" />
        <Button tone="go" isPending={act.isRunning} isDisabled={wantsYes && !agreed} onPress={() => void answer()}>
          {texts.t(`invitations.${asked}`)}
        </Button>
      </div>
    </>
  );
}
