import { useEffect, useRef, useState } from 'react';
import { type LearningRefusal, learnReader, SCANS_TO_LEARN } from '#core/domain/scanning/learn-reader.ts';
import type { KeyboardReader, WedgeHabits } from '#core/domain/scanning/reader.ts';
import { readTake } from '#core/domain/scanning/test-scan.ts';
import type { WedgeKey } from '#core/domain/scanning/wedge-key.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useTestScans } from '../scan/key-recorder.ts';
import { KeyboardReaderForm } from './keyboard-reader-form.tsx';
import { shownText } from './shown-text.ts';

type Scans = readonly (readonly WedgeKey[])[];

/** Three test scans teach a keyboard reader; what does not agree is said and scanned again (SCAN-1). */
export function LearnReader(props: { readonly reader: KeyboardReader | null; readonly onDone: () => void }) {
  const [habits, learn] = useState<WedgeHabits | null>(null);
  return habits === null ? (
    <TestScans onLearned={learn} onCancel={props.onDone} />
  ) : (
    <KeyboardReaderForm reader={props.reader} habits={habits} onDone={props.onDone} onLearnAgain={() => learn(null)} />
  );
}

function TestScans({
  onLearned,
  onCancel,
}: {
  readonly onLearned: (habits: WedgeHabits) => void;
  readonly onCancel: () => void;
}) {
  const texts = useTexts();
  const [scans, setScans] = useState<Scans>([]);
  const [fault, setFault] = useState<LearningRefusal | null>(null);
  useRecordedScans((keys) => {
    const reading = readTake(keys);
    if (reading.kind === 'no-take') {
      setFault(reading.fault);
      return;
    }
    const taken = [...scans, keys];
    if (taken.length < SCANS_TO_LEARN) {
      setFault(null);
      setScans(taken);
      return;
    }
    const outcome = learnReader(taken);
    if (outcome.kind === 'learned') {
      onLearned(outcome.habits);
    } else {
      setFault(outcome.reason);
      setScans([]);
    }
  }, onCancel);
  return (
    <section className="card card-body" aria-labelledby="reader-learning">
      <h2 id="reader-learning">{texts.t('readers.learning', { number: scans.length + 1, total: SCANS_TO_LEARN })}</h2>
      <p className="dim">{texts.t('readers.learning-text')}</p>
      <ol className="test-scans" aria-label={texts.t('readers.test-scans')}>
        {Array.from({ length: SCANS_TO_LEARN }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the places are the first, second and third scan
          <TestScan key={index} keys={scans[index]} isNext={index === scans.length} />
        ))}
      </ol>
      <div role="status">
        {fault === null ? null : <Notice mark="stop">{texts.t(`readers.refused.${fault}`)}</Notice>}
      </div>
      <div className="readers-buttons">
        <Button onPress={onCancel}>{texts.t('common.cancel')}</Button>
        <span className="dim small">{texts.t('readers.escape')}</span>
      </div>
    </section>
  );
}

function TestScan({ keys, isNext }: { readonly keys: readonly WedgeKey[] | undefined; readonly isNext: boolean }) {
  const texts = useTexts();
  const reading = keys === undefined ? null : readTake(keys);
  if (reading?.kind !== 'take') {
    return (
      <li>
        <StatusMark mark={isNext ? 'work' : 'idle'} />
        <span className={isNext ? '' : 'dim'}>{texts.t(isNext ? 'readers.scan-now' : 'readers.not-yet')}</span>
      </li>
    );
  }
  const { characters, meanGapMs, suffix } = reading.take;
  return (
    <li>
      <StatusMark mark="ok" />
      <span className="mono" translate="no">
        {shownText(characters)}
      </span>
      <span className="dim small push">
        {texts.t('readers.rhythm', { gap: Math.round(meanGapMs), end: texts.t(`readers.suffix.${suffix}`) })}
      </span>
    </li>
  );
}

/** Takes all keys while it is shown; Escape gives up. */
function useRecordedScans(onScan: (keys: readonly WedgeKey[]) => void, onCancel: () => void): void {
  const latest = useRef({ onScan, onCancel });
  latest.current = { onScan, onCancel };
  useEffect(() => {
    useTestScans.setState({ listener: (keys) => latest.current.onScan(keys) });
    const giveUp = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        latest.current.onCancel();
      }
    };
    window.addEventListener('keydown', giveUp);
    return () => {
      window.removeEventListener('keydown', giveUp);
      useTestScans.setState({ listener: null });
    };
  }, []);
}
