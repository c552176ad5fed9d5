import type { Sheet } from '#core/contract/station/bench.ts';
import { permissionFor } from '#core/domain/bench/bench-permission.ts';
import type { StepName } from '#core/domain/bench/bench-session.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { CableProgress, useCableWork } from './cable-progress.tsx';
import { PanelNote } from './panel-card.tsx';
import type { SheetAct } from './use-sheet-act.ts';

/** `keeping`: back up, transfer, restore. `plain`: the settings on the unit are lost. */
export type TransferWay = 'keeping' | 'plain';

/** Whether the unit will be configured here afterwards, so that keeping its settings makes sense, and whether it can be read now. */
function keepingOf({ session }: Sheet): 'possible' | 'not-connected' | 'pointless' {
  if (permissionFor(session, 'install').kind !== 'after-transfer') {
    return 'pointless';
  }
  return session.identity.kind === 'agrees' && session.bay !== null ? 'possible' : 'not-connected';
}

/** The ways to transfer. With the unit on a bay, keeping its settings is the one action; without a cable it is said how to get there. */
export function TransferWays(props: {
  readonly sheet: Sheet;
  readonly act: SheetAct;
  readonly onOpen: (step: StepName) => void;
  readonly onChoose: (way: TransferWay) => void;
}) {
  const texts = useTexts();
  const { sheet, act, onOpen, onChoose } = props;
  const { session } = sheet;
  const keeping = keepingOf(sheet);
  const work = useCableWork(session.id, session.bay);
  const isBusy = act.running !== null || work !== null;
  if (isBusy && keeping === 'possible') {
    return <CableProgress work={work} expected={act.running} />;
  }
  if (keeping === 'possible') {
    return (
      <>
        <Button tone="go" size="primary" wide onPress={() => onChoose('keeping')} aria-describedby="keeping">
          {texts.t('owner.keep')}
        </Button>
        <div id="keeping">
          <PanelNote mark="ok">{texts.t('owner.keep-text', { bay: session.bay ?? 0 })}</PanelNote>
        </div>
        <Button onPress={() => onChoose('plain')}>{texts.t('owner.plain')}</Button>
      </>
    );
  }
  return (
    <>
      <Button tone="go" size="primary" wide isPending={act.running !== null} onPress={() => onChoose('plain')}>
        {texts.t('owner.transfer', { customer: session.customerName })}
      </Button>
      <Loss sheet={sheet} />
      {keeping === 'not-connected' ? (
        <Button onPress={() => onOpen('identity')}>{texts.t('owner.connect-first')}</Button>
      ) : null}
    </>
  );
}

/** What the transfer costs, and whether a backup of it is kept. */
function Loss({ sheet }: { readonly sheet: Sheet }) {
  const texts = useTexts();
  const { configuration } = sheet.session;
  return (
    <PanelNote mark="warn">
      {configuration.kind === 'not-read'
        ? texts.t('owner.loss')
        : texts.t('owner.loss-kept', { time: texts.date(configuration.at, 'time') })}
    </PanelNote>
  );
}
