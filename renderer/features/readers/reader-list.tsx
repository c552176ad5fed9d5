import type { ReaderView } from '#core/contract/station/readers.ts';
import type { WedgeHabits } from '#core/domain/scanning/reader.ts';
import { useActing } from '../../station/acting.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { shownKey } from './shown-text.ts';

/** The readers this station knows, with how each stands and what it was taught. */
export function ReaderList(props: {
  readonly readers: readonly ReaderView[];
  readonly onChange: (reader: ReaderView) => void;
}) {
  const texts = useTexts();
  return (
    <section className="card" aria-labelledby="reader-list">
      <h2 id="reader-list" className="card-head">
        {texts.t('readers.known')}
      </h2>
      {props.readers.length === 0 ? <p className="card-empty dim">{texts.t('readers.none')}</p> : null}
      <ul className="card-list">
        {props.readers.map((reader) => (
          <li key={reader.id} className="reader-row">
            <div>
              <strong>{reader.name}</strong>
              <ReaderFacts reader={reader} />
            </div>
            <ReaderState reader={reader} />
            <ReaderButtons reader={reader} onChange={props.onChange} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ReaderFacts({ reader }: { readonly reader: ReaderView }) {
  const texts = useTexts();
  return (
    <p className="dim small">
      {reader.kind === 'keyboard' ? (
        <HabitWords habits={reader.habits} />
      ) : (
        texts.t('readers.port-facts', {
          port: reader.standing.kind === 'ready' ? reader.standing.port : reader.port,
          speed: String(reader.baudRate),
          suffix: texts.t(`readers.port-suffix.${reader.suffix}`),
        })
      )}
    </p>
  );
}

/** What three scans taught, in words. */
export function HabitWords({ habits }: { readonly habits: WedgeHabits }) {
  const texts = useTexts();
  const { keyGapMs, suffix, prefixKey, minCharacters } = habits;
  return (
    <>
      {texts.t('readers.habits', { gap: keyGapMs, suffix: texts.t(`readers.suffix.${suffix}`), count: minCharacters })}
      {prefixKey === null ? null : ` ${texts.t('readers.habits-prefix', { key: shownKey(prefixKey) })}`}
    </>
  );
}

function ReaderState({ reader }: { readonly reader: ReaderView }) {
  const texts = useTexts();
  if (reader.kind === 'keyboard') {
    return <Tag mark="idle">{texts.t('readers.as-keyboard')}</Tag>;
  }
  const { standing } = reader;
  switch (standing.kind) {
    case 'connecting':
      return <Tag mark="work">{texts.t('readers.connecting')}</Tag>;
    case 'ready':
      return <Tag mark="ok">{texts.t('readers.ready')}</Tag>;
    case 'gone':
      return (
        <div className="reader-gone">
          <Tag mark="stop">{texts.t('readers.gone')}</Tag>
          <span className="small">{texts.t(`readers.gone.${standing.reason}`)}</span>
        </div>
      );
  }
}

function ReaderButtons({
  reader,
  onChange,
}: {
  readonly reader: ReaderView;
  readonly onChange: (reader: ReaderView) => void;
}) {
  const texts = useTexts();
  const acting = useActing();
  return (
    <div className="readers-buttons">
      <Button
        size="list"
        onPress={() => onChange(reader)}
        aria-label={texts.t('readers.change-named', { name: reader.name })}
      >
        {texts.t('readers.change')}
      </Button>
      <Button
        size="list"
        onPress={() => void acting((client) => client.readers.remove({ id: reader.id }))}
        aria-label={texts.t('readers.remove-named', { name: reader.name })}
      >
        {texts.t('readers.remove')}
      </Button>
    </div>
  );
}
