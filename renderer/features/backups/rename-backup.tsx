import { useState } from 'react';
import type { BackupRow } from '#core/contract/station/backups.ts';
import { seenPart } from '#core/kernel/plain-name.ts';
import { useActing } from '../../station/acting.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface Renaming {
  readonly row: BackupRow;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Gives a backup a name of a person's own, or takes it away. What it holds stays as it is. */
export function RenameBackup(props: Renaming) {
  const texts = useTexts();
  return (
    <Dialog title={texts.t('backups.rename')} isOpen={props.isOpen} onClose={props.onClose}>
      <Form {...props} />
    </Dialog>
  );
}

const longestName = 80;

function Form({ row, onClose }: Renaming) {
  const texts = useTexts();
  const acting = useActing();
  const [name, setName] = useState(row.name ?? '');
  const save = async () => {
    await acting((client) => client.backups.rename({ id: row.id, name: seenPart(name) }));
    onClose();
  };
  return (
    <>
      <p className="dim dialog-text">{texts.t('backups.rename-text')}</p>
      <TextField
        label={texts.t('backups.name')}
        value={name}
        onChange={(value) => setName(value.slice(0, longestName))}
        onSubmit={() => void save()}
        autoFocus
      />
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button tone="go" onPress={() => void save()}>
          {texts.t('backups.rename')}
        </Button>
      </div>
    </>
  );
}
