import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReaderView } from '#core/contract/station/readers.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { SoundSetting } from '../scan/sound-setting.tsx';
import { Page } from '../shell/page.tsx';
import { KeyboardReaderForm } from './keyboard-reader-form.tsx';
import { LearnReader } from './learn-reader.tsx';
import { PortReaderForm } from './port-reader-form.tsx';
import { ReaderList } from './reader-list.tsx';
import { TryReader } from './try-reader.tsx';
import './readers.css';

/** What is being set up: nothing, a reader that is learned, or one of either kind that is changed or new. */
type Work =
  | { readonly kind: 'none' }
  | { readonly kind: 'learning'; readonly reader: Extract<ReaderView, { kind: 'keyboard' }> | null }
  | { readonly kind: 'keyboard'; readonly reader: Extract<ReaderView, { kind: 'keyboard' }> }
  | { readonly kind: 'port'; readonly reader: Extract<ReaderView, { kind: 'port' }> | null };

/** Readers, made known and tried out (SCAN-1). Open to everybody at work: whoever stands here when a reader fails must be able to help. */
export function ReadersPage() {
  const texts = useTexts();
  const [work, begin] = useState<Work>({ kind: 'none' });
  const readers = useStationQuery(['readers', 'list'], (client) => client.readers.list());
  useScanPlace('readers', { screen: 'test', sessionId: null, awaiting: 'anything' });
  const done = () => begin({ kind: 'none' });
  const change = (reader: ReaderView) =>
    begin(reader.kind === 'keyboard' ? { kind: 'keyboard', reader } : { kind: 'port', reader });
  return (
    <Page title={texts.t('readers.title')}>
      <div className="card-columns readers">
        <div className="card-column">
          <Workplace work={work} onBegin={begin} onDone={done} />
          <Answered query={readers}>{(answer) => <ReaderList readers={answer} onChange={change} />}</Answered>
        </div>
        <div className="card-column">
          <TryReader />
          <section className="card card-body" aria-labelledby="reader-sound">
            <h2 id="reader-sound">{texts.t('readers.sound')}</h2>
            <p className="dim small">{texts.t('readers.sound-text')}</p>
            <div className="readers-buttons">
              <SoundSetting />
            </div>
          </section>
          <ControlCodes />
        </div>
      </div>
    </Page>
  );
}

function Workplace(props: {
  readonly work: Work;
  readonly onBegin: (work: Work) => void;
  readonly onDone: () => void;
}) {
  const texts = useTexts();
  const { work, onBegin, onDone } = props;
  switch (work.kind) {
    case 'none':
      return (
        <div className="readers-buttons">
          <Button onPress={() => onBegin({ kind: 'learning', reader: null })}>{texts.t('readers.learn')}</Button>
          <Button onPress={() => onBegin({ kind: 'port', reader: null })}>{texts.t('readers.add-port')}</Button>
        </div>
      );
    case 'learning':
      return <LearnReader reader={work.reader} onDone={onDone} />;
    case 'keyboard':
      return (
        <KeyboardReaderForm
          reader={work.reader}
          habits={work.reader.habits}
          onDone={onDone}
          onLearnAgain={() => onBegin({ kind: 'learning', reader: work.reader })}
        />
      );
    case 'port':
      return <PortReaderForm key={work.reader?.id ?? ''} reader={work.reader} onDone={onDone} />;
  }
}

function ControlCodes() {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <section className="card card-body" aria-labelledby="reader-codes">
      <h2 id="reader-codes">{texts.t('readers.codes')}</h2>
      <p className="dim small">{texts.t('readers.codes-text')}</p>
      <div className="readers-buttons">
        <Button onPress={() => void navigate({ to: '/settings/readers/codes' })}>
          {texts.t('readers.codes-show')}
        </Button>
      </div>
    </section>
  );
}
