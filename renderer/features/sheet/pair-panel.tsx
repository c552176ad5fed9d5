import { useState } from 'react';
import type { PairingView, Sheet } from '#core/contract/station/bench.ts';
import type { PairingCandidate } from '#core/contract/station/pairing.ts';
import { assetLabel } from '#core/domain/pairing/asset.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { DemoTray } from '../demo/demo-tray.tsx';
import { Candidates } from '../pairing/candidates.tsx';
import { ConfirmAct } from '../pairing/confirm-act.tsx';
import { FindAsset } from '../pairing/find-asset.tsx';
import { IssueFacts } from '../pairing/issue-facts.tsx';
import { ActTroubleNotice } from './act-trouble.tsx';
import { BlockedPanel } from './blocked-panel.tsx';
import { CableProgress, useCableWork } from './cable-progress.tsx';
import { GoOn } from './go-on.tsx';
import { NextPairStep, OtherPairWays } from './next-pair-step.tsx';
import { isContradiction, pairingMarks, pairingWords } from './pair-words.ts';
import { PanelCard, PanelNote } from './panel-card.tsx';
import { type PanelProps, stepOf } from './panel-props.ts';
import { StandingPart } from './standing-part.tsx';
import { ThreeVins } from './three-vins.tsx';
import { UnitVinPart } from './unit-vin-part.tsx';
import { useAssetForm } from './use-asset-form.ts';
import { type SheetAct, useSheetAct } from './use-sheet-act.ts';
import { VehicleVin } from './vehicle-vin.tsx';
import { VinField } from './vin-field.tsx';
import '../pairing/pairing.css';

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

const settledKinds: ReadonlySet<Sheet['session']['pairing']['kind']> = new Set([
  'paired',
  'requested',
  'unpair-requested',
]);

function Pairing({ sheet, onOpen, pairing }: PanelProps & { readonly pairing: PairingView }) {
  const texts = useTexts();
  const { session } = sheet;
  const act = useSheetAct(session.id);
  const work = useCableWork(session.id, session.bay);
  const [confirming, confirm] = useState<PairingCandidate | null>(null);
  const { kind: choice } = session.pairing;
  const isOpen = session.state === 'open' && !settledKinds.has(choice);
  const isDoubtful = choice === 'open' && pairing.standing === null && isContradiction(pairing);
  return (
    <>
      <PanelCard mark={isDoubtful ? 'warn' : pairingMarks[choice]} {...pairingWords(texts, session.pairing, pairing)}>
        {session.state === 'open' && choice !== 'open' && choice !== 'failed' && choice !== 'unpair-requested' ? (
          <GoOn sheet={sheet} onOpen={onOpen} from="pair" />
        ) : null}
        {isOpen ? <NextPairStep sheet={sheet} pairing={pairing} act={act} onPair={confirm} /> : null}
        <ActTroubleNotice trouble={act.trouble} />
        <CableProgress work={work} expected={act.running?.startsWith('cable-') === true ? act.running : null} />
        {session.state === 'open' ? <StandingPart sheet={sheet} pairing={pairing} act={act} /> : null}
        {isOpen && pairing.issue !== null ? (
          <section aria-labelledby="centre-found">
            <h3 className="over panel-part" id="centre-found">
              {texts.t('pair.centre-found')}
            </h3>
            <IssueFacts issue={pairing.issue} />
          </section>
        ) : null}
        <ThreeVins pairing={pairing} />
        {isOpen ? (
          <>
            <UnitVinPart sheet={sheet} pairing={pairing} act={act} />
            <VinField sessionId={session.id} act={act} />
            <VehicleVin sessionId={session.id} act={act} />
            <Vehicles sheet={sheet} pairing={pairing} act={act} onChoose={confirm} />
          </>
        ) : null}
        <ConfirmPairing sheet={sheet} candidate={confirming} act={act} onClose={() => confirm(null)} />
      </PanelCard>
      {isOpen ? <DemoTray kinds={['vin']} /> : null}
    </>
  );
}

/** The customer's vehicles that fit, the way to any other, and the ways without one. */
function Vehicles(props: {
  readonly sheet: Sheet;
  readonly pairing: PairingView;
  readonly act: SheetAct;
  readonly onChoose: (candidate: PairingCandidate) => void;
}) {
  const texts = useTexts();
  const { sheet, pairing, act, onChoose } = props;
  const assetForm = useAssetForm(sheet, pairing);
  const { unit } = sheet.session;
  const vin = pairing.scanned ?? pairing.fromUnit;
  return (
    <>
      <h3 className="over panel-part">{texts.t('pair.candidates')}</h3>
      <Candidates
        candidates={pairing.candidates}
        vin={vin}
        label={texts.t('pair.candidates')}
        empty={texts.t('pair.no-candidates')}
        onChoose={onChoose}
        onCorrect={assetForm.correct}
      />
      {pairing.others === 0 || unit === null ? null : (
        <FindAsset
          unit={`${unit.unitType}:${unit.serial}`}
          others={pairing.others}
          vin={vin}
          onChoose={onChoose}
          onCorrect={assetForm.correct}
        />
      )}
      <div className="panel-buttons">
        <Button needs="assets" onPress={assetForm.create}>
          {texts.t('pair.create-asset')}
        </Button>
      </div>
      <OtherPairWays sheet={sheet} pairing={pairing} act={act} />
    </>
  );
}

function ConfirmPairing(props: {
  readonly sheet: Sheet;
  readonly candidate: PairingCandidate | null;
  readonly act: SheetAct;
  readonly onClose: () => void;
}) {
  const texts = useTexts();
  const { sheet, candidate, act, onClose } = props;
  const { id: sessionId, label } = sheet.session;
  return (
    <ConfirmAct
      wish={candidate === null ? null : { act: 'pair', asset: assetLabel(candidate), vin: candidate.vin }}
      unitTypeLabel={sheet.unitTypeLabel ?? ''}
      serial={label.serial}
      sessionId={sessionId}
      onClose={onClose}
      onConfirm={() => {
        if (candidate !== null) {
          void act.run('pair', (client) => client.bench.pair({ sessionId, assetId: candidate.id }));
        }
      }}
    >
      {candidate?.match === 'none' ? <PanelNote mark="warn">{texts.t('pair.confirm-no-match')}</PanelNote> : null}
    </ConfirmAct>
  );
}
