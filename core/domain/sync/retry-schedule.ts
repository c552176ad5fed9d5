/**
 * How long the sync loop waits after failed attempts (reliability.md §3.7), and the sender of requests to support, which keeps the same times. Full
 * jitter: many stations that lost the same cloud must not come back in step.
 */
export interface FailureRun {
  /** Attempts that failed in a row, at least 1. */
  readonly failures: number;
  /** How long it has been failing. */
  readonly failingForMs: number;
  /** What the cloud asked for with Retry-After; it wins over the schedule. */
  readonly retryAfterMs?: number;
}

const baseMs = 1_000;
const ceilingMs = 5 * 60_000;
const longCeilingMs = 10 * 60_000;
const longAfterMs = 60 * 60_000;
/** Jitter may draw zero; a loop that never pauses must not follow from it. */
const leastMs = 250;
/** A cloud that answers nonsense cannot put a station to sleep for longer than this. */
const longestRetryAfterMs = 60 * 60_000;

/**
 * Milliseconds until the next attempt.
 *
 * @param random uniform in [0, 1)
 */
export function retryDelayMs(run: FailureRun, random: number): number {
  if (run.retryAfterMs !== undefined) {
    return Math.min(Math.max(run.retryAfterMs, leastMs), longestRetryAfterMs);
  }
  return Math.max(leastMs, Math.floor(random * retryCeilingMs(run)));
}

/** The longest wait that can follow: 1 s doubled with each failure, at most 5 minutes, 10 after an hour of failures. */
export function retryCeilingMs(run: FailureRun): number {
  const cap = run.failingForMs >= longAfterMs ? longCeilingMs : ceilingMs;
  const doublings = Math.min(Math.max(run.failures - 1, 0), 30);
  return Math.min(cap, baseMs * 2 ** doublings);
}
