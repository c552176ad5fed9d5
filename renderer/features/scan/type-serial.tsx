import { useState } from 'react';
import type { NothingReason } from '#core/domain/scanning/image-code.ts';
import { parseLabel } from '#core/domain/scanning/parse-label.ts';
import { useStation } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useCameraPlace } from '../camera/camera-place.ts';
import { ImageScanButton } from './image-scan-button.tsx';
import type { ImageScanOutcome } from './image-scan-provider.tsx';
import { takeScan } from './scan-intake.ts';

/** Typing instead of scanning (SCAN-1): the same parser, judged while typing; what was typed stays until it was understood (SCAN-5). */
export function TypeSerial({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const texts = useTexts();
  return (
    <Dialog title={texts.t('type-serial.title')} isOpen={isOpen} onClose={onClose} scans="unit">
      <TypeForm onClose={onClose} />
    </Dialog>
  );
}

function TypeForm({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  const station = useStation();
  const camera = useCameraPlace();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [imageFault, setImageFault] = useState<NothingReason | null>(null);
  const parsed = parseLabel(text);
  const fault = text.trim().length >= 15 && parsed.kind === 'unreadable' ? parsed : null;
  const submit = async () => {
    setBusy(true);
    const result = await takeScan(station, text, 'typed');
    setBusy(false);
    if (result.kind === 'sheet-opened') {
      onClose();
    }
  };
  const errorWords = () => {
    if (fault !== null) {
      return texts.t(`codes.${fault.code}.text` as 'codes.SERIAL_FORMAT.text');
    }
    return imageFault === null
      ? undefined
      : `${texts.t(`image-scan.nothing.${imageFault}`)}. ${texts.t(`image-scan.next.${imageFault}`)}`;
  };
  const takeOutcome = (outcome: ImageScanOutcome) => {
    setImageFault(outcome.kind === 'nothing' ? outcome.reason : null);
    if (outcome.kind === 'taken' && outcome.scan.kind === 'sheet-opened') {
      onClose();
    }
  };
  return (
    <>
      <TextField
        label={texts.t('type-serial.label')}
        hint={texts.t('type-serial.hint')}
        value={text}
        onChange={(typed) => {
          setText(typed);
          setImageFault(null);
        }}
        onSubmit={() => void submit()}
        error={errorWords()}
        mono
        autoFocus
      />
      <div className="dialog-buttons">
        <Button tone="go" isDisabled={text.trim() === ''} isPending={busy} onPress={() => void submit()}>
          {texts.t('type-serial.open')}
        </Button>
        <Button onPress={camera.open}>{texts.t('camera.use')}</Button>
        <ImageScanButton onDone={takeOutcome} />
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
      </div>
    </>
  );
}
