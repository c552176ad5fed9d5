import { useState } from 'react';
import type { QueueRow } from '#core/contract/station/sync.ts';
import { useActing } from '../../station/acting.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { reasonOf } from './reason-of.ts';

interface ResolveDialogProps {
  readonly row: QueueRow | null;
  readonly onClose: () => void;
}

/** A supervisor says how a refused or overtaken operation was dealt with; the note stands in the audit trail (OWN-11). */
export function ResolveDialog({ row, onClose }: ResolveDialogProps) {
  const texts = useTexts();
  return (
    <Dialog title={texts.t('sync.resolve-title')} isOpen={row !== null} onClose={onClose} role="alertdialog">
      {row === null ? null : <ResolveForm row={row} onClose={onClose} />}
    </Dialog>
  );
}

/** The contract takes notes from this length on. */
const shortestNote = 3;

function ResolveForm({ row, onClose }: ResolveDialogProps & { readonly row: QueueRow }) {
  const texts = useTexts();
  const acting = useActing();
  const [note, setNote] = useState('');
  useScanPlace('resolve', { screen: 'dialog', sessionId: row.sessionId, awaiting: 'anything' });
  const resolve = async () => {
    const answer = await acting((client) => client.sync.resolve({ operationId: row.operationId, note: note.trim() }));
    if (answer !== null) {
      onClose();
    }
  };
  return (
    <>
      <dl className="confirm">
        <dt>{say(texts, [`sync.kind.${row.kind}`, row.kind])}</dt>
        <dd className="mono">{row.unit.slice(row.unit.indexOf(':') + 1)}</dd>
        <dt>{texts.t('sync.column.reason')}</dt>
        <dd>{reasonOf(texts, row)}</dd>
      </dl>
      <TextField
        label={texts.t('sync.note')}
        hint={texts.t('sync.note-hint')}
        value={note}
        onChange={setNote}
        multiline
        autoFocus
      />
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button tone="go" isDisabled={note.trim().length < shortestNote} onPress={() => void resolve()}>
          {texts.t('sync.resolve')}
        </Button>
      </div>
    </>
  );
}
