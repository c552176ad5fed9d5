import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { kilobytes } from '../firmware/firmware-table.tsx';
import { CableProgress, type CableWork } from './cable-progress.tsx';
import { HeldBack, incompleteWords, OtherFirmware } from './firmware-part.tsx';
import { PanelCard, PanelNote } from './panel-card.tsx';
import type { PanelProps } from './panel-props.ts';
import type { FirmwareWork } from './use-firmware.ts';

type CardProps = Pick<PanelProps, 'sheet'> & { readonly work: FirmwareWork };

/** Stands in place of the configuration while a firmware is to come first: what is configured before would have to be read again (INST-5). */
export function FirmwareCard({ sheet, work }: CardProps) {
  const texts = useTexts();
  const { view, best } = work;
  const { firmware } = sheet.session;
  if (view === null || best === null) {
    return null;
  }
  const isAgain = firmware?.kind === 'incomplete';
  return (
    <PanelCard
      mark={isAgain ? 'stop' : 'warn'}
      title={texts.t(isAgain ? 'firmware.card.incomplete' : 'firmware.card.too-old')}
      text={
        isAgain
          ? incompleteWords(texts, firmware)
          : texts.t('firmware.too-old', { current: view.current ?? '', minimum: view.minimum ?? '' })
      }
    >
      <HeldBack work={work} />
      <Button
        tone="go"
        size="primary"
        wide
        needs="configure"
        aria-describedby="firmware-risk"
        onPress={() => void work.update(best)}
      >
        {texts.t(isAgain ? 'firmware.update-again' : 'firmware.update', { firmware: best.firmware })}
      </Button>
      <div id="firmware-risk">
        <PanelNote mark="warn">{texts.t('firmware.risk', { size: kilobytes(best.size) })}</PanelNote>
      </div>
      <div className="panel-buttons">
        <Button size="list" onPress={work.putOff}>
          {texts.t('firmware.later')}
        </Button>
        <OtherFirmware sheet={sheet} work={work} />
      </div>
    </PanelCard>
  );
}

/** After an update that was cut off nobody knows what the unit is now: it has to say so before anything else is done (P26). */
export function FirmwareUnknownCard({ sheet, onOpen }: PanelProps) {
  const texts = useTexts();
  const { firmware } = sheet.session;
  return firmware?.kind === 'incomplete' ? (
    <PanelCard mark="stop" title={texts.t('firmware.card.unknown')} text={incompleteWords(texts, firmware)}>
      <Button tone="go" size="primary" wide onPress={() => onOpen('identity')}>
        {texts.t('firmware.identify')}
      </Button>
    </PanelCard>
  ) : null;
}

/** While a firmware is on its way there is nothing to press: how far it is, and that the cable must stay (ux rule 18). */
export function SendingCard({ work }: { readonly work: CableWork | null }) {
  const texts = useTexts();
  return (
    <PanelCard mark="work" title={texts.t('firmware.card.sending')} text={texts.t('firmware.card.sending-text')}>
      <CableProgress work={work} expected="firmware" />
    </PanelCard>
  );
}
