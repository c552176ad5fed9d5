import { useState } from 'react';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useScanAnswers } from '../scan/control-code.ts';
import { useScanPlace } from '../scan/scan-place.ts';
import { PinEntry } from './pin-entry.tsx';
import './sign-in.css';

/** A badge that is scanned at work asks for its PIN at once: the bench changes hands in two moves, and what runs goes on (ux rule 28). */
export function SwitchDialog({ seatPersonId }: { readonly seatPersonId: string }) {
  const texts = useTexts();
  const [personId, choose] = useState<string | null>(null);
  useScanAnswers(({ result }) => {
    if (result.kind === 'person-chosen' && result.personId !== seatPersonId) {
      choose(result.personId);
    }
  });
  const close = () => choose(null);
  return (
    <Dialog title={texts.t('sign-in.switch')} isOpen={personId !== null} onClose={close}>
      {personId === null ? null : <Question personId={personId} onClose={close} />}
    </Dialog>
  );
}

function Question({ personId, onClose }: { readonly personId: string; readonly onClose: () => void }) {
  const texts = useTexts();
  useScanPlace('switch-person', { screen: 'dialog', sessionId: null, awaiting: 'anything' });
  const people = useStationQuery(['seat', 'people'], (client) => client.access.people());
  const person = people.data?.find(({ id }) => id === personId);
  return person === undefined ? null : (
    <div className="switch-person">
      <p className="dialog-text">{texts.t('sign-in.switch-text')}</p>
      <PinEntry person={person} unlocks={false} onSignedIn={onClose} />
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
      </div>
    </div>
  );
}
