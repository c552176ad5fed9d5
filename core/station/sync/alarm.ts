import type { Clock } from '../../ports/clock.ts';
import { createCancelSource } from './cancel-source.ts';

/** Rings once at a moment of the monotonic clock. Setting it again replaces the moment before. */
export interface Alarm {
  setAt(atMs: number): void;
  clear(): void;
}

export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let armed = createCancelSource();

  async function wait(atMs: number): Promise<void> {
    armed.cancel();
    armed = createCancelSource();
    const { signal } = armed;
    await clock.sleep(Math.max(0, atMs - clock.monotonicMs()), signal);
    if (!signal.aborted) {
      ring();
    }
  }

  return { setAt: (atMs) => void wait(atMs), clear: () => armed.cancel() };
}
