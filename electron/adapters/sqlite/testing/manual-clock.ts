import { type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import type { CancelSignal, Clock } from '#core/ports/clock.ts';

/** A station clock that moves only when told to: wall time and monotonic time apart, sleepers woken in order. */
export interface ManualClock extends Clock {
  /** Moves both times on, waking sleepers as they fall due and letting them act before the next one. */
  advance(durationMs: number): Promise<void>;
  /** Somebody sets the wall clock. */
  jumpWall(byMs: number): void;
  sleepers(): number;
}

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

export function createManualClock(start: IsoTime): ManualClock {
  let monotonicMs = 1_000;
  let wallMs = Date.parse(start);
  const sleepers = new Set<Sleeper>();

  function sleep(durationMs: number, cancel?: CancelSignal): Promise<void> {
    if (cancel?.aborted === true || durationMs <= 0) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const wake = (): void => {
        sleepers.delete(sleeper);
        cancel?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper: Sleeper = { dueMs: monotonicMs + durationMs, wake };
      sleepers.add(sleeper);
      cancel?.addEventListener('abort', wake, { once: true });
    });
  }

  function moveTo(atMs: number): void {
    wallMs += atMs - monotonicMs;
    monotonicMs = atMs;
  }

  return {
    now: () => toIsoTime(wallMs),
    monotonicMs: () => monotonicMs,
    sleep,
    jumpWall(byMs) {
      wallMs += byMs;
    },
    sleepers: () => sleepers.size,
    async advance(durationMs) {
      const endMs = monotonicMs + durationMs;
      await letOthersAct();
      for (let next = nextOf(sleepers, endMs); next !== undefined; next = nextOf(sleepers, endMs)) {
        moveTo(Math.max(monotonicMs, next.dueMs));
        next.wake();
        await letOthersAct();
      }
      moveTo(endMs);
    },
  };
}

function nextOf(sleepers: ReadonlySet<Sleeper>, untilMs: number): Sleeper | undefined {
  return [...sleepers]
    .filter((sleeper) => sleeper.dueMs <= untilMs)
    .sort((one, other) => one.dueMs - other.dueMs)
    .at(0);
}

/** Chains of promises that are ready run to their end before the next timer does. */
function letOthersAct(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
