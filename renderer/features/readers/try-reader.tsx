import { useState } from 'react';
import { parseLabel } from '#core/domain/scanning/parse-label.ts';
import type { ParsedLabel } from '#core/domain/scanning/parsed-label.ts';
import { scanKindsOf } from '#core/domain/scanning/scan-action.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useScanAnswers } from '../scan/control-code.ts';
import type { ScanAnswer } from '../scan/scan-intake.ts';
import { shownText } from './shown-text.ts';

/** Shows what a reader sent, sign by sign, how it typed, and what the station would take it for. Nothing is done with it (SCAN-5). */
export function TryReader() {
  const texts = useTexts();
  const [answer, show] = useState<ScanAnswer | null>(null);
  useScanAnswers(show);
  return (
    <section className="card card-body" aria-labelledby="reader-test">
      <h2 id="reader-test">{texts.t('readers.try')}</h2>
      <div className="reader-sent" role="status">
        {answer === null ? <p className="dim">{texts.t('readers.try-text')}</p> : <Sent answer={answer} />}
      </div>
    </section>
  );
}

function Sent({ answer }: { readonly answer: ScanAnswer }) {
  const texts = useTexts();
  const { text, rhythm, source, result } = answer;
  const isBroken = result.kind === 'broken';
  return (
    <>
      <p className="mono reader-text" translate="no">
        {shownText(text)}
      </p>
      <dl className="reader-facts">
        <dt>{texts.t('readers.from')}</dt>
        <dd>{say(texts, [`readers.source.${source}`, source])}</dd>
        <dt>{texts.t('readers.length')}</dt>
        <dd>{texts.t('readers.characters', { count: [...text].length })}</dd>
        {rhythm === null ? null : (
          <>
            <dt>{texts.t('readers.pace')}</dt>
            <dd>
              {texts.t('readers.rhythm', {
                gap: Math.round(rhythm.gapMs),
                end: texts.t(`readers.suffix.${rhythm.endedBy === 'silence' ? 'none' : rhythm.endedBy}`),
              })}
            </dd>
          </>
        )}
        <dt>{texts.t('readers.meaning')}</dt>
        <dd>{isBroken ? <Broken /> : <Meaning parsed={parseLabel(text)} />}</dd>
      </dl>
    </>
  );
}

function Broken() {
  const texts = useTexts();
  return (
    <span className="reader-meaning">
      <StatusMark mark="stop" size="tiny" />
      {texts.t('readers.broken')}
    </span>
  );
}

function Meaning({ parsed }: { readonly parsed: ParsedLabel }) {
  const texts = useTexts();
  if (parsed.kind === 'unreadable') {
    return (
      <span className="reader-meaning">
        <StatusMark mark="stop" size="tiny" />
        {say(texts, [`codes.${parsed.code}.title`, texts.t('codes.SCAN_UNREADABLE.title')])}
      </span>
    );
  }
  return (
    <>
      <span className="reader-meaning">
        <StatusMark mark={parsed.warnings.length === 0 ? 'ok' : 'warn'} size="tiny" />
        {texts.list(scanKindsOf(parsed).map((kind) => texts.t(`scan-kind.${kind}`)))}
      </span>
      {parsed.warnings.map((warning) => (
        <span key={warning} className="small dim reader-warning">
          {say(texts, [`codes.${warning}.title`, warning])}
        </span>
      ))}
    </>
  );
}
