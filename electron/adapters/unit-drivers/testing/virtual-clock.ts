import { toIsoTime } from '#core/kernel/iso-time.ts';
import type { CancelSignal, Clock } from '#core/ports/clock.ts';

export interface VirtualClock extends Clock {
  /** The machine sleeps: time goes on and no timer rings; those that fell due meanwhile ring late, in their order. */
  suspend(forMs: number): void;
}

/**
 * A clock for tests that jumps to the next timer as soon as nothing else is going on, so that minutes of protocol time take
 * milliseconds. "Nothing going on" means some turns of the event loop without a new timer: more than any in-process cable
 * needs to carry a command there and its answer back.
 */
export function createVirtualClock(): VirtualClock {
  const timers = new Set<Timer>();
  let nowMs = 0;
  let quietTurns = 0;
  let isPumping = false;

  const pump = () => {
    quietTurns += 1;
    if (quietTurns > QUIET_TURNS) {
      const next = [...timers].sort((left, right) => left.atMs - right.atMs)[0];
      if (next === undefined) {
        isPumping = false;
        return;
      }
      nowMs = Math.max(nowMs, next.atMs);
      quietTurns = 0;
      timers.delete(next);
      next.ring();
    }
    setImmediate(pump);
  };

  return {
    now: () => toIsoTime(Date.UTC(2026, 10, 20) + nowMs),
    monotonicMs: () => nowMs,
    suspend: (forMs) => {
      nowMs += forMs;
    },
    sleep: (durationMs, cancel?: CancelSignal) => {
      if (cancel?.aborted) {
        return Promise.resolve();
      }
      quietTurns = 0;
      if (!isPumping) {
        isPumping = true;
        setImmediate(pump);
      }
      return new Promise((resolve) => {
        const end = () => {
          timers.delete(timer);
          cancel?.removeEventListener('abort', end);
          resolve();
        };
        const timer: Timer = { atMs: nowMs + durationMs, ring: end };
        timers.add(timer);
        cancel?.addEventListener('abort', end, { once: true });
      });
    },
  };
}

const QUIET_TURNS = 6;

interface Timer {
  readonly atMs: number;
  readonly ring: () => void;
}
