import type { Person } from '../../domain/access/person.ts';
import { delayAfter, lockAtFailures } from '../../domain/access/sign-in-delay.ts';
import type { PersonId } from '../../kernel/entity-ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PinVerifier } from '../../ports/secrets.ts';
import type { StationStore, StoreWriter } from '../../ports/station-store.ts';
import type { RosterBook } from './roster-book.ts';

/**
 * Checks a PIN, for sign-in, step-up and signatures alike (STA-1, INSP-4). The try is counted on disk before it is judged, so that killing
 * the program after a guess gains nothing; waiting runs on the monotonic clock and starts anew after a restart. Somebody unknown gets the
 * same answers after the same work as somebody known, so that nothing is learned about who works here (reliability.md §5.2).
 */
export interface PinCheck {
  check(personId: PersonId, pin: string): Promise<PinOutcome>;
  /** Ten wrong ones for the PIN that they have now. */
  isLockedOut(personId: PersonId): boolean;
  /** Lets somebody try again from the beginning: another person vouched for them. */
  unlock(write: StoreWriter, personId: PersonId): void;
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
  readonly roster: Pick<RosterBook, 'person' | 'people'>;
}

export function createPinCheck(deps: PinCheckDeps): PinCheck {
  const { store, clock, roster } = deps;
  const lastTryMs = new Map<PersonId, number>();
  const startedMs = clock.monotonicMs();

  /** Tries at the PIN that they have now; those at a former one do not count. */
  const failuresOf = (personId: PersonId): number => {
    const tries = store.signInTries(personId);
    const salt = saltOf(roster.person(personId));
    return tries.salt !== null && salt !== null && tries.salt !== salt ? 0 : tries.failures;
  };

  const count = (personId: PersonId, failures: number): void => {
    const tries = { failures, salt: saltOf(roster.person(personId)), lastFailureAt: clock.now() };
    store.transact((write) => write.setSignInTries(personId, tries));
    lastTryMs.set(personId, clock.monotonicMs());
  };

  return {
    async check(personId, pin) {
      const failures = failuresOf(personId);
      const delay = delayAfter(failures);
      if (delay.kind === 'locked-out') {
        return delay;
      }
      const waitedMs = clock.monotonicMs() - (lastTryMs.get(personId) ?? startedMs);
      if (waitedMs < delay.waitMs) {
        return { kind: 'wait', triesLeft: lockAtFailures - failures, waitMs: Math.ceil(delay.waitMs - waitedMs) };
      }
      const counted = failures + 1;
      count(personId, counted);
      if (await isRight(deps, personId, pin)) {
        store.transact((write) => forget(write, personId));
        return { kind: 'right' };
      }
      const next = delayAfter(counted);
      return next.kind === 'locked-out'
        ? next
        : { kind: 'wrong-pin', triesLeft: lockAtFailures - counted, waitMs: next.waitMs };
    },
    isLockedOut: (personId) => failuresOf(personId) >= lockAtFailures,
    unlock: forget,
  };
}

async function isRight({ roster, pin: verifier }: PinCheckDeps, personId: PersonId, pin: string): Promise<boolean> {
  const person = roster.person(personId);
  const mayEnter = person?.active === true;
  // For a stranger the work is done on somebody else's verifier, or on one that fits nothing, and thrown away.
  const against = mayEnter ? person.pinVerifier : (roster.people()[0]?.pinVerifier ?? fitsNothing);
  return (await verifier.matches(pin, against)) && mayEnter;
}

function forget(write: StoreWriter, personId: PersonId): void {
  write.setSignInTries(personId, { failures: 0, salt: null, lastFailureAt: null });
}

function saltOf(person: Person | null): string | null {
  return person?.pinVerifier.salt ?? null;
}

/** As dear to check as a real one: 32 bytes of zeros are the key of no PIN that anybody will find. */
const fitsNothing: Person['pinVerifier'] = {
  algorithm: 'scrypt',
  cost: 32_768,
  blockSize: 8,
  parallelization: 3,
  salt: 'AAAAAAAAAAAAAAAAAAAAAA==',
  derived: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
};
