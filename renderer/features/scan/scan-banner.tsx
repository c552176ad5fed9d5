import { useEffect, useState } from 'react';
import type { Texts } from '#core/texts/create-texts.ts';
import type { TextKey } from '#resources/texts/catalogues.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { type ScanAnswer, useScanAnswer } from './scan-intake.ts';
import { playScanTone } from './scan-tone.ts';

const shownMs = 4_000;

/** Answers every scan at once, in sight and sound: taken, or refused and why (ux rules 4, 10, 11). */
export function ScanBanner() {
  const answer = useScanAnswer((state) => state.answer);
  const [shown, show] = useState<ScanAnswer | null>(null);
  useEffect(() => {
    if (answer === null) {
      return;
    }
    show(answer);
    playScanTone(answer.mark);
    const timer = setTimeout(() => show(null), shownMs);
    return () => clearTimeout(timer);
  }, [answer]);
  return (
    <div className="scan-banner-place" role="status">
      {shown === null || isSilent(shown) ? null : <Banner key={shown.turn} answer={shown} />}
    </div>
  );
}

/** A repeat is no news, and what a reader under test sent is shown where it is tested. */
function isSilent({ result }: ScanAnswer): boolean {
  return result.kind === 'duplicate' || result.kind === 'tried';
}

function Banner({ answer }: { readonly answer: ScanAnswer }) {
  const texts = useTexts();
  const { mark } = answer;
  return (
    <div className={`scan-banner scan-banner-${mark}`}>
      <StatusMark mark={mark} />
      <strong>{texts.t(titleOf(answer.result))}</strong>
      {answer.text === '' ? null : (
        <span className="mono" translate="no">
          {answer.text.slice(0, 60)}
        </span>
      )}
      <Why answer={answer} />
    </div>
  );
}

/** A unit or a row that was there already is shown again, and the words say so. */
function titleOf(result: ScanAnswer['result']): TextKey {
  if (result.kind === 'sheet-opened' && result.resumed) {
    return 'scan.answer.sheet-resumed';
  }
  return result.kind === 'carton-row' && result.already ? 'scan.answer.carton-row-known' : `scan.answer.${result.kind}`;
}

function Why({ answer }: { readonly answer: ScanAnswer }) {
  const texts = useTexts();
  const { result } = answer;
  switch (result.kind) {
    case 'wrong-kind':
      return <span>{say(texts, [`scan.wrong.${result.reason}`, ''])}</span>;
    case 'unreadable':
      return <span>{say(texts, [`codes.${result.code}.next`, texts.t('codes.SCAN_UNREADABLE.next')])}</span>;
    case 'choose-customer-first':
      return <span>{texts.t('scan.choose-customer-next')}</span>;
    case 'broken':
      return <span>{texts.t('scan.broken-next')}</span>;
    case 'failed':
      return <span>{texts.t('scan.failed-next')}</span>;
    case 'carton-row':
      return <span>{cartonWords(texts, result)}</span>;
    case 'sheet-opened':
      return answer.refusedBy === null ? null : <span>{texts.t(`codes.${answer.refusedBy}.title`)}</span>;
    default:
      return null;
  }
}

function cartonWords(
  texts: Texts,
  { already, number, outcome }: Extract<ScanAnswer['result'], { kind: 'carton-row' }>,
) {
  return already ? texts.t('scan.carton-already', { number }) : texts.t(`carton.outcome.${outcome}`);
}
