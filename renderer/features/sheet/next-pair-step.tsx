import { useState } from 'react';
import type { PairingView, Sheet } from '#core/contract/station/bench.ts';
import type { PairingCandidate } from '#core/contract/station/pairing.ts';
import { assetLabel } from '#core/domain/pairing/asset.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { isContradiction } from './pair-words.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { useSheetText } from './sheet-typing.ts';
import { type SheetAct, wasDone } from './use-sheet-act.ts';

interface PairStepProps {
  readonly sheet: Sheet;
  readonly pairing: PairingView;
  readonly act: SheetAct;
}

/**
 * The one filled button: keep what is right already, ask the unit where nobody did, wait where it will find its vehicle itself, else pair with the
 * only one that surely fits.
 */
export function NextPairStep(props: PairStepProps & { readonly onPair: (candidate: PairingCandidate) => void }) {
  const texts = useTexts();
  const { sheet, pairing, act, onPair } = props;
  const { id: sessionId, identity } = sheet.session;
  const { kind } = sheet.session.pairing;
  const isWaiting = kind !== 'open' && kind !== 'failed';
  const button = { tone: 'go', size: 'primary', wide: true, isPending: act.running !== null } as const;
  if (pairing.standing !== null) {
    return (
      <Button
        {...button}
        needs="pair"
        onPress={() => void act.run('keep', (client) => client.bench.keepPairing({ sessionId }))}
      >
        {texts.t('pair.keep', { asset: pairing.standing.assetLabel })}
      </Button>
    );
  }
  if (pairing.prediction === 'not-read' && identity.kind === 'agrees' && !isWaiting) {
    return (
      <Button
        {...button}
        needs="pair"
        onPress={() => void act.run('cable-read-vin', (client) => client.bench.readUnitVin({ sessionId }))}
      >
        {texts.t('pair.ask-unit')}
      </Button>
    );
  }
  if (pairing.prediction === 'AutoPair' && !isWaiting && !isContradiction(pairing)) {
    return (
      <Button {...button} onPress={() => awaitUnit(act, sheet)}>
        {texts.t('pair.await')}
      </Button>
    );
  }
  const sure = pairing.candidates.filter((candidate) => candidate.match === 'exact' && !candidate.occupied);
  const [only] = sure;
  return only === undefined || sure.length > 1 || isWaiting || isContradiction(pairing) ? null : (
    <Button {...button} onPress={() => onPair(only)}>
      {texts.t('pair.pair-with', { asset: assetLabel(only) })}
    </Button>
  );
}

/** The ways without a vehicle: wait all the same, or leave it open and say why. */
export function OtherPairWays({ sheet, pairing, act }: PairStepProps) {
  const texts = useTexts();
  const [leaving, leave] = useState(false);
  const words = useSheetText(sheet.session.id, 'why unpaired');
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
        words={words}
        isOpen={leaving}
        onClose={() => leave(false)}
        onGive={async (why) =>
          wasDone(await act.run('leave', (client) => client.bench.leaveUnpaired({ sessionId: sheet.session.id, why })))
        }
      />
    </div>
  );
}

function awaitUnit(act: SheetAct, sheet: Sheet): void {
  void act.run('await', (client) => client.bench.awaitAutomaticPairing({ sessionId: sheet.session.id }));
}
