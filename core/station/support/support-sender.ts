import type { SupportRequest, SupportStanding } from '../../domain/support/support-request.ts';
import { retryDelayMs } from '../../domain/sync/retry-schedule.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CloudFailure } from '../../ports/cloud-client.ts';
import type { CloudSupport } from '../../ports/cloud-support.ts';
import type { Log } from '../../ports/log.ts';
import type { StationStore } from '../../ports/station-store.ts';
import { createCancelSource } from '../sync/cancel-source.ts';

/**
 * Sends kept requests to the service desk, oldest first, until each has its number (REP-4). It does not go through the outbox: that stops when
 * the centre says that something is wrong with this station, and then support is needed most. It retries on the schedule of the sync loop.
 */
export interface SupportSender {
  /** Begins; what was kept before goes out. */
  start(): void;
  /** Something was kept, or the centre was heard: whoever waits for the next try waits no longer. */
  wake(): void;
  /** Tries at once; answers with why the try failed, or null where nothing waits any more. */
  sendNow(): Promise<CloudFailure['kind'] | null>;
  /** Ends; resolves when nothing touches the store any more. */
  stop(): Promise<void>;
}

export interface SupportSenderDeps {
  readonly store: StationStore;
  readonly cloudSupport: CloudSupport;
  readonly clock: Clock;
  readonly log: Log;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Writes what became of a request, with its line in the trail. */
  readonly settle: (request: SupportRequest, standing: SupportStanding) => void;
}

export function createSupportSender(deps: SupportSenderDeps): SupportSender {
  const { clock, log } = deps;
  const stopping = createCancelSource();
  let nap = createCancelSource();
  let trying: Promise<CloudFailure | null> | null = null;
  let loop: Promise<void> | null = null;
  let isWoken = false;

  const wake = (): void => {
    isWoken = true;
    nap.cancel();
  };
  // A try that is asked for while one is under way is that one.
  const attempt = (): Promise<CloudFailure | null> => {
    trying ??= sendAll(deps, () => stopping.signal.aborted).finally(() => {
      trying = null;
    });
    return trying;
  };
  const run = async (): Promise<void> => {
    let failures = 0;
    let failingSinceMs = 0;
    while (!stopping.signal.aborted) {
      isWoken = false;
      const failure = await attempt().catch((error: unknown): CloudFailure => {
        log.error('support.send-failed', { error: String(error) });
        return { kind: 'faulty', detail: 'station' };
      });
      failingSinceMs = failures === 0 ? clock.monotonicMs() : failingSinceMs;
      failures = failure === null ? 0 : failures + 1;
      nap = createCancelSource();
      if (isWoken || stopping.signal.aborted) {
        continue;
      }
      if (failure === null) {
        await untilCancelled(nap.signal);
      } else {
        const run = { failures, failingForMs: clock.monotonicMs() - failingSinceMs, ...retryAfterOf(failure) };
        await clock.sleep(retryDelayMs(run, deps.random()), nap.signal);
      }
    }
  };

  return {
    start() {
      loop ??= run();
    },
    wake,
    async sendNow() {
      return (await attempt())?.kind ?? null;
    },
    async stop() {
      stopping.cancel();
      wake();
      await loop;
      await trying?.catch(() => null);
    },
  };
}

/** Null when nothing waits any more. */
async function sendAll({ store, cloudSupport, log, settle, clock }: SupportSenderDeps, isStopped: () => boolean) {
  for (let next = store.nextSupportRequest(); next !== null && !isStopped(); next = store.nextSupportRequest()) {
    const answer = await cloudSupport.send(next);
    switch (answer.kind) {
      case 'taken':
        settle(next, { kind: 'sent', number: answer.number, at: answer.takenAt });
        break;
      case 'key-used':
        settle(next, { kind: 'refused', why: 'key-used', at: clock.now() });
        break;
      case 'refused':
        settle(next, { kind: 'refused', why: answer.why, at: clock.now() });
        break;
      case 'unreachable':
      case 'not-enrolled':
      case 'revoked':
      case 'too-old':
      case 'not-allowed':
      case 'busy':
      case 'faulty':
      case 'forked':
        log.info('support.waits', { why: answer.kind });
        return answer;
      default:
        return assertNever(answer);
    }
  }
  return null;
}

function retryAfterOf(failure: CloudFailure): { readonly retryAfterMs?: number } {
  return failure.kind === 'busy' ? { retryAfterMs: failure.retryAfterMs } : {};
}

function untilCancelled(signal: {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
}) {
  return new Promise<void>((resolve) => {
    if (signal.aborted) {
      resolve();
    } else {
      signal.addEventListener('abort', resolve);
    }
  });
}
