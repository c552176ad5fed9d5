import { useNavigate } from '@tanstack/react-router';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { StepName } from '#core/domain/bench/bench-session.ts';
import { type BenchMissing, missingForSignOff } from '#core/domain/bench/missing-for-sign-off.ts';
import { longestRemarks } from '#core/kernel/reason.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { isWholePin, PinPad } from '../sign-in/pin-pad.tsx';
import { ActTroubleNotice } from './act-trouble.tsx';
import { CloseSheet } from './close-sheet.tsx';
import { DrawnSignatures } from './drawn-signatures.tsx';
import { PanelCard, PanelNote } from './panel-card.tsx';
import type { PanelProps } from './panel-props.ts';
import { type SignResult, useSignForm } from './use-sign-form.ts';
import { type Signing, useSigning } from './use-signing.ts';

/** What is still missing, then the result, remarks and the technician's PIN (INSP-4). A signed sheet shows its report. */
export function SignPanel({ sheet, onOpen }: PanelProps) {
  const { state, signOff } = sheet.session;
  if (signOff.kind === 'signed') {
    return <SignedCard sheet={sheet} signOff={signOff} />;
  }
  return state === 'abandoned' ? <ClosedCard sheet={sheet} /> : <SignForm sheet={sheet} onOpen={onOpen} />;
}

function SignForm({ sheet, onOpen }: PanelProps) {
  const texts = useTexts();
  const { session } = sheet;
  const { result, remarks, drawn, ...form } = useSignForm(session.id);
  const signing = useSigning({
    sheet,
    result,
    remarks: remarks.trim(),
    needsRemarks: needsRemarks(session, result),
    drawn,
  });
  const missing = missingForSignOff(session, result);
  const ready = missing.length === 0;
  return (
    <PanelCard
      mark={ready ? 'idle' : 'warn'}
      title={texts.t(ready ? 'sign.ready.title' : 'sign.missing.title', { count: missing.length })}
      text={texts.t(ready ? 'sign.ready.text' : 'sign.missing.text')}
      side={ready ? <PinPad {...signing.pad} autoFocus={false} /> : null}
    >
      <ChoiceBar
        label={texts.t('sign.result')}
        value={result}
        onChoose={form.choose}
        choices={[
          { value: 'succeeded', label: texts.t('sign.succeeded'), mark: 'ok' },
          { value: 'failed', label: texts.t('sign.failed'), mark: 'stop' },
        ]}
      />
      {ready ? (
        <>
          <TextField
            label={texts.t(needsRemarks(session, result) ? 'sign.remarks-needed' : 'sign.remarks')}
            hint={texts.t(result === 'failed' ? 'sign.remarks-failed-hint' : 'sign.remarks-hint')}
            value={remarks}
            onChange={form.setRemarks}
            longest={longestRemarks}
            multiline
          />
          <DrawnSignatures drawn={drawn} sessionId={session.id} onChange={form.setDrawn} />
          <SignButton signing={signing} result={result} />
        </>
      ) : (
        <MissingList missing={missing} onOpen={onOpen} />
      )}
      {sheet.provisional ? <PanelNote mark="wait">{texts.t('sign.provisional')}</PanelNote> : null}
      <CloseSheet sheet={sheet} />
    </PanelCard>
  );
}

/** A failure has to be explained, and so has what nobody could measure. */
function needsRemarks({ inspection }: Sheet['session'], result: SignResult): boolean {
  return result === 'failed' || (inspection.kind === 'measured' && inspection.result === 'not-possible');
}

function SignButton({ signing, result }: { readonly signing: Signing; readonly result: SignResult }) {
  const texts = useTexts();
  return (
    <>
      <Button
        tone="go"
        size="primary"
        wide
        isDisabled={!isWholePin(signing.pad.value)}
        isPending={signing.isBusy}
        onPress={signing.pad.onSubmit}
      >
        {texts.t(result === 'failed' ? 'sign.submit-failed' : 'sign.submit')}
      </Button>
      {signing.why === null ? null : <Notice mark="stop">{signing.why}</Notice>}
      <ActTroubleNotice trouble={signing.trouble} />
    </>
  );
}

/** Each missing thing is the way to its step. */
function MissingList(props: { readonly missing: readonly BenchMissing[]; readonly onOpen: (step: StepName) => void }) {
  const texts = useTexts();
  return (
    <ul className="missing">
      {props.missing.map((what) => (
        <li key={what} className="missing-row">
          <StatusMark mark="warn" />
          <span>{texts.t(`bench.missing.${what}`)}</span>
          <Button size="list" onPress={() => props.onOpen(stepFor(what))}>
            {texts.t('sheet.go-to', { step: texts.t(`bench.step-name.${stepFor(what)}`) })}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function stepFor(what: BenchMissing): StepName {
  switch (what) {
    case 'identity':
    case 'identity-mismatch':
    case 'firmware-unknown':
      return 'identity';
    case 'type':
    case 'verdict':
    case 'transfer':
    case 'transfer-refused':
      return 'owner';
    case 'write-unfinished':
    case 'configuration':
    case 'configuration-incomplete':
    case 'restore-incomplete':
      return 'configure';
    case 'inspection':
    case 'inspection-undecided':
    case 'inspection-failed':
      return 'inspect';
    case 'pairing':
    case 'pairing-failed':
      return 'pair';
  }
}

type SignOff = Extract<Sheet['session']['signOff'], { kind: 'signed' }>;

function SignedCard({ sheet, signOff }: { readonly sheet: Sheet; readonly signOff: SignOff }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const succeeded = signOff.result === 'succeeded';
  return (
    <PanelCard
      mark={succeeded ? 'ok' : 'stop'}
      title={texts.t(succeeded ? 'sign.signed.title' : 'sign.signed-failed.title', { number: signOff.reportNumber })}
      text={texts.t('sign.signed.text', { by: signOff.by, time: texts.date(signOff.at, 'date-time') })}
    >
      <Button
        tone="go"
        size="primary"
        wide
        onPress={() => void navigate({ to: '/report/$sessionId', params: { sessionId: sheet.session.id } })}
      >
        {texts.t('sign.open-report')}
      </Button>
      <div className="panel-buttons">
        <Button onPress={() => void navigate({ to: '/bench' })}>{texts.t('sign.next-unit')}</Button>
        <Button needs="audit" onPress={() => void navigate({ to: '/audit', search: { sessionId: sheet.session.id } })}>
          {texts.t('sign.audit')}
        </Button>
      </div>
      {sheet.provisional ? <PanelNote mark="wait">{texts.t('sign.signed-provisional')}</PanelNote> : null}
      {signOff.remarks === null ? null : (
        <p className="panel-remarks">
          <span className="over">{texts.t('sign.remarks')}</span>
          {signOff.remarks}
        </p>
      )}
      <p className="tiny dim mono fingerprint" translate="no">
        {texts.t('sign.fingerprint', { head: signOff.auditHead.slice(0, 16), size: signOff.auditSize })}
      </p>
    </PanelCard>
  );
}

function ClosedCard({ sheet }: { readonly sheet: Sheet }) {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <PanelCard
      mark="idle"
      title={texts.t('sign.closed.title')}
      text={texts.t('sign.closed.text', { time: texts.date(sheet.session.changedAt, 'date-time') })}
    >
      <Button tone="go" size="primary" wide onPress={() => void navigate({ to: '/bench' })}>
        {texts.t('sign.next-unit')}
      </Button>
    </PanelCard>
  );
}
