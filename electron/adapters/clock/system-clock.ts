import { toIsoTime } from '#core/kernel/iso-time.ts';
import type { CancelSignal, Clock } from '#core/ports/clock.ts';

/** The clock of this machine. */
export function createSystemClock(): Clock {
  return {
    now: () => toIsoTime(Date.now()),
    monotonicMs: () => performance.now(),
    sleep,
  };
}

function sleep(durationMs: number, cancel?: CancelSignal): Promise<void> {
  if (cancel?.aborted) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      cancel?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, durationMs);
    cancel?.addEventListener('abort', end, { once: true });
  });
}
