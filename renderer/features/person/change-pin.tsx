import { useState } from 'react';
import type { ChangePinResult } from '#core/contract/station/access.ts';
import { judgePin, shortestPin } from '#core/domain/access/pin-rules.ts';
import { useActing } from '../../station/acting.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { changePinWords } from '../sign-in/pin-words.ts';

/** A new PIN for the old one (STA-1). The centre gives it, so it needs a connection; the rules are told before the button is pressed. */
export function ChangePin() {
  const texts = useTexts();
  const [isOpen, open] = useState(false);
  return (
    <>
      <Button wide onPress={() => open(true)}>
        {texts.t('person.change-pin')}
      </Button>
      <Dialog title={texts.t('person.change-pin')} isOpen={isOpen} onClose={() => open(false)}>
        {isOpen ? <Form onClose={() => open(false)} /> : null}
      </Dialog>
    </>
  );
}

function Form({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  const acting = useActing();
  const [pins, setPins] = useState({ old: '', fresh: '', again: '' });
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<ChangePinResult | null>(null);
  useScanPlace('change-pin', { screen: 'dialog', sessionId: null, awaiting: 'anything' });
  const judged = judgePin(pins.fresh);
  const weak = pins.fresh === '' || judged.kind === 'good' ? undefined : texts.t(`person.pin-weak.${judged.why}`);
  const differs = pins.again !== '' && pins.again !== pins.fresh ? texts.t('person.pin-differs') : undefined;
  const isReady = pins.old !== '' && judged.kind === 'good' && pins.again === pins.fresh;
  const submit = async () => {
    setBusy(true);
    setAnswer(await acting((client) => client.access.changePin({ oldPin: pins.old, newPin: pins.fresh })));
    setBusy(false);
    setPins({ old: '', fresh: '', again: '' });
  };
  if (answer?.kind === 'changed') {
    return (
      <>
        <Notice mark="ok">{texts.t('person.pin-changed')}</Notice>
        <div className="dialog-buttons">
          <Button tone="go" onPress={onClose}>
            {texts.t('common.close')}
          </Button>
        </div>
      </>
    );
  }
  const field = { type: 'password', inputMode: 'numeric', mono: true } as const;
  return (
    <div className="change-pin">
      <p className="dialog-text">{texts.t('person.change-pin-text', { digits: shortestPin })}</p>
      <TextField
        {...field}
        label={texts.t('person.pin-old')}
        autoComplete="current-password"
        value={pins.old}
        onChange={(old) => setPins({ ...pins, old })}
        autoFocus
      />
      <TextField
        {...field}
        label={texts.t('person.pin-new')}
        autoComplete="new-password"
        value={pins.fresh}
        onChange={(fresh) => setPins({ ...pins, fresh })}
        error={weak}
      />
      <TextField
        {...field}
        label={texts.t('person.pin-again')}
        autoComplete="new-password"
        value={pins.again}
        onChange={(again) => setPins({ ...pins, again })}
        error={differs}
      />
      {answer === null ? null : <Notice mark="stop">{changePinWords(texts, answer)}</Notice>}
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button tone="go" isDisabled={!isReady} isPending={busy} onPress={() => void submit()}>
          {texts.t('person.change-pin-submit')}
        </Button>
      </div>
    </div>
  );
}
