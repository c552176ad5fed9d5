import { assertNever } from '../../kernel/assert-never.ts';
import { epochMs, type IsoTime, toIsoTime } from '../../kernel/iso-time.ts';
import type { TryOutcome } from './event-subscription.ts';

/**
 * When a host is left alone that does not answer the webhooks of a fleet (PAIR-4): every try there holds one of the senders' places for as long
 * as a sender is patient. After some such tries in a row nothing is sent there but one try now and then; the first answer ends that. Which
 * batch is tried when stays `retry-schedule.ts`'s matter: a batch that waits for its host is not tried and so loses no try.
 */
export interface HostCircuit {
  /** Tries in a row that held a place for nothing. */
  readonly failures: number;
  /** How often it was opened or opened again since the host answered last. */
  readonly openings: number;
  readonly openedAt: IsoTime | null;
  /** Until then nothing is sent to the host; from then on one try. Null while it is closed. */
  readonly tryAt: IsoTime | null;
}

export const closedCircuit: HostCircuit = { failures: 0, openings: 0, openedAt: null, tryAt: null };

/** So many in a row: as many as one subscription has under way at once. */
export const failuresUntilOpen = 5;
const firstPauseMs = 60_000;
const longestPauseMs = 15 * 60_000;
/** A refusal that comes later than this was as dear as none. */
const quickMs = 5_000;

/** `answers`: the host is there, whatever it said. `held-us`: a place was held for nothing. `unknown`: it was never asked. */
export type HostFinding = 'answers' | 'held-us' | 'unknown';

/** What one try says of the host. A quick refusal costs next to nothing and speaks for the host, not against it. */
export function judgeHost(outcome: TryOutcome, durationMs: number): HostFinding {
  switch (outcome) {
    case 'accepted':
      return 'answers';
    case 'refused':
    case 'redirected':
    case 'gone':
      return durationMs < quickMs ? 'answers' : 'held-us';
    case 'not-found':
    case 'not-reached':
    case 'not-secure':
    case 'too-slow':
    case 'broken-off':
      return 'held-us';
    case 'not-public':
      return 'unknown';
    default:
      return assertNever(outcome);
  }
}

/** The circuit after one more try that held a place for nothing. Tries that were under way when it opened do not open it again. */
export function afterFailure(circuit: HostCircuit, now: IsoTime): HostCircuit {
  const failures = circuit.failures + 1;
  const isOpening = circuit.tryAt === null ? failures >= failuresUntilOpen : circuit.tryAt <= now;
  if (!isOpening) {
    return { ...circuit, failures };
  }
  const pauseMs = Math.min(firstPauseMs * 2 ** circuit.openings, longestPauseMs);
  return {
    failures,
    openings: circuit.openings + 1,
    openedAt: circuit.openedAt ?? now,
    tryAt: toIsoTime(epochMs(now) + pauseMs),
  };
}
