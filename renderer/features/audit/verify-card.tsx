import { useEffect, useRef, useState } from 'react';
import type { VerifyEvent } from '#core/contract/station/audit.ts';
import { useActing } from '../../station/acting.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

type Progress = Extract<VerifyEvent, { kind: 'checking' }>;
type Finding = Extract<VerifyEvent, { kind: 'found' }>['finding'];

/** Recomputes every link of the station's chain, tells how far it is, and says what it found, with the first bad entry by number. */
export function VerifyCard() {
  const texts = useTexts();
  const { finding, progress, isChecking, verify } = useVerifying();
  return (
    <div className="verify card">
      <div className="verify-words" role="status">
        {isChecking ? (
          <CheckingWords progress={progress} />
        ) : finding === null ? (
          <p className="dim">{texts.t('audit-page.verify-text')}</p>
        ) : (
          <FindingWords finding={finding} />
        )}
      </div>
      <Button tone="go" isPending={isChecking} onPress={() => void verify()}>
        {texts.t(isChecking ? 'audit-page.verifying' : 'audit-page.verify')}
      </Button>
    </div>
  );
}

function useVerifying() {
  const acting = useActing();
  const [finding, setFinding] = useState<Finding | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [isChecking, setChecking] = useState(false);
  const gone = useRef(new AbortController());
  useEffect(() => {
    const leaving = new AbortController();
    gone.current = leaving;
    return () => leaving.abort();
  }, []);
  const verify = async () => {
    setChecking(true);
    setProgress(null);
    setFinding(null);
    await acting(async (client) => {
      for await (const event of await client.audit.watchVerify(undefined, { signal: gone.current.signal })) {
        if (event.kind === 'found') {
          setFinding(event.finding);
        } else {
          setProgress(event);
        }
      }
      return 'ended';
    });
    setChecking(false);
  };
  return { finding, progress, isChecking, verify };
}

function CheckingWords({ progress }: { readonly progress: Progress | null }) {
  const texts = useTexts();
  const [checked, of] = progress === null ? [0, 1] : [progress.checked, progress.of];
  return (
    <div className="verify-progress">
      <progress value={checked} max={of} aria-label={texts.t('audit-page.verifying')} />
      <span className="num small dim">
        {progress === null ? texts.t('audit-page.verifying') : texts.t('audit-page.verify-progress', { checked, of })}
      </span>
    </div>
  );
}

function FindingWords({ finding }: { readonly finding: Finding }) {
  const texts = useTexts();
  return (
    <Notice mark={finding.kind === 'intact' ? 'ok' : 'stop'}>
      <strong>{texts.t(`audit-page.${finding.kind}`)}</strong>{' '}
      {finding.kind === 'intact'
        ? texts.t('audit-page.intact-text', { entries: finding.entries, head: finding.head.slice(0, 16) })
        : texts.t('audit-page.broken-text', {
            seq: finding.seq,
            fault: texts.t(`audit-page.fault.${finding.fault}`),
          })}
      {finding.kind === 'intact' && finding.erased > 0
        ? ` ${texts.t('audit-page.erased-text', { count: finding.erased })}`
        : null}
    </Notice>
  );
}
