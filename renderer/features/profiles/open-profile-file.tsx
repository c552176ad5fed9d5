import { profileFileLimit } from '#core/domain/installation/profile-file.ts';
import { useActing } from '../../station/acting.ts';
import type { StationClient } from '../../station/connection.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { OpenJsonFile } from '../../ui/open-json-file.tsx';

/** What the station says of a chosen file. */
export type ReadProfileFile = Awaited<ReturnType<StationClient['profiles']['readFile']>>;

/** Opens a profile that some station saved as a file; the station checks it and keeps nothing. */
export function OpenProfileFile({ onRead }: { readonly onRead: (file: ReadProfileFile | null) => void }) {
  const texts = useTexts();
  const acting = useActing();
  const read = async (text: string) => onRead(await acting((client) => client.profiles.readFile({ text })));
  return <OpenJsonFile label={texts.t('profiles.open-file')} limitBytes={profileFileLimit} onText={read} />;
}
