import { useState } from 'react';
import { judgeSecret } from '#core/domain/installation/judge-value.ts';
import { useActing } from '../../station/acting.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { keyWords, problemWords } from './profile-words.ts';

interface Giving {
  readonly name: string;
  readonly secretKey: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Takes the value of a secret once and hands it to the centre; nobody can read it again, here or elsewhere (INST-7). */
export function GiveSecret(props: Giving) {
  const texts = useTexts();
  return (
    <Dialog
      title={texts.t('profiles.secret-title', { name: props.name })}
      isOpen={props.isOpen}
      onClose={props.onClose}
    >
      <Form {...props} />
    </Dialog>
  );
}

function Form({ name, secretKey, onClose }: Giving) {
  const texts = useTexts();
  const acting = useActing();
  const [value, setValue] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [said, tell] = useState<string | null>(null);
  const problem = value === '' ? null : judgeSecret(secretKey, value);
  const give = async () => {
    setBusy(true);
    const answer = await acting((client) => client.profiles.giveSecret({ key: secretKey, name, value }));
    setBusy(false);
    switch (answer?.kind) {
      case 'kept':
        onClose();
        break;
      case 'not-answered':
        tell(texts.t('profiles.secret-offline'));
        break;
      case 'refused':
        tell(say(texts, [`codes.${answer.code}.text`, answer.code]));
        break;
      default:
        break;
    }
  };
  return (
    <>
      <p className="dim dialog-text">{texts.t('profiles.secret-text', { key: keyWords(texts, secretKey) })}</p>
      <TextField
        label={texts.t('profiles.secret-value')}
        type="password"
        autoComplete="off"
        value={value}
        onChange={setValue}
        error={problem === null ? undefined : problemWords(texts, problem)}
        autoFocus
      />
      {said === null ? null : <Notice mark="stop">{said}</Notice>}
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button tone="go" isDisabled={value === '' || problem !== null} isPending={isBusy} onPress={() => void give()}>
          {texts.t('profiles.secret-keep')}
        </Button>
      </div>
    </>
  );
}
