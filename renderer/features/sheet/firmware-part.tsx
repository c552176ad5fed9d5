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
import { kilobytes } from '../firmware/firmware-table.tsx';
import { ChooseFirmware } from './choose-firmware.tsx';
import { PanelNote } from './panel-card.tsx';
import type { FirmwareWork } from './use-firmware.ts';

/**
 * The unit's firmware beside what the profile asks for (INST-5): enough, or how it gets there: over this cable, with the maker's tool, or with
 * a file that somebody has to take in first. While the cable works only the progress is shown.
 */
export function FirmwarePart(props: { readonly sheet: Sheet; readonly work: FirmwareWork; readonly isBusy: boolean }) {
  const { sheet, work, isBusy } = props;
  const { view, isPossible } = work;
  const [isChoosing, setChoosing] = useState(false);
  if (view === null || isBusy) {
    return null;
  }
  return (
    <>
      <Ended sheet={sheet} />
      <Standing view={view} work={work} model={modelOf(sheet)} />
      <HeldBack work={work} />
      {work.isNext ? <UpdateButton sheet={sheet} work={work} /> : null}
      {isPossible && view.choices.length > 0 ? <OtherButtons work={work} onChoose={() => setChoosing(true)} /> : null}
      <ChooseFirmware sheet={sheet} work={work} isOpen={isChoosing} onClose={() => setChoosing(false)} />
    </>
  );
}

function modelOf({ session }: Sheet): string {
  return session.identity.kind === 'agrees' ? session.identity.model : '';
}

/** What became of an update on this sheet. */
function Ended({ sheet }: { readonly sheet: Sheet }) {
  const texts = useTexts();
  const { firmware } = sheet.session;
  switch (firmware?.kind) {
    case 'updated': {
      const { from, to, by, at } = firmware;
      return (
        <Notice mark="ok">{texts.t('firmware.updated', { from, to, by, time: texts.date(at, 'date-time') })}</Notice>
      );
    }
    case 'incomplete': {
      const { to, after } = firmware;
      const why = say(texts, [`firmware.why.${firmware.why}`, firmware.why], { to });
      const known = after === null ? 'no' : 'yes';
      return <Notice mark="stop">{texts.t('firmware.incomplete', { why, known, after: after ?? '' })}</Notice>;
    }
    default:
      return null;
  }
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

function HeldBack({ work: { heldBack } }: { readonly work: FirmwareWork }) {
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

function UpdateButton({ sheet, work }: { readonly sheet: Sheet; readonly work: FirmwareWork }) {
  const texts = useTexts();
  const { best } = work;
  if (best === null) {
    return null;
  }
  const isAgain = sheet.session.firmware?.kind === 'incomplete';
  return (
    <>
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
    </>
  );
}

function OtherButtons({ work, onChoose }: { readonly work: FirmwareWork; readonly onChoose: () => void }) {
  const texts = useTexts();
  return (
    <div className="panel-buttons">
      {work.isNext ? (
        <Button size="list" onPress={work.putOff}>
          {texts.t('firmware.later')}
        </Button>
      ) : null}
      <Button size="list" needs="configure" onPress={onChoose}>
        {texts.t('firmware.others')}
      </Button>
    </div>
  );
}
