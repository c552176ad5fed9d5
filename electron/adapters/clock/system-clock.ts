import { performance } from 'node:perf_hooks';
import { toIsoTime } from '#core/kernel/iso-time.ts';
import type { Clock } from '#core/ports/clock.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => toIsoTime(Date.now()),
  monotonicMs: () => performance.now(),
  sleep: (durationMs, cancel) =>
    new Promise((resolve) => {
      if (cancel?.aborted === true) {
        resolve();
        return;
      }
      const finish = (): void => {
        clearTimeout(timer);
        cancel?.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, clampToTimer(durationMs));
      cancel?.addEventListener('abort', finish, { once: true });
    }),
};

/** Node turns a longer time-out into one of 1 ms. */
const longestTimerMs = 2 ** 31 - 1;

function clampToTimer(durationMs: number): number {
  return Math.min(Math.max(0, durationMs), longestTimerMs);
}
