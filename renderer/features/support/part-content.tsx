import type { SupportPart, SupportRequest } from '#core/domain/support/support-request.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { unitName } from '../../text/unit-name.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { CaptureTable } from '../captures/capture-table.tsx';
import '../captures/captures.css';

/** Exactly what a part holds, in a form that people read. */
export function PartContent({ part, request }: { readonly part: SupportPart; readonly request: SupportRequest }) {
  switch (part) {
    case 'unit':
      return <Unit unit={request.unit} />;
    case 'message':
      return <Message message={request.message} />;
    case 'diagnostics':
      return <Diagnostics checks={request.diagnostics} />;
    case 'log':
      return <Log lines={request.log} />;
    case 'capture':
      return <Capture capture={request.capture} />;
  }
}

function Unit({ unit }: { readonly unit: SupportRequest['unit'] }) {
  const texts = useTexts();
  if (unit === null) {
    return null;
  }
  const { model, firmware, customer, sessionId } = unit;
  return (
    <dl className="support-facts">
      <Fact name={texts.t('support.fact.unit')} value={unitName({ unit: unit.serial, typeLabel: unit.typeLabel })} />
      {model === null ? null : <Fact name={texts.t('support.fact.model')} value={`${model} ${firmware ?? ''}`} />}
      <Fact name={texts.t('support.fact.customer')} value={customer} />
      <Fact name={texts.t('support.fact.sheet')} value={sessionId} />
    </dl>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd translate="no">{value}</dd>
    </div>
  );
}

function Message({ message }: { readonly message: SupportRequest['message'] }) {
  return message === null ? null : (
    <p className="support-message">
      {message.text}
      {message.code === null ? null : <span className="tiny dim mono support-code">{message.code}</span>}
    </p>
  );
}

function Diagnostics({ checks }: { readonly checks: SupportRequest['diagnostics'] }) {
  const texts = useTexts();
  return (
    <ul className="checks">
      {checks?.map(({ name, state, detail }) => (
        <li key={name}>
          <StatusMark mark={state === 'bad' ? 'stop' : state} />
          <span>
            <strong>{say(texts, [`help.check.${name}`, name])}</strong>{' '}
            <span className="dim small support-check">{detail}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Log({ lines }: { readonly lines: SupportRequest['log'] }) {
  const texts = useTexts();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to scroll it
    <section className="support-log" aria-label={texts.t('support.part.log')} tabIndex={0}>
      <pre className="mono" translate="no">
        {lines?.join('\n')}
      </pre>
    </section>
  );
}

function Capture({ capture }: { readonly capture: SupportRequest['capture'] }) {
  return capture === null ? null : (
    <div className="support-capture">
      <CaptureTable lines={capture.lines} form="text" marked={null} />
    </div>
  );
}
