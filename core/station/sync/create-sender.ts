import { retryDelayMs } from '../../domain/sync/retry-schedule.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CloudFailure } from '../../ports/cloud-client.ts';
import type { Log } from '../../ports/log.ts';
import { createCancelSource } from './cancel-source.ts';

/**
 * Sends something that waits on this disk, beside the outbox and without holding it up: until nothing waits, on the retry schedule of the sync
 * loop, and again at every start. What is sent, and that it may be sent twice, is whoever makes one.
 */
export interface Sender {
  /** Begins; what was kept before goes out. */
  start(): void;
  /** Something was kept, or the centre was heard: whoever waits for the next try waits no longer. */
  wake(): void;
  /** Tries at once; answers with why the try failed, or null where nothing waits any more. */
  sendNow(): Promise<CloudFailure['kind'] | null>;
  /** Ends; resolves when nothing touches the store any more. */
  stop(): Promise<void>;
}

export interface SenderDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** `<name>.send-failed` in the log. */
  readonly name: string;
  /** Sends all that waits; null when nothing does any more, else why it could not go on. Returns early once `isStopped`. */
  readonly sendAll: (isStopped: () => boolean) => Promise<CloudFailure | null>;
}

export function createSender({ clock, log, random, name, sendAll }: SenderDeps): Sender {
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
    trying ??= sendAll(() => stopping.signal.aborted).finally(() => {
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
        log.error(`${name}.send-failed`, { error: String(error) });
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
        await clock.sleep(retryDelayMs(run, random()), nap.signal);
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
