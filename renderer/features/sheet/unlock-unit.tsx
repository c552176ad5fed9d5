import { useState } from 'react';
import type { UnlockResult } from '#core/contract/station/unit-orders.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { failureOf } from '../../station/acting.ts';
import { useStation } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ActTrouble } from './use-sheet-act.ts';

interface UnlockProps {
  readonly sessionId: string;
  readonly bay: number;
  /** The unit takes orders now: what it refused can be tried again. */
  readonly onUnlocked: () => void;
}

/** Where a unit wants its password: the way to give it. */
export function UnlockUnit(props: UnlockProps) {
  const texts = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button tone="go" size="primary" wide needs="configure" onPress={() => setOpen(true)}>
        {texts.t('unit-orders.unlock')}…
      </Button>
      <Dialog
        title={texts.t('unit-orders.unlock-title')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        role="alertdialog"
        sessionId={props.sessionId}
      >
        <UnlockForm
          {...props}
          onClose={() => setOpen(false)}
          onUnlocked={() => {
            setOpen(false);
            props.onUnlocked();
          }}
        />
      </Dialog>
    </>
  );
}

/** Whether what went wrong is that the unit wants its password, or may want it. */
export function wantsPassword(trouble: ActTrouble | null): boolean {
  return trouble?.kind === 'link-problem' && meansLocked(trouble.reason);
}

/** The same of a reason by itself. */
export function meansLocked(reason: string): boolean {
  return reason === 'locked' || reason === 'silent-or-locked';
}

type Said = Exclude<UnlockResult, { readonly kind: 'open' }> | { readonly kind: 'failed'; readonly why: string };

/** One press, one try. A wrong password is taken out of the field, so that nobody sends it again by pressing once more. */
function UnlockForm({ sessionId, bay, onClose, onUnlocked }: UnlockProps & { readonly onClose: () => void }) {
  const texts = useTexts();
  const station = useStation();
  const [password, setPassword] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  // Counts tries, so that the field is new, empty and in focus after each.
  const [tries, setTries] = useState(0);

  const offer = async () => {
    setAsking(true);
    setSaid(null);
    try {
      const result = await station.cable.unlock({ sessionId, bay, password });
      setPassword('');
      setTries((before) => before + 1);
      if (result.kind === 'open') {
        onUnlocked();
      } else {
        setSaid(result);
      }
    } catch (error: unknown) {
      const why = failureOf(error);
      setSaid(why === 'declined' ? null : { kind: 'failed', why });
    } finally {
      setAsking(false);
    }
  };
  const mayTry = said === null || tryAgain.has(said.kind);
  const ofPassword = said?.kind === 'wrong-password' || said?.kind === 'not-sayable' ? wordsOf(texts, said) : undefined;
  return (
    <>
      <p className="dim dialog-text">{texts.t('unit-orders.unlock-text', { bay })}</p>
      {mayTry ? (
        <TextField
          key={tries}
          label={texts.t('unit-orders.password')}
          hint={texts.t('unit-orders.password-hint')}
          type="password"
          autoComplete="off"
          autoFocus
          value={password}
          onChange={setPassword}
          error={ofPassword}
        />
      ) : null}
      {said === null || ofPassword !== undefined ? null : <Notice mark="stop">{wordsOf(texts, said)}</Notice>}
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t(mayTry ? 'common.cancel' : 'common.close')}</Button>
        <span className="push" />
        {mayTry ? (
          <Button tone="go" isDisabled={password === ''} isPending={isAsking} onPress={() => void offer()}>
            {texts.t(isAsking ? 'unit-orders.unlocking' : 'unit-orders.unlock')}
          </Button>
        ) : null}
      </div>
    </>
  );
}

const tryAgain: ReadonlySet<Said['kind']> = new Set(['wrong-password', 'not-sayable', 'link-problem', 'failed']);

function wordsOf(texts: Texts, said: Said): string {
  switch (said.kind) {
    case 'wrong-password':
      return said.triesLeft === null
        ? texts.t('unit-orders.wrong-password-uncounted')
        : texts.t('unit-orders.wrong-password', { tries: said.triesLeft });
    case 'wrong-unit':
      return texts.t('unit-orders.wrong-unit', {
        read: said.read === null ? texts.t('unit-orders.nothing') : groupSerial(said.read),
      });
    case 'link-problem':
      return texts.t(`cable.problem.${said.reason}`);
    case 'refused':
      return say(texts, [`bench.refused.${said.reason}`], said.detail);
    case 'failed':
      return say(texts, [`sheet.act.${said.why}`]);
    default:
      return texts.t(`unit-orders.${said.kind}`);
  }
}
