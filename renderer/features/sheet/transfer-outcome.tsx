import type { Sheet } from '#core/contract/station/bench.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { ActTroubleNotice } from './act-trouble.tsx';
import { GoOn } from './go-on.tsx';
import { PanelCard, PanelNote } from './panel-card.tsx';
import type { PanelProps } from './panel-props.ts';
import { isRestoreDue, RestorePart } from './restore-part.tsx';
import { UndoPart } from './undo-part.tsx';
import { useSheetAct } from './use-sheet-act.ts';

type Begun = Exclude<Sheet['session']['transfer'], { kind: 'not-needed' | 'open' }>;

/** What became of the transfer: acknowledged by the centre, still a request, or refused and by whom it was overtaken (OWN-10, OWN-11). */
export function TransferOutcome({ sheet, transfer, onOpen }: PanelProps & { readonly transfer: Begun }) {
  const texts = useTexts();
  const act = useSheetAct(sheet.session.id);
  const { session } = sheet;
  const values = {
    customer: session.customerName,
    from: transfer.kind === 'refused' ? '' : transfer.fromName,
    time: texts.date(momentOf(transfer), 'date-time'),
    requestedBy: transfer.kind === 'reversed' ? transfer.requestedBy : '',
    approvedBy: transfer.kind === 'reversed' ? transfer.approvedBy : '',
    winner: transfer.kind === 'refused' ? (transfer.winner ?? '') : '',
    winnerKnown: transfer.kind === 'refused' && transfer.winner !== null ? 'yes' : 'no',
    transfer: transfer.transferId.slice(-8).toUpperCase(),
  };
  const key = transfer.kind === 'done' && transfer.repeated ? 'repeated' : transfer.kind;
  return (
    <PanelCard
      mark={outcomeMarks[transfer.kind]}
      title={texts.t(`owner.transfer-${key}.title`, values)}
      text={texts.t(`owner.transfer-${key}.text`, values)}
    >
      {transfer.kind === 'refused' ? (
        <>
          <p>
            {say(texts, [`codes.${transfer.code}.text`, transfer.code], {
              owner: '',
              ownerKnown: 'no',
              by: transfer.winner ?? '',
              ...values,
            })}
          </p>
          <Button
            tone="go"
            size="primary"
            wide
            isPending={act.running !== null}
            onPress={() => void act.run('recheck', (client) => client.bench.recheck({ sessionId: session.id }))}
          >
            {texts.t('owner.do.recheck')}
          </Button>
        </>
      ) : null}
      {transfer.kind === 'refused' || transfer.kind === 'reversed' || isRestoreDue(sheet) ? null : (
        <GoOn sheet={sheet} onOpen={onOpen} from="owner" />
      )}
      <WhatFollows sheet={sheet} transfer={transfer} />
      {session.restore.kind !== 'none' && session.restore.purpose === 'after-transfer' ? (
        <RestorePart sheet={sheet} />
      ) : null}
      <div className="transfer-foot">
        <span className="tiny dim mono" translate="no">
          {texts.t('owner.transfer-id', values)}
        </span>
        <UndoPart sheet={sheet} />
      </div>
      <ActTroubleNotice trouble={act.trouble} />
    </PanelCard>
  );
}

/** What is left to somebody else, or still to come (OWN-6, OWN-7, OWN-11). */
function WhatFollows({ sheet, transfer }: { readonly sheet: Sheet; readonly transfer: Begun }) {
  const texts = useTexts();
  const { verdict } = sheet.session;
  if (transfer.kind === 'provisional') {
    return <PanelNote mark="wait">{texts.t('owner.transfer-provisional.note')}</PanelNote>;
  }
  if (transfer.kind !== 'done') {
    return null;
  }
  if (sheet.unitTypeClass === 'TRANSFER_ONLY') {
    const tool = sheet.vendorTool ?? texts.t('owner.vendor-tool');
    return <PanelNote mark="warn">{texts.t('owner.transfer-only-end', { tool })}</PanelNote>;
  }
  const isExpired = verdict.kind === 'verdict' && verdict.next === 'SUBSCRIPTION_EXPIRED';
  return isExpired ? <PanelNote mark="warn">{texts.t('owner.subscription-end')}</PanelNote> : null;
}

/** When it came about; a request and a refusal have only their own moment. */
function momentOf(transfer: Begun): Begun['at'] {
  switch (transfer.kind) {
    case 'done':
      return transfer.acceptedAt;
    case 'reversed':
      return transfer.reversedAt;
    case 'provisional':
    case 'refused':
      return transfer.at;
  }
}

const outcomeMarks = { done: 'ok', provisional: 'wait', reversed: 'warn', refused: 'stop' } as const satisfies Record<
  Begun['kind'],
  Mark
>;
