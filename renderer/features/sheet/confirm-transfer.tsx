import type { Sheet } from '#core/contract/station/bench.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import type { UnitVerdict } from '#core/domain/ownership/verdict.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { ConfirmButtons } from '../../ui/confirm-buttons.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PanelNote } from './panel-card.tsx';
import type { TransferWay } from './transfer-ways.tsx';
import type { SheetAct } from './use-sheet-act.ts';

interface Confirming {
  readonly sheet: Sheet;
  readonly verdict: UnitVerdict;
  /** Null while nothing is to be confirmed. */
  readonly way: TransferWay | null;
  readonly onClose: () => void;
  readonly act: SheetAct;
}

/** Names the unit, both organizations and the loss, repeats the verb on the button, and takes neither Enter nor a scan for a yes (OWN-3, ux rule 14). */
export function ConfirmTransfer(props: Confirming) {
  const texts = useTexts();
  const { sheet, way, onClose } = props;
  return (
    <Dialog
      title={texts.t(way === 'keeping' ? 'confirm.keep-title' : 'confirm.title')}
      isOpen={way !== null}
      onClose={onClose}
      role="alertdialog"
      sessionId={sheet.session.id}
    >
      {way === null ? null : <Question {...props} way={way} />}
    </Dialog>
  );
}

function Question({ sheet, verdict, way, onClose, act }: Confirming & { readonly way: TransferWay }) {
  const texts = useTexts();
  const { session } = sheet;
  const { owner } = verdict;
  const sync = useStationQuery(['sync', 'status'], (client) => client.sync.status());
  const isOffline = sync.data !== undefined && sync.data.state !== 'online' && sync.data.state !== 'sending';
  const paired = verdict.findings.find((finding) => finding.code === 'STILL_PAIRED');
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
      {way === 'keeping' ? <KeepingParts /> : <PanelNote mark="warn">{texts.t('confirm.loss')}</PanelNote>}
      {paired === undefined ? null : (
        <PanelNote mark="warn">{texts.t('codes.STILL_PAIRED.text', { asset: '', ...paired.detail })}</PanelNote>
      )}
      {isOffline ? (
        <PanelNote mark="wait">{texts.t(way === 'keeping' ? 'confirm.keep-offline' : 'confirm.offline')}</PanelNote>
      ) : null}
      <ConfirmButtons
        verb={way === 'keeping' ? texts.t('owner.keep') : texts.t('owner.transfer', { customer: session.customerName })}
        onClose={onClose}
        onConfirm={() => void transfer({ sheet, verdict, way, act })}
      />
    </>
  );
}

/** What happens, in its order, and what the cable must not do meanwhile (ux rule 18). */
function KeepingParts() {
  const texts = useTexts();
  return (
    <>
      <ol className="confirm-parts">
        {(['keep-1', 'keep-2', 'keep-3'] as const).map((part) => (
          <li key={part}>{texts.t(`confirm.${part}`)}</li>
        ))}
      </ol>
      <PanelNote mark="warn">{texts.t('confirm.keep-cable')}</PanelNote>
    </>
  );
}

/** As it was shown: both organizations and the owner epoch. */
async function transfer({
  sheet,
  verdict,
  way,
  act,
}: Pick<Confirming, 'sheet' | 'verdict' | 'act'> & { readonly way: TransferWay }): Promise<void> {
  const { owner, ownerEpoch } = verdict;
  if (owner === null || ownerEpoch === null) {
    return;
  }
  const wish = {
    sessionId: sheet.session.id,
    fromId: owner.id,
    toId: sheet.session.customerId,
    expectedEpoch: ownerEpoch,
    unpairFirst: verdict.findings.some((finding) => finding.code === 'STILL_PAIRED'),
  };
  await (way === 'keeping'
    ? act.run('back-up', (client) => client.backups.transfer(wish))
    : act.run('transfer', (client) => client.bench.transfer(wish)));
}
