import type { Clock } from '#core/ports/clock.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';

/** The machine's clock, on which waiting passes faster. Wall time stays true: the cloud has the same. */
export function createFastClock(timesFaster: number): Clock {
  return {
    now: systemClock.now,
    monotonicMs: () => systemClock.monotonicMs() * timesFaster,
    sleep: (durationMs, cancel) => systemClock.sleep(durationMs / timesFaster, cancel),
  };
}
