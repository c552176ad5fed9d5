import { performance } from 'node:perf_hooks';
import { toIsoTime } from '#core/kernel/iso-time.ts';
import type { Clock } from '#core/ports/clock.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import type { SimClock } from '#sim/time/sim-clock.ts';

/** The station's time, which a test may hurry and push forward. */
export interface TestClock extends Clock {
  /** The same time as hands feel it: what the test skips passes, and nothing is hurried. */
  readonly people: Clock;
  /** So much time has passed at once, on both clocks. */
  skip(durationMs: number): void;
  /** The wall clock alone was set, as a person or the network may do. */
  setForward(durationMs: number): void;
}

/** `speed` hurries durations and waits; the wall clock stays the real one, so that the cloud finds nothing odd. */
export function createTestClock({ speed = 1 }: { readonly speed?: number } = {}): TestClock {
  let wallShiftMs = 0;
  let monotonicShiftMs = 0;
  const people: Clock = {
    now: () => toIsoTime(Date.now() + wallShiftMs),
    monotonicMs: () => performance.now() + monotonicShiftMs,
    sleep: systemClock.sleep,
  };
  return {
    people,
    now: () => toIsoTime(Date.now() + wallShiftMs),
    monotonicMs: () => performance.now() * speed + monotonicShiftMs,
    sleep: (durationMs, cancel) => systemClock.sleep(durationMs / speed, cancel),
    skip(durationMs) {
      wallShiftMs += durationMs;
      monotonicShiftMs += durationMs;
    },
    setForward(durationMs) {
      wallShiftMs += durationMs;
    },
  };
}

/** The virtual units' time at the same speed. */
export function createHurriedSimClock(speed: number): SimClock {
  const startedMs = Date.now();
  return {
    nowMs: () => startedMs + (Date.now() - startedMs) * speed,
    after(delayMs, action) {
      const timer = setTimeout(action, delayMs / speed);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
