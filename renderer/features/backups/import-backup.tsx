import { backupFileLimit } from '#core/domain/installation/backup-file.ts';
import { useActing } from '../../station/acting.ts';
import type { StationClient } from '../../station/connection.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { OpenJsonFile } from '../../ui/open-json-file.tsx';

/** What became of a file; null where none was chosen yet. */
export type Imported = Awaited<ReturnType<StationClient['backups']['importFile']>> | null;

/** Takes a backup that some station saved as a file; the station checks it. */
export function ImportBackup({ onImported }: { readonly onImported: (imported: Imported) => void }) {
  const texts = useTexts();
  const acting = useActing();
  const take = async (text: string) => onImported(await acting((client) => client.backups.importFile({ text })));
  return <OpenJsonFile label={texts.t('backups.import')} limitBytes={backupFileLimit} onText={take} />;
}
