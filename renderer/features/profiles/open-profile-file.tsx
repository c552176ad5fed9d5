import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { profileFileLimit } from '#core/domain/installation/profile-file.ts';
import { useActing } from '../../station/acting.ts';
import type { StationClient } from '../../station/connection.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';

/** What the station says of a chosen file. */
export type ReadProfileFile = Awaited<ReturnType<StationClient['profiles']['readFile']>>;

/** Opens a profile that some station saved as a file; the station checks it and keeps nothing. */
export function OpenProfileFile({ onRead }: { readonly onRead: (file: ReadProfileFile | null) => void }) {
  const texts = useTexts();
  const acting = useActing();
  const [isBusy, setBusy] = useState(false);
  const read = async (file: File) => {
    setBusy(true);
    // A file of another kind may be huge; it is refused by its size before it is read.
    const text = file.size > profileFileLimit ? '' : await file.text();
    onRead(await acting((client) => client.profiles.readFile({ text })));
    setBusy(false);
  };
  return (
    <FileTrigger
      acceptedFileTypes={['application/json', '.json']}
      onSelect={(files) => {
        const file = files?.item(0);
        if (file instanceof File) {
          void read(file);
        }
      }}
    >
      <Button size="list" isPending={isBusy} onPress={() => {}}>
        {texts.t('profiles.open-file')}
      </Button>
    </FileTrigger>
  );
}
