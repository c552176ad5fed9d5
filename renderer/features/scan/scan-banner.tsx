import { useEffect, useState } from 'react';
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
      {shown === null || shown.result.kind === 'duplicate' ? null : <Banner key={shown.turn} answer={shown} />}
    </div>
  );
}

function Banner({ answer }: { readonly answer: ScanAnswer }) {
  const texts = useTexts();
  const { mark } = answer;
  return (
    <div className={`scan-banner scan-banner-${mark}`}>
      <StatusMark mark={mark} />
      <strong>{texts.t(`scan.answer.${answer.result.kind}`)}</strong>
      {answer.text === '' ? null : (
        <span className="mono" translate="no">
          {answer.text.slice(0, 60)}
        </span>
      )}
      <Why answer={answer} />
    </div>
  );
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
    case 'failed':
      return <span>{texts.t('scan.failed-next')}</span>;
    case 'sheet-opened':
      return answer.refusedBy === null ? null : <span>{texts.t(`codes.${answer.refusedBy}.title`)}</span>;
    default:
      return null;
  }
}
