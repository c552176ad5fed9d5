import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { type ImageScanOutcome, useImageScan } from './image-scan-provider.tsx';

/** Asks for an image file and scans it (SCAN-1). For dialogs that otherwise ask for typing. */
export function ImageScanButton({ onDone }: { readonly onDone: (outcome: ImageScanOutcome) => void }) {
  const texts = useTexts();
  const take = useImageScan();
  const [busy, setBusy] = useState(false);
  const read = async (file: File) => {
    setBusy(true);
    const outcome = await take(file);
    setBusy(false);
    onDone(outcome);
  };
  return (
    <FileTrigger
      acceptedFileTypes={['image/png', 'image/jpeg']}
      onSelect={(files) => {
        const file = files?.item(0);
        if (file instanceof File) {
          void read(file);
        }
      }}
    >
      <Button isPending={busy} onPress={() => {}}>
        {texts.t('image-scan.choose')}
      </Button>
    </FileTrigger>
  );
}
