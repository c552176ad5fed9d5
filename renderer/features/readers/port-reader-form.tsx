import { useState } from 'react';
import { type PortReader, readerBaudRates, readerSuffix } from '#core/domain/scanning/reader.ts';
import { useActing } from '../../station/acting.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Choice, PortChoice } from './port-choice.tsx';

type Settings = Pick<PortReader, 'name' | 'port' | 'baudRate' | 'suffix'>;

const usual: Settings = { name: '', port: '', baudRate: 9600, suffix: 'enter' };

/** A reader on a serial port: which port, how fast, and what ends a code. Its port is no bay any more. */
export function PortReaderForm({
  reader,
  onDone,
}: {
  readonly reader: PortReader | null;
  readonly onDone: () => void;
}) {
  const texts = useTexts();
  const acting = useActing();
  const [settings, set] = useState<Settings>(reader ?? usual);
  const [refusal, refuse] = useState<string | null>(null);
  const change = (part: Partial<Settings>) => set({ ...settings, ...part });
  const save = async () => {
    const { port, baudRate, suffix } = settings;
    const name = settings.name.trim();
    const answer = await acting((client) =>
      client.readers.save({ kind: 'port', id: reader?.id ?? null, name, port: port.trim(), baudRate, suffix }),
    );
    switch (answer?.kind) {
      case 'port-taken':
        refuse(texts.t('readers.port-taken', { name: answer.by }));
        return;
      case 'bay-at-work':
        refuse(texts.t('readers.bay-at-work', { number: answer.bay }));
        return;
      case 'saved':
      case 'no-such-reader':
        onDone();
        return;
      default:
        return;
    }
  };
  return (
    <section className="card card-body" aria-labelledby="reader-form">
      <h2 id="reader-form">{texts.t('readers.on-port')}</h2>
      <TextField
        label={texts.t('readers.name')}
        hint={texts.t('readers.name-hint')}
        value={settings.name}
        onChange={(typed) => change({ name: typed.slice(0, 40) })}
        autoFocus
      />
      <PortChoice port={settings.port} hint={texts.t('readers.ports-hint')} onChoose={(port) => change({ port })} />
      <Choice label={texts.t('readers.speed')} hint={texts.t('readers.speed-hint')}>
        <ChoiceBar
          label={texts.t('readers.speed')}
          value={String(settings.baudRate)}
          choices={readerBaudRates.map((rate) => ({ value: String(rate), label: texts.number(rate) }))}
          onChoose={(value) => change({ baudRate: readerBaudRates.find((rate) => String(rate) === value) ?? 9600 })}
        />
      </Choice>
      <Choice label={texts.t('readers.ends-with')} hint={texts.t('readers.ends-with-hint')}>
        <ChoiceBar
          label={texts.t('readers.ends-with')}
          value={settings.suffix}
          choices={readerSuffix.options.map((value) => ({ value, label: texts.t(`readers.port-suffix.${value}`) }))}
          onChoose={(suffix) => change({ suffix })}
        />
      </Choice>
      <div role="status">{refusal === null ? null : <Notice mark="stop">{refusal}</Notice>}</div>
      <div className="readers-buttons">
        <Button
          tone="go"
          isDisabled={settings.name.trim() === '' || settings.port.trim() === ''}
          onPress={() => void save()}
        >
          {texts.t('readers.save')}
        </Button>
        <Button onPress={onDone}>{texts.t('common.cancel')}</Button>
      </div>
    </section>
  );
}
