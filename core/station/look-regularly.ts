import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { createCancelSource } from './sync/cancel-source.ts';

export interface Watch {
  /** Looks at once and from then on regularly. */
  start(): void;
  /** Ends after the look that is under way. */
  dispose(): Promise<void>;
}

export interface Looking {
  readonly everyMs: number;
  /** What the log is told when a look fails; the next one comes all the same. */
  readonly failed: string;
  look(): void;
}

/** Looks at something again and again, on the station's clock, until it is told to end. */
export function lookRegularly(clock: Clock, log: Log, { everyMs, failed, look }: Looking): Watch {
  const stop = createCancelSource();
  let watching: Promise<void> = Promise.resolve();
  const watch = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        look();
      } catch (error: unknown) {
        log.error(failed, { detail: String(error) });
      }
      await clock.sleep(everyMs, stop.signal);
    }
  };
  return {
    start() {
      watching = watch();
    },
    async dispose() {
      stop.cancel();
      await watching;
    },
  };
}
