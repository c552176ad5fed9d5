import { useState } from 'react';
import type { FirmwareRow } from '#core/contract/station/firmware.ts';
import { useActing } from '../../station/acting.ts';
import { useMay } from '../../station/rights.tsx';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { ConfirmButtons } from '../../ui/confirm-buttons.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { FirmwareTable } from './firmware-table.tsx';
import { type Imported, ImportFirmware } from './import-firmware.tsx';
import './firmware.css';

/** The firmware that this station can send to units: taken in with its manifest, looked at, removed (INST-5). */
export function FirmwarePage() {
  const texts = useTexts();
  const mayDecide = useMay()('firmware');
  const [imported, setImported] = useState<Imported>(null);
  const [removing, setRemoving] = useState<FirmwareRow | null>(null);
  useScanPlace('firmware', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const rows = useStationQuery(['firmware', 'list'], (client) => client.firmware.list());
  return (
    <Page
      title={texts.t('firmware.title')}
      actions={mayDecide ? <ImportFirmware onImported={setImported} /> : undefined}
    >
      <p className="firmware-about dim">
        {texts.t('firmware.about')} {mayDecide ? texts.t('firmware.import-how') : ''}
      </p>
      <ImportSaid imported={imported} />
      <Answered query={rows}>
        {(answer) =>
          answer.length === 0 ? (
            <div className="card empty">
              <p>{texts.t('firmware.none')}</p>
              <p className="small dim">{texts.t('firmware.none-text')}</p>
            </div>
          ) : (
            <FirmwareTable rows={answer} onRemove={mayDecide ? setRemoving : null} />
          )
        }
      </Answered>
      <Dialog
        title={texts.t('firmware.remove-title')}
        isOpen={removing !== null}
        onClose={() => setRemoving(null)}
        role="alertdialog"
      >
        {removing === null ? null : <ConfirmRemove row={removing} onDone={() => setRemoving(null)} />}
      </Dialog>
    </Page>
  );
}

function ConfirmRemove({ row, onDone }: { readonly row: FirmwareRow; readonly onDone: () => void }) {
  const texts = useTexts();
  const acting = useActing();
  const { sha256, model, firmware } = row;
  return (
    <>
      <p>{texts.t('firmware.remove-text', { model, firmware })}</p>
      <ConfirmButtons
        verb={texts.t('firmware.remove')}
        onClose={onDone}
        onConfirm={() => void acting((client) => client.firmware.remove({ sha256 }))}
      />
    </>
  );
}

function ImportSaid({ imported }: { readonly imported: Imported }) {
  const texts = useTexts();
  if (imported === null) {
    return null;
  }
  switch (imported.kind) {
    case 'not-taken':
      return <Notice mark="stop">{texts.t(`firmware.not-taken.${imported.why}`, { detail: imported.detail })}</Notice>;
    case 'already':
      return <Notice mark="warn">{texts.t('firmware.already')}</Notice>;
    case 'imported': {
      const { firmware, model } = imported.row;
      return <Notice mark="ok">{texts.t('firmware.imported', { firmware, model })}</Notice>;
    }
  }
}
