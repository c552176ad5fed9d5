import type { Sheet } from '#core/contract/station/bench.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import type { UnitVerdict } from '#core/domain/ownership/verdict.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PanelNote } from './panel-card.tsx';
import type { SheetAct } from './use-sheet-act.ts';

/** Names the unit, both organizations and the loss, repeats the verb on the button, and takes neither Enter nor a scan for a yes (OWN-3, ux rule 14). */
export function ConfirmTransfer(props: {
  readonly sheet: Sheet;
  readonly verdict: UnitVerdict;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly act: SheetAct;
}) {
  const texts = useTexts();
  return (
    <Dialog
      title={texts.t('confirm.title')}
      isOpen={props.isOpen}
      onClose={props.onClose}
      role="alertdialog"
      sessionId={props.sheet.session.id}
    >
      <Question {...props} />
    </Dialog>
  );
}

function Question({ sheet, verdict, onClose, act }: Parameters<typeof ConfirmTransfer>[0]) {
  const texts = useTexts();
  const { session } = sheet;
  const { owner, ownerEpoch } = verdict;
  const sync = useStationQuery(['sync', 'status'], (client) => client.sync.status());
  const isOffline = sync.data !== undefined && sync.data.state !== 'online' && sync.data.state !== 'sending';
  const paired = verdict.findings.find((finding) => finding.code === 'STILL_PAIRED');
  const transfer = async () => {
    onClose();
    if (owner !== null && ownerEpoch !== null) {
      await act.run('transfer', (client) =>
        client.bench.transfer({
          sessionId: session.id,
          fromId: owner.id,
          toId: session.customerId,
          expectedEpoch: ownerEpoch,
          unpairFirst: paired !== undefined,
        }),
      );
    }
  };
  return (
    <>
      <dl className="confirm">
        <dt>{texts.t('confirm.unit')}</dt>
        <dd>
          {sheet.unitTypeLabel} <span className="mono">{groupSerial(session.label.serial)}</span>
        </dd>
        <dt>{texts.t('confirm.from')}</dt>
        <dd>{owner?.name ?? texts.t('owner.somebody-else')}</dd>
        <dt>{texts.t('confirm.to')}</dt>
        <dd>{session.customerName}</dd>
      </dl>
      <PanelNote mark="warn">{texts.t('confirm.loss')}</PanelNote>
      {paired === undefined ? null : (
        <PanelNote mark="warn">{texts.t('codes.STILL_PAIRED.text', { asset: '', ...paired.detail })}</PanelNote>
      )}
      {isOffline ? <PanelNote mark="wait">{texts.t('confirm.offline')}</PanelNote> : null}
      <div className="dialog-buttons confirm-buttons">
        <Button onPress={onClose} autoFocus>
          {texts.t('common.cancel')}
        </Button>
        <span className="push" />
        <Button tone="go" onPress={() => void transfer()}>
          {texts.t(paired === undefined ? 'owner.transfer' : 'owner.unpair-transfer', {
            customer: session.customerName,
          })}
        </Button>
      </div>
    </>
  );
}
