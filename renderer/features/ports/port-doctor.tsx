import { useEffect, useEffectEvent, useState } from 'react';
import type { PortCheck, PortView } from '#core/contract/station/ports.ts';
import type { PortFinding } from '#core/domain/cable/diagnose-port.ts';
import { useActing } from '../../station/acting.ts';
import { groupedSerials } from '../../text/grouped-serials.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { shortPort } from '../bench/short-port.ts';
import { offerDownload } from '../report/offer-download.ts';
import { checkText, logLine } from './check-text.ts';
import { Copied } from './copied.tsx';

/** Says why one port can or cannot be used and what to do, and shows what went over the cable while it was tried (INST-1). */
export function PortDoctor({ port }: { readonly port: PortView }) {
  const texts = useTexts();
  const acting = useActing();
  const [check, setCheck] = useState<PortCheck | null>(null);
  const [isRunning, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    const answer = await acting((client) => client.ports.check({ key: port.key }));
    setCheck(answer?.kind === 'checked' ? answer : null);
    setRunning(false);
  };
  const runFirst = useEffectEvent(() => void run());
  useEffect(() => runFirst(), []);
  return (
    <section className="card card-body" aria-labelledby="port-doctor">
      <div className="ports-title">
        <h2 id="port-doctor">
          {texts.t('ports.doctor')} <span className="mono">{shortPort(port.path)}</span>
        </h2>
        <span className="push">
          <Button size="list" needs="ports" isPending={isRunning} onPress={() => void run()}>
            {texts.t(isRunning ? 'ports.checking' : 'ports.check')}
          </Button>
        </span>
      </div>
      {check === null && isRunning ? <p className="dim">{texts.t('ports.checking')}</p> : null}
      <ul className="card-list port-findings" aria-live="polite">
        {(check?.findings ?? []).map((finding) => (
          <li key={finding.code}>
            <Finding finding={finding} />
          </li>
        ))}
      </ul>
      {check === null ? null : <AttemptLog check={check} />}
    </section>
  );
}

function Finding({ finding }: { readonly finding: PortFinding }) {
  const texts = useTexts();
  const { code, mark, command } = finding;
  const values = groupedSerials(finding.values);
  return (
    <div className="port-finding">
      <StatusMark mark={mark} />
      <div className="port-finding-words">
        <strong>{texts.t(`ports.finding.${code}`, values)}</strong>
        <p>{texts.t(`ports.do.${code}`, values)}</p>
        {command === null ? null : (
          <div className="port-command">
            <code className="mono small">{command}</code>
            <Copied label={texts.t('ports.copy-command')} text={command} />
          </div>
        )}
      </div>
    </div>
  );
}

function AttemptLog({ check }: { readonly check: PortCheck }) {
  const texts = useTexts();
  const report = () => checkText(texts, check);
  const save = () =>
    offerDownload(new TextEncoder().encode(report()), `port-${shortPort(check.port)}.txt`, 'text/plain');
  return (
    <div className="port-log">
      <div className="ports-title">
        <h3 className="over">{texts.t('ports.log')}</h3>
        <span className="push row">
          <Copied label={texts.t('ports.copy-log')} text={report()} />
          <Button size="list" onPress={save}>
            {texts.t('ports.save-log')}
          </Button>
        </span>
      </div>
      {check.log.length === 0 ? (
        <p className="small dim">{texts.t('ports.log-empty')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to scroll it
        <section className="port-lines" aria-label={texts.t('ports.log')} tabIndex={0}>
          <pre className="mono small" translate="no">
            {check.log.map(logLine).join('\n')}
          </pre>
        </section>
      )}
    </div>
  );
}
