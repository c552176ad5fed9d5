import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { firmwareImageLimit, firmwareManifestLimit } from '#core/domain/installation/firmware-manifest.ts';
import { toBase64 } from '#core/kernel/base64.ts';
import { useActing } from '../../station/acting.ts';
import type { StationClient } from '../../station/connection.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';

/** What became of the chosen files; null where none were chosen yet. */
export type Imported =
  | Awaited<ReturnType<StationClient['firmware']['importFiles']>>
  | { readonly kind: 'not-taken'; readonly why: 'two-files'; readonly detail: string }
  | null;

/** Takes a manifest and its image, chosen together; the station checks that they belong together. */
export function ImportFirmware({ onImported }: { readonly onImported: (imported: Imported) => void }) {
  const texts = useTexts();
  const acting = useActing();
  const [isBusy, setBusy] = useState(false);
  const take = async (files: readonly File[]) => {
    const manifest = files.find(({ name }) => name.toLowerCase().endsWith('.json'));
    const image = files.find((file) => file !== manifest);
    if (manifest === undefined || image === undefined || files.length !== 2) {
      onImported({ kind: 'not-taken', why: 'two-files', detail: '' });
      return;
    }
    setBusy(true);
    // Files of another kind may be huge; they are refused by their size before they are read.
    const text = manifest.size > firmwareManifestLimit ? '' : await manifest.text();
    const bytes = image.size > firmwareImageLimit ? new Uint8Array() : new Uint8Array(await image.arrayBuffer());
    const imageBase64 = toBase64(bytes);
    onImported(await acting((client) => client.firmware.importFiles({ manifest: text, imageBase64 })));
    setBusy(false);
  };
  return (
    <FileTrigger
      allowsMultiple
      onSelect={(files) => {
        const chosen = [...(files ?? [])].filter((file) => file instanceof File);
        if (chosen.length > 0) {
          void take(chosen);
        }
      }}
    >
      <Button size="list" isPending={isBusy} onPress={() => {}}>
        {texts.t('firmware.import')}
      </Button>
    </FileTrigger>
  );
}
