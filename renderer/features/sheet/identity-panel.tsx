import { useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { BayView } from '#core/contract/station/cable.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { shortPort } from '../bench/short-port.ts';
import { shortUnit } from '../bench/short-unit.ts';
import { ActTroubleNotice } from './act-trouble.tsx';
import { BlockedPanel } from './blocked-panel.tsx';
import { CableProgress, useCableWork } from './cable-progress.tsx';
import { GoOn } from './go-on.tsx';
import { PanelCard } from './panel-card.tsx';
import { type PanelProps, stepOf } from './panel-props.ts';
import { UnlockUnit, wantsPassword } from './unlock-unit.tsx';
import { type SheetAct, useSheetAct } from './use-sheet-act.ts';

/** Connect the unit: what it says over the cable must equal the scan, or everything stops (INST-1). */
export function IdentityPanel({ sheet, onOpen }: PanelProps) {
  const texts = useTexts();
  const { session } = sheet;
  const act = useSheetAct(session.id);
  const bays = useStationQuery(['bays'], (client) => client.cable.bays());
  const work = useCableWork(session.id, session.bay);
  const { identity } = session;
  const step = stepOf(sheet, 'identity');
  const [tried, setTried] = useState<number | null>(null);
  const identify = (bay: number) => {
    setTried(bay);
    void act.run('identify', (client) => client.bench.identify({ sessionId: session.id, bay }));
  };
  if (
    session.state === 'open' &&
    identity.kind === 'not-read' &&
    (step.blockedBy !== null || step.state === 'not-needed')
  ) {
    return <BlockedPanel sheet={sheet} step="identity" onOpen={onOpen} />;
  }
  const usable = bays.data?.filter((bay) => bay.state !== 'gone') ?? [];
  return (
    <PanelCard
      mark={act.running === null ? identityMarks[identity.kind] : 'work'}
      title={texts.t(`identity.${identity.kind}.title`)}
      text={<IdentityText sheet={sheet} />}
    >
      {session.state === 'open' ? (
        <BayChoice sheet={sheet} bays={usable} act={act} onOpen={onOpen} tried={tried} identify={identify} />
      ) : null}
      {bays.data !== undefined && usable.length === 0 ? (
        <Notice mark="warn">{texts.t('identity.no-bay')}</Notice>
      ) : null}
      <CableProgress work={work} expected={act.running} />
      <ActTroubleNotice trouble={act.trouble} />
      {tried !== null && wantsPassword(act.trouble) ? (
        <UnlockUnit sessionId={session.id} bay={tried} onUnlocked={() => identify(tried)} />
      ) : null}
    </PanelCard>
  );
}

interface BayChoiceProps extends PanelProps {
  readonly bays: readonly BayView[];
  readonly act: SheetAct;
  /** The bay that was read last, though it may have told nothing. */
  readonly tried: number | null;
  readonly identify: (bay: number) => void;
}

function BayChoice({ sheet, bays, act, onOpen, tried, identify }: BayChoiceProps) {
  const texts = useTexts();
  const { session } = sheet;
  const [chosen, choose] = useState<number | null>(null);
  const bay = chosen ?? bayOf(session.label.serial, tried ?? session.bay, bays);
  const agrees = session.identity.kind === 'agrees';
  const isNext = !agrees && !wantsPassword(act.trouble);
  return (
    <>
      <RadioGroup
        className="choices"
        aria-label={texts.t('identity.bay')}
        value={bay === null ? '' : String(bay)}
        isDisabled={act.running !== null}
        onChange={(value) => choose(Number(value))}
      >
        {bays.map((candidate) => (
          <Radio key={candidate.bay} value={String(candidate.bay)} className="choice">
            <span className="bay-number">{candidate.bay}</span>
            <span>
              <strong>{candidate.name ?? texts.t('sheet.bay', { bay: candidate.bay })}</strong>
              <BayNote bay={candidate} serial={session.label.serial} />
            </span>
          </Radio>
        ))}
      </RadioGroup>
      {session.identity.kind === 'not-read' && !wantsPassword(act.trouble) ? (
        <SeekUnit serial={session.label.serial} bays={bays} />
      ) : null}
      {agrees ? <GoOn sheet={sheet} onOpen={onOpen} from="identity" /> : null}
      <Button
        tone={isNext ? 'go' : 'plain'}
        size={isNext ? 'primary' : 'bench'}
        wide={isNext}
        isDisabled={bay === null}
        isPending={act.running !== null}
        onPress={() => (bay === null ? undefined : identify(bay))}
      >
        {texts.t(readLabel(act.running !== null, session.identity.kind))}
      </Button>
    </>
  );
}

/** Where this unit told its number; otherwise the sheet's bay, or one that no sheet has. */
function bayOf(serial: string, before: number | null, bays: readonly BayView[]): number | null {
  const told = bays.find((bay) => isHere(bay, serial));
  const free =
    bays.find((bay) => bay.unit === null && bay.answer.kind !== 'unit') ?? bays.find((bay) => bay.unit === null);
  return told?.bay ?? before ?? free?.bay ?? bays[0]?.bay ?? null;
}

function isHere({ answer }: BayView, serial: string): boolean {
  return answer.kind === 'unit' && answer.imei === serial;
}

/** Who answered on a bay when it was plugged in; the identity is read anew all the same. */
function BayNote({ bay, serial }: { readonly bay: BayView; readonly serial: string }) {
  const texts = useTexts();
  const { answer, port } = bay;
  if (answer.kind === 'unit') {
    const words = isHere(bay, serial)
      ? texts.t('identity.bay-here')
      : texts.t('identity.bay-other', { unit: answer.imei === null ? answer.model : shortUnit(answer.imei) });
    return <span className="tiny dim choice-note">{words}</span>;
  }
  if (answer.kind === 'trouble' && answer.reason === 'locked') {
    return <span className="tiny dim choice-note">{texts.t('unit-orders.bay-locked')}</span>;
  }
  return answer.kind === 'asking' ? (
    <span className="tiny dim choice-note">{texts.t('identity.bay-asking')}</span>
  ) : (
    <span className="tiny dim choice-note mono" title={port}>
      {shortPort(port)}
    </span>
  );
}

/** A cable that stays in tells nobody that a unit was put at its other end, so the bays are asked when somebody wants to know. */
function SeekUnit({ serial, bays }: { readonly serial: string; readonly bays: readonly BayView[] }) {
  const texts = useTexts();
  const acting = useActing();
  const [state, setState] = useState<'idle' | 'seeking' | 'not-found'>('idle');
  if (bays.length < 2 || bays.some((bay) => isHere(bay, serial))) {
    return null;
  }
  const seek = async () => {
    setState('seeking');
    const answer = await acting((client) => client.ports.seek({ imei: serial }));
    setState(answer?.bay === null ? 'not-found' : 'idle');
  };
  return (
    <div className="row">
      <Button size="list" needs="configure" isPending={state === 'seeking'} onPress={() => void seek()}>
        {texts.t(state === 'seeking' ? 'identity.seeking' : 'identity.seek')}
      </Button>
      <span role="status" className="small">
        {state === 'not-found' ? texts.t('identity.not-found') : ''}
      </span>
    </div>
  );
}

function readLabel(isReading: boolean, kind: Sheet['session']['identity']['kind']) {
  if (isReading) {
    return 'identity.reading';
  }
  return kind === 'not-read' ? 'identity.read' : 'identity.read-again';
}

function IdentityText({ sheet }: { readonly sheet: Sheet }) {
  const texts = useTexts();
  const { identity, label } = sheet.session;
  switch (identity.kind) {
    case 'not-read':
      return texts.t('identity.not-read.text');
    case 'agrees':
      return texts.t('identity.agrees.text', {
        model: identity.model,
        firmware: identity.firmware,
        port: shortPort(identity.port),
      });
    case 'mismatch':
      return texts.t('identity.mismatch.text', {
        scanned: groupSerial(label.serial),
        read: identity.read === null ? texts.t('identity.nothing') : groupSerial(identity.read),
      });
  }
}

const identityMarks = {
  'not-read': 'idle',
  agrees: 'ok',
  mismatch: 'stop',
} as const satisfies Record<Sheet['session']['identity']['kind'], Mark>;
