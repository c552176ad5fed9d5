import type { Clock } from '#core/ports/clock.ts';

/** Tells the machine the time when it asked to be told; only the latest wish counts. */
export function createAlarm(clock: Clock, onTime: (nowMs: number) => void, onBug: (bug: unknown) => void) {
  let current: AbortController | null = null;
  return {
    set: (atMs: number | null) => {
      current?.abort();
      current = null;
      if (atMs === null) {
        return;
      }
      const own = new AbortController();
      current = own;
      clock.sleep(Math.max(0, atMs - clock.monotonicMs()), own.signal).then(() => {
        if (!own.signal.aborted) {
          // A timer may fire a little early; the machine was promised this moment.
          onTime(Math.max(atMs, clock.monotonicMs()));
        }
      }, onBug);
    },
  };
}
