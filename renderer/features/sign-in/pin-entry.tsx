import { useState } from 'react';
import type { PersonTile, SignInResult } from '#core/contract/station/access.ts';
import { useActing } from '../../station/acting.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { isWholePin, PinPad } from './pin-pad.tsx';
import { pinWords } from './pin-words.ts';

/** The PIN of one person: signs in, switches or unlocks, whatever the seat needs (STA-1). */
export function PinEntry(props: {
  readonly person: PersonTile;
  readonly unlocks: boolean;
  readonly onSignedIn?: () => void;
}) {
  const { person, unlocks, onSignedIn } = props;
  const texts = useTexts();
  const acting = useActing();
  const [pin, setPin] = useState('');
  const [answer, setAnswer] = useState<SignInResult | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    const given = await acting((client) => client.access.signIn({ personId: person.id, pin }));
    setAnswer(given);
    setPin('');
    setBusy(false);
    if (given?.kind === 'signed-in') {
      onSignedIn?.();
    }
  };
  return (
    <section className="pin card" aria-label={texts.t('sign-in.pin-for', { name: person.displayName })}>
      <h2>{texts.t('sign-in.pin-for', { name: person.displayName })}</h2>
      <PinPad value={pin} onChange={setPin} onSubmit={() => void submit()} />
      <Button
        tone="go"
        size="primary"
        wide
        isDisabled={!isWholePin(pin)}
        isPending={busy}
        onPress={() => void submit()}
      >
        {texts.t(unlocks ? 'sign-in.unlock' : 'sign-in.submit')}
      </Button>
      <p className="field-error" role="alert">
        {answer === null || answer.kind === 'signed-in' ? null : pinWords(texts, answer)}
      </p>
    </section>
  );
}
