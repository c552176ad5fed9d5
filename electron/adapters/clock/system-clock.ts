import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { performance } from 'node:perf_hooks';
import { toIsoTime } from '#core/kernel/iso-time.ts';
import type { Clock } from '#core/ports/clock.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => toIsoTime(Date.now()),
  monotonicMs: () => performance.now(),
  sinceBoot: () => ({ bootId: bootIdOf(), upMs: uptime() * 1000 }),
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

/** The kernel's own name for this run (proc_sys_kernel(5)); other systems have none that a program may read. */
function bootIdOf(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null; // no Linux
  }
}

/** Node turns a longer time-out into one of 1 ms. */
const longestTimerMs = 2 ** 31 - 1;

function clampToTimer(durationMs: number): number {
  return Math.min(Math.max(0, durationMs), longestTimerMs);
}
