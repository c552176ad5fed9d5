import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { FirmwareView } from '#core/contract/station/firmware.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useMay } from '../../station/rights.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ChooseFirmware } from './choose-firmware.tsx';
import { PanelNote } from './panel-card.tsx';
import type { FirmwareWork } from './use-firmware.ts';

/**
 * The unit's firmware beside what the profile asks for (INST-5), in a line or two over the configuration: enough, or how it gets there with the
 * maker's tool or with a file that somebody has to take in first. An update that comes first has a card of its own.
 */
export function FirmwarePart({ sheet, work }: { readonly sheet: Sheet; readonly work: FirmwareWork }) {
  const texts = useTexts();
  const { view } = work;
  const { firmware } = sheet.session;
  return view === null ? null : (
    <>
      {firmware?.kind === 'updated' ? <Updated firmware={firmware} /> : null}
      {firmware?.kind === 'incomplete' ? <Notice mark="stop">{incompleteWords(texts, firmware)}</Notice> : null}
      {firmware?.kind === 'updated' && view.standing !== 'too-old' ? null : (
        <Standing view={view} work={work} model={modelOf(sheet)} />
      )}
      <HeldBack work={work} />
    </>
  );
}

/** The way to every other kept firmware, the same and older ones too. */
export function OtherFirmware({ sheet, work }: { readonly sheet: Sheet; readonly work: FirmwareWork }) {
  const texts = useTexts();
  const [isChoosing, setChoosing] = useState(false);
  return work.isPossible && work.view !== null && work.view.choices.length > 0 ? (
    <>
      <Button size="list" needs="configure" onPress={() => setChoosing(true)}>
        {texts.t('firmware.others')}
      </Button>
      <ChooseFirmware sheet={sheet} work={work} isOpen={isChoosing} onClose={() => setChoosing(false)} />
    </>
  ) : null;
}

function modelOf({ session }: Sheet): string {
  return session.identity.kind === 'agrees' ? session.identity.model : '';
}

type Ended<Kind extends 'updated' | 'incomplete'> = Extract<
  NonNullable<Sheet['session']['firmware']>,
  { readonly kind: Kind }
>;

function Updated({ firmware: { from, to, by, at } }: { readonly firmware: Ended<'updated'> }) {
  const texts = useTexts();
  return <Notice mark="ok">{texts.t('firmware.updated', { from, to, by, time: texts.date(at, 'date-time') })}</Notice>;
}

/** What kept an update from ending well, and what the unit runs since then. */
export function incompleteWords(texts: Texts, { to, after, why }: Ended<'incomplete'>): string {
  return texts.t('firmware.incomplete', {
    why: say(texts, [`firmware.why.${why}`, why], { to }),
    known: after === null ? 'no' : 'yes',
    after: after ?? '',
  });
}

/** Said in one line where all is well; otherwise with the one thing that helps. */
function Standing(props: { readonly view: FirmwareView; readonly work: FirmwareWork; readonly model: string }) {
  const texts = useTexts();
  const { view, work, model } = props;
  const { current, minimum, standing, support, vendorTool } = view;
  if (current === null || standing === 'not-known') {
    return null;
  }
  const said = texts.t(`firmware.${standing}`, { current, minimum: minimum ?? '' });
  if (standing === 'enough' || standing === 'no-minimum') {
    return <PanelNote mark="ok">{said}</PanelNote>;
  }
  if (support === 'vendor-tool') {
    const toolKnown = vendorTool === null ? 'no' : 'yes';
    return (
      <Notice mark="warn">
        {said} {texts.t('firmware.vendor-tool', { toolKnown, tool: vendorTool ?? '' })}
      </Notice>
    );
  }
  return work.best === null ? (
    <Notice mark="warn" action={<ToFiles />}>
      {said} {missingFile(texts, view, model)}
    </Notice>
  ) : (
    <Notice mark="warn">{said}</Notice>
  );
}

function missingFile(texts: Texts, { choices }: FirmwareView, model: string): string {
  return texts.t(choices.length === 0 ? 'firmware.no-file' : 'firmware.no-better-file', { model });
}

/** For whoever may take a file in. */
function ToFiles(): ReactNode {
  const texts = useTexts();
  const navigate = useNavigate();
  return useMay()('firmware') ? (
    <Button size="list" onPress={() => void navigate({ to: '/settings/firmware' })}>
      {texts.t('firmware.to-files')}
    </Button>
  ) : null;
}

export function HeldBack({ work: { heldBack } }: { readonly work: FirmwareWork }) {
  const texts = useTexts();
  if (heldBack.length === 0) {
    return null;
  }
  return (
    <Notice mark="stop">
      {texts.t('firmware.held-back')}{' '}
      {heldBack.map(({ code, detail }) => texts.t(`firmware.obstacle.${code}`, detail)).join(' ')}
    </Notice>
  );
}
