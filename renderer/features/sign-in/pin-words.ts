import type { ChangePinResult, SignInResult, StepUpResult } from '#core/contract/station/access.ts';
import type { Texts } from '#core/texts/create-texts.ts';

type PinRefusal = Exclude<SignInResult, { kind: 'signed-in' }>;

/** What a PIN that was not taken means: tries left, how long to wait, or who unlocks. */
export function pinWords(texts: Texts, refusal: PinRefusal): string {
  switch (refusal.kind) {
    case 'wrong-pin':
      return refusal.waitMs > 0
        ? texts.t('sign-in.wrong-wait', { tries: refusal.triesLeft, seconds: Math.ceil(refusal.waitMs / 1000) })
        : texts.t('sign-in.wrong', { tries: refusal.triesLeft });
    case 'wait':
      return texts.t('sign-in.wait', { seconds: Math.ceil(refusal.waitMs / 1000) });
    case 'locked-out':
      return texts.t('sign-in.locked-out');
  }
}

/** The same right before an act, where a second person may also be the wrong one. */
export function stepUpWords(texts: Texts, refusal: Exclude<StepUpResult, { kind: 'proved' }>): string {
  return refusal.kind === 'not-allowed' ? texts.t('step-up.not-allowed') : pinWords(texts, refusal);
}

/** Why the PIN is still the old one. */
export function changePinWords(texts: Texts, refusal: Exclude<ChangePinResult, { kind: 'changed' }>): string {
  switch (refusal.kind) {
    case 'weak':
      return texts.t(`person.pin-weak.${refusal.why}`);
    case 'no-contact':
      return texts.t('person.pin-no-contact');
    case 'wrong-pin':
      return pinWords(texts, { ...refusal, waitMs: 0 });
    default:
      return pinWords(texts, refusal);
  }
}
