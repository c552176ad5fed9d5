import { assertNever } from '../../kernel/assert-never.ts';
import type { CancelSignal, Clock } from '../../ports/clock.ts';
import type { EnrolmentAttempt, EnrolmentPoll } from '../../ports/enrolment-desk.ts';

/** How the waiting for a person's decision ends; null: it was called off. */
export type Decision = Extract<EnrolmentPoll, { kind: 'enrolled' | 'failed' }>;

export type WaitTrouble = 'slow-down' | 'unreachable' | null;

export interface DecisionWait {
  readonly clock: Pick<Clock, 'monotonicMs' | 'sleep'>;
  readonly cancel: CancelSignal;
  /** Told at the beginning and whenever the trouble is another one. */
  readonly tell: (news: { readonly trouble: WaitTrouble; readonly endsAtMs: number }) => void;
}

/** RFC 8628 §3.5: what `slow_down` adds to the interval, for good. */
const slowDownMs = 5_000;

/** Polls at the cloud's pace until somebody has decided or the code's life is over, counted on a clock that nobody can set. */
export async function awaitDecision(attempt: EnrolmentAttempt, wait: DecisionWait): Promise<Decision | null> {
  const { clock, cancel } = wait;
  const endsAtMs = clock.monotonicMs() + attempt.lifetimeMs;
  let { intervalMs } = attempt;
  let told: WaitTrouble | undefined;
  const tell = (trouble: WaitTrouble): void => {
    if (trouble !== told) {
      told = trouble;
      wait.tell({ trouble, endsAtMs });
    }
  };
  tell(null);
  for (;;) {
    await clock.sleep(Math.min(intervalMs, Math.max(0, endsAtMs - clock.monotonicMs())), cancel);
    if (cancel.aborted) {
      return null;
    }
    if (clock.monotonicMs() >= endsAtMs) {
      return { kind: 'failed', why: 'expired', detail: '' };
    }
    const poll = await attempt.poll();
    switch (poll.kind) {
      case 'pending':
        tell(null);
        break;
      case 'slow-down':
        intervalMs += slowDownMs;
        tell('slow-down');
        break;
      case 'unreachable':
        tell('unreachable');
        break;
      case 'failed':
        return cancel.aborted ? null : poll;
      case 'enrolled':
        // Called off too late: the credential is on disk and the former one is worth nothing.
        return poll;
      default:
        assertNever(poll);
    }
  }
}
