import { useEffect, useState } from 'react';
import type { EnrolmentState } from '#core/contract/station/enrolment.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

type Waiting = Extract<EnrolmentState, { kind: 'waiting' }>;

/** The code and the number, to be read across a hall, and what to do with them. */
export function WaitingForDecision(props: {
  readonly waiting: Waiting;
  readonly knownSinceMs: number;
  readonly onStop: () => Promise<void>;
}) {
  const { waiting, knownSinceMs, onStop } = props;
  const texts = useTexts();
  return (
    <section className="card enrol-card enrol-waiting" aria-labelledby="enrol-steps">
      <h2 id="enrol-steps" className="visually-hidden">
        {texts.t('enrolment.steps')}
      </h2>
      <QrCode qr={waiting.qr} />
      <ol className="enrol-steps">
        <li>
          {texts.t('enrolment.step-open')}
          <span className="enrol-address mono" translate="no">
            {waiting.verificationUri}
          </span>
        </li>
        <li>
          {texts.t('enrolment.step-sign-in')}
          <span className="enrol-code mono" lang="en" translate="no">
            <span className="visually-hidden">{texts.t('enrolment.code')}: </span>
            {waiting.userCode}
          </span>
        </li>
        <li>
          {texts.t('enrolment.step-number')}
          <span className="enrol-number mono">
            <span className="visually-hidden">{texts.t('enrolment.number')}: </span>
            {waiting.checkNumber}
          </span>
        </li>
      </ol>
      <div className="enrol-foot">
        <p role="status">
          <StatusMark mark={waiting.trouble === null ? 'work' : 'wait'} />
          {texts.t(waiting.trouble === null ? 'enrolment.waiting' : `enrolment.${waiting.trouble}`)}
        </p>
        <Countdown key={waiting.userCode} remainingMs={waiting.remainingMs} sinceMs={knownSinceMs} />
        <Button onPress={() => void onStop()}>{texts.t('enrolment.stop')}</Button>
      </div>
    </section>
  );
}

function Countdown({ remainingMs, sinceMs }: { readonly remainingMs: number; readonly sinceMs: number }) {
  const texts = useTexts();
  const [nowMs, setNowMs] = useState(sinceMs);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((remainingMs - Math.max(0, nowMs - sinceMs)) / 1000));
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <p className="enrol-remaining" role="timer">
      {texts.t('enrolment.remaining', { time })}
    </p>
  );
}

/** Four modules of white around it, on white in every theme: readers want dark on light. */
function QrCode({ qr: { size, path } }: { readonly qr: Waiting['qr'] }) {
  const texts = useTexts();
  const quiet = quietModules * modulePixels;
  return (
    <svg
      className="enrol-qr"
      role="img"
      aria-label={texts.t('enrolment.qr')}
      viewBox={`${-quiet} ${-quiet} ${size + 2 * quiet} ${size + 2 * quiet}`}
      shapeRendering="crispEdges"
    >
      <rect x={-quiet} y={-quiet} width={size + 2 * quiet} height={size + 2 * quiet} fill="#fff" />
      <path d={path} fill="#000" fillRule="evenodd" />
    </svg>
  );
}

const quietModules = 4;
/** The station draws each module two units wide. */
const modulePixels = 2;
