import type { Person } from '../../domain/access/person.ts';
import { delayAfter, lockAtFailures } from '../../domain/access/sign-in-delay.ts';
import type { OrganizationId, PersonId } from '../../kernel/entity-ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PinVerifier } from '../../ports/secrets.ts';
import type { StationStore } from '../../ports/station-store.ts';

/**
 * Checks a PIN, for sign-in and for signatures alike (STA-1, INSP-4). The try is counted on disk before it is judged, so that killing
 * the program after a guess gains nothing; waiting runs on the monotonic clock and starts anew after a restart. Somebody unknown gets the
 * same answers after the same work as somebody known, so that nothing is learned about who works here (reliability.md §5.2).
 */
export interface PinCheck {
  check(personId: PersonId, pin: string): Promise<PinOutcome>;
}

export type PinOutcome =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong-pin'; readonly triesLeft: number; readonly waitMs: number }
  | { readonly kind: 'wait'; readonly triesLeft: number; readonly waitMs: number }
  | { readonly kind: 'locked-out' };

export interface PinCheckDeps {
  readonly store: StationStore;
  readonly pin: PinVerifier;
  readonly clock: Clock;
  /** Only its own people may sign in here. */
  readonly identity: { readonly organizationId: OrganizationId };
}

export function createPinCheck(deps: PinCheckDeps): PinCheck {
  const lastTryMs = new Map<PersonId, number>();
  const startedMs = deps.clock.monotonicMs();

  const isRight = async (personId: PersonId, pin: string): Promise<boolean> => {
    const person = deps.store.person(personId);
    const mayEnter = person?.active === true && person.organizationId === deps.identity.organizationId;
    // For a stranger the work is done on somebody else's verifier and thrown away.
    const verifier = mayEnter ? person.pinVerifier : anyVerifier(deps.store.people());
    return verifier !== null && (await deps.pin.matches(pin, verifier)) && mayEnter;
  };

  return {
    async check(personId, pin) {
      const { failures } = deps.store.signInTries(personId);
      const delay = delayAfter(failures);
      if (delay.kind === 'locked-out') {
        return delay;
      }
      const waitedMs = deps.clock.monotonicMs() - (lastTryMs.get(personId) ?? startedMs);
      if (waitedMs < delay.waitMs) {
        return { kind: 'wait', triesLeft: lockAtFailures - failures, waitMs: Math.ceil(delay.waitMs - waitedMs) };
      }
      const counted = failures + 1;
      deps.store.transact((write) =>
        write.setSignInTries(personId, { failures: counted, lastFailureAt: deps.clock.now() }),
      );
      lastTryMs.set(personId, deps.clock.monotonicMs());
      if (await isRight(personId, pin)) {
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

function anyVerifier(people: readonly Person[]): Person['pinVerifier'] | null {
  return people[0]?.pinVerifier ?? null;
}
