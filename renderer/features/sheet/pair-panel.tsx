import { useState } from 'react';
import type { PairingView, Sheet } from '#core/contract/station/bench.ts';
import { assetLabel } from '#core/domain/pairing/asset.ts';
import { contradict } from '#core/domain/pairing/three-way.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { DemoTray } from '../demo/demo-tray.tsx';
import { ActTroubleNotice } from './act-trouble.tsx';
import { BlockedPanel } from './blocked-panel.tsx';
import { type Candidate, Candidates } from './candidates.tsx';
import { ConfirmPairing } from './confirm-pairing.tsx';
import { GoOn } from './go-on.tsx';
import { PanelCard } from './panel-card.tsx';
import { type PanelProps, stepOf } from './panel-props.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { ThreeVins } from './three-vins.tsx';
import { useAssetForm } from './use-asset-form.ts';
import { type SheetAct, useSheetAct } from './use-sheet-act.ts';
import { VehicleVin } from './vehicle-vin.tsx';
import { VinField } from './vin-field.tsx';
import './pairing.css';

/** Which vehicle the unit belongs to: three VINs side by side, what will happen by itself, and every way to settle it here (PAIR-5). */
export function PairPanel({ sheet, onOpen }: PanelProps) {
  const { session } = sheet;
  const step = stepOf(sheet, 'pair');
  const untouched = session.pairing.kind === 'open';
  const pairing = useStationQuery(['sheets', 'pairing', session.id], (client) =>
    client.bench.pairing({ sessionId: session.id }),
  );
  if (untouched && (step.blockedBy !== null || step.state === 'not-allowed')) {
    return <BlockedPanel sheet={sheet} step="pair" onOpen={onOpen} />;
  }
  return (
    <Answered query={pairing}>
      {(answer) =>
        answer.kind === 'pairing' ? <Pairing sheet={sheet} onOpen={onOpen} pairing={answer.pairing} /> : null
      }
    </Answered>
  );
}

function Pairing({ sheet, onOpen, pairing }: PanelProps & { readonly pairing: PairingView }) {
  const texts = useTexts();
  const { session } = sheet;
  const act = useSheetAct(session.id);
  const [confirming, confirm] = useState<Candidate | null>(null);
  const assetForm = useAssetForm(sheet, pairing);
  const choice = session.pairing.kind;
  const settled = session.pairing.kind === 'paired' || session.pairing.kind === 'requested';
  const isOpen = session.state === 'open' && !settled;
  const pair = (candidate: Candidate) =>
    void act.run('pair', (client) => client.bench.pair({ sessionId: session.id, assetId: candidate.id }));
  return (
    <>
      <PanelCard
        mark={choice === 'open' && isContradiction(pairing) ? 'warn' : pairingMarks[choice]}
        {...pairingWords(texts, session.pairing, pairing)}
      >
        {session.state === 'open' && choice !== 'open' && choice !== 'failed' ? (
          <GoOn sheet={sheet} onOpen={onOpen} from="pair" />
        ) : null}
        {isOpen ? <NextStep sheet={sheet} pairing={pairing} act={act} onPair={confirm} /> : null}
        <ActTroubleNotice trouble={act.trouble} />
        <ThreeVins pairing={pairing} />
        {isOpen ? <VinField sessionId={session.id} act={act} /> : null}
        {isOpen ? <VehicleVin sessionId={session.id} act={act} /> : null}
        {isOpen ? (
          <>
            <h3 className="over panel-part">{texts.t('pair.candidates')}</h3>
            <Candidates candidates={pairing.candidates} onChoose={confirm} onCorrect={assetForm.correct} />
            <div className="panel-buttons">
              <Button needs="assets" onPress={assetForm.create}>
                {texts.t('pair.create-asset')}
              </Button>
            </div>
            <OtherWays sheet={sheet} pairing={pairing} act={act} />
          </>
        ) : null}
        <ConfirmPairing sheet={sheet} candidate={confirming} onClose={() => confirm(null)} onPair={pair} />
      </PanelCard>
      {isOpen ? <DemoTray kinds={['vin']} /> : null}
    </>
  );
}

/** The unit would be paired by its own VIN, so it must not be waited for where the plate names another vehicle. */
function isContradiction({ scanned, fromUnit }: PairingView): boolean {
  return contradict(scanned, fromUnit);
}

