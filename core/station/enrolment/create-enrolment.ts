import type { EnrolmentState } from '../../contract/station/enrolment.ts';
import type { EnrolmentFacts, EnrolmentFailure, EnrolmentWish } from '../../domain/enrolment/enrolment.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EnrolmentAttempt, EnrolmentDesk } from '../../ports/enrolment-desk.ts';
import type { Log } from '../../ports/log.ts';
import { type CancelSource, createCancelSource } from '../sync/cancel-source.ts';
import { awaitDecision, type Decision, type WaitTrouble } from './await-decision.ts';

/**
 * One enrolment at a time (STA-1): asks for a code, polls at the pace the cloud wants until somebody has decided or the code has expired,
 * and then has the station put together anew. It outlives the station that it was begun on.
 */
export interface Enrolment {
  state(): EnrolmentState;
  facts(): EnrolmentFacts;
  /** Drops what is under way. Answers when there is a code or a reason why there is none. */
  begin(wish: EnrolmentWish): Promise<EnrolmentState>;
  cancel(): EnrolmentState;
  /** Called after every change but the passing of time. Returns the way to stop listening. */
  onChange(listener: () => void): () => void;
}

export interface EnrolmentDeps {
  readonly desk: EnrolmentDesk;
  readonly clock: Pick<Clock, 'monotonicMs' | 'sleep'>;
  readonly log: Log;
  /** Puts the station together under its new enrolment; until it resolves the state is `finishing`. */
  readonly onEnrolled: () => Promise<void>;
}

export function createEnrolment({ desk, clock, log, onEnrolled }: EnrolmentDeps): Enrolment {
  const listeners = new Set<() => void>();
  let readState: () => EnrolmentState = () => ({ kind: 'idle' });
  let turn: CancelSource | null = null;

  function show(next: () => EnrolmentState): EnrolmentState {
    readState = next;
    for (const listener of listeners) {
      listener();
    }
    return next();
  }

  function fail(cloudUrl: string, why: EnrolmentFailure, detail: string): EnrolmentState {
    log.info('enrolment.failed', { why, detail });
    return show(() => ({ kind: 'failed', why, cloudUrl, detail }));
  }

  async function follow(attempt: EnrolmentAttempt, { signal: cancel }: CancelSource): Promise<void> {
    const end = await awaitDecision(attempt, {
      clock,
      cancel,
      tell: ({ trouble, endsAtMs }) =>
        show(() => waitingState(attempt, { trouble, remainingMs: Math.max(0, endsAtMs - clock.monotonicMs()) })),
    });
    if (end?.kind === 'failed') {
      fail(attempt.cloudUrl, end.why, end.detail);
    } else if (end !== null) {
      await finish(end);
    }
  }

  async function finish({ stationId, organizationName }: Extract<Decision, { kind: 'enrolled' }>): Promise<void> {
    log.info('enrolment.done', { stationId });
    show(() => ({ kind: 'finishing' }));
    await onEnrolled();
    show(() => ({ kind: 'enrolled', stationId, organizationName }));
  }

  return {
    state: () => readState(),
    facts: () => desk.facts(),
    async begin(wish) {
      if (readState().kind === 'finishing') {
        return readState();
      }
      turn?.cancel();
      const mine = createCancelSource();
      turn = mine;
      show(() => ({ kind: 'asking', cloudUrl: wish.cloudUrl }));
      const begin = await desk.begin(wish);
      if (mine.signal.aborted) {
        return readState();
      }
      if (begin.kind === 'failed') {
        return fail(wish.cloudUrl, begin.why, begin.detail);
      }
      void follow(begin.attempt, mine).catch((error: unknown) => {
        log.error('enrolment.fault', { error: String(error) });
        fail(wish.cloudUrl, 'refused', String(error));
      });
      return readState();
    },
    cancel() {
      turn?.cancel();
      turn = null;
      return readState().kind === 'finishing' ? readState() : show(() => ({ kind: 'idle' }));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function waitingState(
  attempt: EnrolmentAttempt,
  now: { readonly trouble: WaitTrouble; readonly remainingMs: number },
): EnrolmentState {
  const { cloudUrl, userCode, verificationUri, verificationUriComplete, qr, checkNumber } = attempt;
  return {
    kind: 'waiting',
    cloudUrl,
    userCode,
    verificationUri,
    verificationUriComplete,
    qr,
    checkNumber,
    remainingMs: Math.round(now.remainingMs),
    trouble: now.trouble,
  };
}
