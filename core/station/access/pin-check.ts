import { delayAfter, lockAtFailures } from '../../domain/access/sign-in-delay.ts';
import type { PersonId } from '../../kernel/entity-ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PinVerifier } from '../../ports/secrets.ts';
import type { StationStore } from '../../ports/station-store.ts';

/**
 * Checks a PIN, for sign-in and for signatures alike (STA-1, INSP-4). The try is counted on disk before it is judged, so that killing
 * the program after a guess gains nothing; waiting runs on the monotonic clock and starts anew after a restart.
 */
export interface PinCheck {
  check(personId: PersonId, pin: string): Promise<PinOutcome>;
}

export type PinOutcome =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong-pin'; readonly triesLeft: number; readonly waitMs: number }
  | { readonly kind: 'wait'; readonly waitMs: number }
  | { readonly kind: 'locked-out' };

export interface PinCheckDeps {
  readonly store: StationStore;
  readonly pin: PinVerifier;
  readonly clock: Clock;
}

export function createPinCheck(deps: PinCheckDeps): PinCheck {
  const lastFailureMs = new Map<PersonId, number>();
  const startedMs = deps.clock.monotonicMs();

  return {
    async check(personId, pin) {
      const { failures } = deps.store.signInTries(personId);
      const delay = delayAfter(failures);
      if (delay.kind === 'locked-out') {
        return delay;
      }
      const waitedMs = deps.clock.monotonicMs() - (lastFailureMs.get(personId) ?? startedMs);
      if (waitedMs < delay.waitMs) {
        return { kind: 'wait', waitMs: delay.waitMs - waitedMs };
      }
      const counted = failures + 1;
      deps.store.transact((write) =>
        write.setSignInTries(personId, { failures: counted, lastFailureAt: deps.clock.now() }),
      );
      lastFailureMs.set(personId, deps.clock.monotonicMs());
      const person = deps.store.person(personId);
      if (person?.active === true && (await deps.pin.matches(pin, person.pinVerifier))) {
        deps.store.transact((write) => write.setSignInTries(personId, { failures: 0, lastFailureAt: null }));
        return { kind: 'right' };
      }
      const next = delayAfter(counted);
      return next.kind === 'locked-out'
        ? next
        : { kind: 'wrong-pin', triesLeft: lockAtFailures - counted, waitMs: next.waitMs };
    },
  };
}