/** The one filled button: wait where the unit will find its vehicle itself, else pair with the only one that surely fits. */
function NextStep(props: {
  readonly sheet: Sheet;
  readonly pairing: PairingView;
  readonly act: SheetAct;
  readonly onPair: (candidate: Candidate) => void;
}) {
  const texts = useTexts();
  const { sheet, pairing, act } = props;
  const { kind } = sheet.session.pairing;
  const waiting = kind !== 'open' && kind !== 'failed';
  if (pairing.prediction === 'AutoPair' && !waiting && !isContradiction(pairing)) {
    return (
      <Button tone="go" size="primary" wide isPending={act.running !== null} onPress={() => awaitUnit(act, sheet)}>
        {texts.t('pair.await')}
      </Button>
    );
  }
  const sure = pairing.candidates.filter((candidate) => candidate.match === 'exact' && !candidate.occupied);
  const [only] = sure;
  return only === undefined || sure.length > 1 || waiting || isContradiction(pairing) ? null : (
    <Button tone="go" size="primary" wide isPending={act.running !== null} onPress={() => props.onPair(only)}>
      {texts.t('pair.pair-with', { asset: assetLabel(only) })}
    </Button>
  );
}

function OtherWays(props: { readonly sheet: Sheet; readonly pairing: PairingView; readonly act: SheetAct }) {
  const texts = useTexts();
  const { sheet, pairing, act } = props;
  const [leaving, leave] = useState(false);
  const mayAwait =
    (pairing.prediction !== 'AutoPair' || isContradiction(pairing)) &&
    pairing.prediction !== 'off' &&
    sheet.session.pairing.kind !== 'awaiting-automatic';
  return (
    <div className="panel-buttons">
      {mayAwait ? <Button onPress={() => awaitUnit(act, sheet)}>{texts.t('pair.await-anyway')}</Button> : null}
      {sheet.session.pairing.kind === 'left-open' ? null : (
        <Button onPress={() => leave(true)}>{texts.t('pair.leave-open')}</Button>
      )}
      <ReasonDialog
        title={texts.t('pair.leave-open')}
        text={texts.t('pair.leave-open-text')}
        verb={texts.t('pair.leave-open')}
        sessionId={sheet.session.id}
        isOpen={leaving}
        onClose={() => leave(false)}
        onGive={(why) =>
          void act.run('leave', (client) => client.bench.leaveUnpaired({ sessionId: sheet.session.id, why }))
        }
      />
    </div>
  );
}

function awaitUnit(act: SheetAct, sheet: Sheet): void {
  void act.run('await', (client) => client.bench.awaitAutomaticPairing({ sessionId: sheet.session.id }));
}

type PairingChoice = Sheet['session']['pairing'];

const pairingMarks = {
  open: 'idle',
  requested: 'wait',
  'awaiting-automatic': 'wait',
  paired: 'ok',
  failed: 'stop',
  'left-open': 'warn',
} as const satisfies Record<PairingChoice['kind'], Mark>;

/** The verdict of the card: before a choice what will happen by itself, afterwards what did. */
function pairingWords(texts: ReturnType<typeof useTexts>, choice: PairingChoice, pairing: PairingView) {
  switch (choice.kind) {
    case 'open': {
      const key = isContradiction(pairing) ? 'contradiction' : (`predicted.${pairing.prediction}` as const);
      return { title: texts.t(`pair.${key}.title`), text: texts.t(`pair.${key}.text`) };
    }
    case 'requested':
      return {
        title: texts.t('pair.requested.title', { asset: choice.assetLabel }),
        text: texts.t('pair.requested.text'),
      };
    case 'awaiting-automatic':
      return {
        title: texts.t('pair.awaiting.title'),
        text: texts.t(`pair.predicted.${choice.predicted}.text`),
      };
    case 'paired':
      return {
        title: texts.t('pair.paired.title', { asset: choice.assetLabel }),
        text: texts.t(choice.reason === 'AutoPair' ? 'pair.paired.by-itself' : 'pair.paired.by-hand', {
          time: texts.date(choice.at, 'date-time'),
        }),
      };
    case 'failed':
      return {
        title: texts.t('pair.failed.title'),
        text: texts.t(`pair.failed.${choice.reason}`, { count: choice.candidateAssetIds.length }),
      };
    case 'left-open':
      return {
        title: texts.t('pair.left-open.title'),
        text: texts.t('pair.left-open.text', { why: choice.why, by: choice.by }),
      };
  }
}
