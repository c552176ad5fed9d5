import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { backupFileLimit } from '#core/domain/installation/backup-file.ts';
import { useActing } from '../../station/acting.ts';
import type { StationClient } from '../../station/connection.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';

/** What became of a file; null where none was chosen yet. */
export type Imported = Awaited<ReturnType<StationClient['backups']['importFile']>> | null;

/** Takes a backup that some station saved as a file; the station checks it. */
export function ImportBackup({ onImported }: { readonly onImported: (imported: Imported) => void }) {
  const texts = useTexts();
  const acting = useActing();
  const [isBusy, setBusy] = useState(false);
  const take = async (file: File) => {
    setBusy(true);
    // A file of another kind may be huge; it is refused by its size before it is read.
    const text = file.size > backupFileLimit ? '' : await file.text();
    onImported(await acting((client) => client.backups.importFile({ text })));
    setBusy(false);
  };
  return (
    <FileTrigger
      acceptedFileTypes={['application/json', '.json']}
      onSelect={(files) => {
        const file = files?.item(0);
        if (file instanceof File) {
          void take(file);
        }
      }}
    >
      <Button size="list" isPending={isBusy} onPress={() => {}}>
        {texts.t('backups.import')}
      </Button>
    </FileTrigger>
  );
}
