import { useEffect, useState } from 'react';
import type { StepUpResult } from '#core/contract/station/access.ts';
import { rightsOf } from '#core/domain/access/roles.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { type StepUpAsk, useStepUpAsk } from '../../station/step-up-ask.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { isWholePin, PinPad } from './pin-pad.tsx';
import { stepUpWords } from './pin-words.ts';
import './step-up.css';

/** Asks for the PIN right before an act that wants one (STA-1): of whoever sits here, or of a second person. Neither Enter on a button nor a scan confirms; the PIN does. */
export function StepUpDialog() {
  const texts = useTexts();
  const ask = useStepUpAsk((state) => state.ask);
  // A bench that was locked meanwhile asks for nothing any more.
  useEffect(() => () => useStepUpAsk.getState().ask?.settle(false), []);
  return (
    <Dialog
      title={ask === null ? '' : texts.t(`step-up.act.${ask.act}`)}
      isOpen={ask !== null}
      onClose={() => ask?.settle(false)}
      role="alertdialog"
    >
      {ask === null ? null : <Question ask={ask} />}
    </Dialog>
  );
}

function Question({ ask }: { readonly ask: StepUpAsk }) {
  const texts = useTexts();
  const acting = useActing();
  const [personId, choose] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<StepUpResult | null>(null);
  useScanPlace('step-up', { screen: 'dialog', sessionId: null, awaiting: 'anything' });
  const isReady = isWholePin(pin) && (ask.second === null || personId !== null) && !busy;
  const submit = async () => {
    if (!isReady) {
      return;
    }
    setBusy(true);
    const given = await acting((client) =>
      client.access.stepUp({ act: ask.act, pin, ...(personId === null ? {} : { personId }) }),
    );
    setBusy(false);
    setPin('');
    setAnswer(given);
    if (given?.kind === 'proved') {
      ask.settle(true);
    }
  };
  return (
    <div className="step-up">
      <p className="dialog-text">{texts.t(ask.second === null ? 'step-up.own-text' : 'step-up.second-text')}</p>
      {ask.second === null ? null : <SecondPerson second={ask.second} chosenId={personId} onChoose={choose} />}
      <PinPad value={pin} onChange={setPin} onSubmit={() => void submit()} autoFocus={ask.second === null} />
      <p className="field-error" role="alert">
        {answer === null || answer.kind === 'proved' ? null : stepUpWords(texts, answer)}
      </p>
      <div className="dialog-buttons">
        <Button onPress={() => ask.settle(false)}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button tone="go" isDisabled={!isReady} isPending={busy} onPress={() => void submit()}>
          {texts.t('step-up.submit')}
        </Button>
      </div>
    </div>
  );
}

/** Everybody else here who may agree. */
function SecondPerson(props: {
  readonly second: NonNullable<StepUpAsk['second']>;
  readonly chosenId: string | null;
  readonly onChoose: (personId: string) => void;
}) {
  const texts = useTexts();
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const people = useStationQuery(['seat', 'people'], (client) => client.access.people());
  const ownId = seat.data?.kind === 'signed-in' ? seat.data.personId : null;
  const others = (people.data ?? []).filter(
    ({ id, roles, lockedOut }) => id !== ownId && !lockedOut && rightsOf(roles).has(props.second),
  );
  return others.length === 0 ? (
    <p className="field-error">{texts.t('step-up.nobody-else')}</p>
  ) : (
    <ChoiceBar
      label={texts.t('step-up.who')}
      value={props.chosenId}
      onChoose={props.onChoose}
      choices={others.map(({ id, displayName }) => ({ value: id, label: displayName }))}
    />
  );
}
