import { toIsoTime } from '#core/kernel/iso-time.ts';
import type { Clock } from '#core/ports/clock.ts';

/** A clock that moves when the test says so. */
export interface ManualClock extends Clock {
  /** Moves on and wakes whoever slept long enough, then lets their promises run. */
  advance(durationMs: number): Promise<void>;
}

export function createManualClock(): ManualClock {
  let nowMs = 0;
  let sleepers: { readonly untilMs: number; readonly wake: () => void }[] = [];
  return {
    now: () => toIsoTime(nowMs),
    monotonicMs: () => nowMs,
    sleep: (durationMs) => new Promise((wake) => sleepers.push({ untilMs: nowMs + durationMs, wake })),
    async advance(durationMs) {
      nowMs += durationMs;
      const due = sleepers.filter((sleeper) => sleeper.untilMs <= nowMs);
      sleepers = sleepers.filter((sleeper) => sleeper.untilMs > nowMs);
      for (const sleeper of due) {
        sleeper.wake();
      }
      await settle();
    },
  };
}

/** Lets everything that is already decided happen. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
