import { useState } from 'react';
import { useActing } from '../../station/acting.ts';
import { useMay } from '../../station/rights.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** Makes a port known that the computer does not list. */
export function NamePort() {
  const texts = useTexts();
  const acting = useActing();
  const may = useMay();
  const [path, setPath] = useState('');
  const [said, say] = useState('');
  const name = async () => {
    const answer = await acting((client) => client.ports.name({ path: path.trim() }));
    if (answer !== null) {
      say(texts.t(`ports.name.${answer.kind}`, { port: path.trim() }));
      setPath('');
    }
  };
  if (!may('ports')) {
    return null;
  }
  return (
    <section className="card card-body" aria-labelledby="name-port">
      <h2 id="name-port">{texts.t('ports.name')}</h2>
      <div className="ports-line">
        <TextField
          label={texts.t('ports.path')}
          hint={texts.t('ports.path-hint')}
          value={path}
          onChange={(typed) => setPath(typed.slice(0, 255))}
          mono
          onSubmit={() => (path.trim() === '' ? undefined : void name())}
        />
        <Button isDisabled={path.trim() === ''} onPress={() => void name()}>
          {texts.t('ports.name-it')}
        </Button>
      </div>
      <p role="status" className="small dim">
        {said}
      </p>
    </section>
  );
}
