import { z } from 'zod';
import { type Person, person } from '#core/domain/access/person.ts';
import { lockAtFailures } from '#core/domain/access/sign-in-delay.ts';
import { personId } from '#core/kernel/entity-ids.ts';
import { toIsoTime } from '#core/kernel/iso-time.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { PinVerifier } from '#core/ports/secrets.ts';
import type { StationStore, StoreWriter } from '#core/ports/station-store.ts';
import { createPinCheck, type PinCheck } from '#core/station/access/pin-check.ts';

// A thief who owns the machine: kills the program whenever it pleases them and turns every clock, and wants an eleventh guess at one PIN.

/** Ten wrong ones in a row are all that anybody gets (reliability.md P28). */
export const guessesAllowed = lockAtFailures;

/** `count-after-check` is the sabotage: what the try cost is written down only when its answer is known. */
export const guessWay = z.enum(['honest', 'count-after-check']);
export type GuessWay = z.infer<typeof guessWay>;

/** What the thief knows of one guess: nothing before `judged`, its answer from then on. */
export interface Thief {
  readonly onJudged: () => void;
}

/** One of the people that are guessed at; nobody's PIN is among the guesses. */
export function victim(id: string): Person {
  return person.parse({
    id,
    organizationId: 'workshop',
    displayName: id,
    givenName: id,
    roles: ['technician'],
    active: true,
    badge: null,
    pinVerifier: { algorithm: 'scrypt', cost: 2, blockSize: 1, parallelization: 1, salt: 'c2FsdA==', derived: 'AAAA' },
  });
}

/** The product's own PIN check over a real store, with the thief's clock and a verifier that tells the thief what it said. */
export function openPinCheck(store: StationStore, way: GuessWay, thief: Thief): PinCheck {
  const held: ((write: StoreWriter) => unknown)[] = [];
  const verifier: PinVerifier = {
    async matches() {
      thief.onJudged();
      for (const work of held.splice(0)) {
        store.transact(work);
      }
      return false;
    },
  };
  return createPinCheck({
    store: way === 'honest' ? store : holdingBack(store, held),
    pin: verifier,
    clock: createTurnedClock(),
    roster: { person: (id) => victim(id), people: () => [] },
  });
}

/** One guess; whether it was taken at all. */
export async function guess(check: PinCheck, whose: string, number: number): Promise<'judged' | 'locked-out'> {
  const answer = await check.check(personId.parse(whose), String(100_000 + number));
  if (answer.kind !== 'wrong-pin' && answer.kind !== 'locked-out') {
    throw new Error(`a turned clock waits for nothing, and no guess is right: ${answer.kind}`);
  }
  // The tenth wrong one is judged and answered as the lock that it brings about.
  return answer.kind === 'wrong-pin' ? 'judged' : 'locked-out';
}

/** No wait outlasts it: each look shows a day later, and any year as the date. */
function createTurnedClock(): Clock {
  let looks = 0;
  const dayMs = 86_400_000;
  return {
    now: () => toIsoTime(((looks * 7_919) % 20) * 365 * dayMs),
    monotonicMs: () => {
      looks += 1;
      return looks * dayMs;
    },
    sleep: async () => {},
  };
}

/** Keeps the count in memory until the verifier has spoken. */
function holdingBack(store: StationStore, held: ((write: StoreWriter) => unknown)[]): StationStore {
  return new Proxy(store, {
    get(target, name) {
      if (name !== 'transact') {
        return Reflect.get(target, name);
      }
      return (work: (write: StoreWriter) => unknown) => {
        held.push(work);
      };
    },
  });
}
