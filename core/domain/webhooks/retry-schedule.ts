/**
 * When a batch that did not arrive is tried again: the ten tries of Standard Webhooks 1.0.0, 75.6 hours in all (reliability.md §9).
 * Used by the cloud alone; here because it is a rule and not a deed.
 */
const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** The wait before each try, the first one included. */
export const retryWaitsMs: readonly number[] = [
  0,
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];

const jitter = 0.2;
const longestRetryAfterMs = 24 * hourMs;

export type NextTry = { readonly kind: 'again'; readonly waitMs: number } | { readonly kind: 'parked' };

/**
 * What follows on the given number of failures (≥ 1). `chance` in [0, 1) spreads the wait by a fifth to either side, so that batches that
 * failed together do not come back together. `retryAfterMs`: what the receiver asked for, heard up to a day; it never shortens a wait.
 */
export function nextTry({
  failures,
  chance,
  retryAfterMs,
}: {
  readonly failures: number;
  readonly chance: number;
  readonly retryAfterMs: number | null;
}): NextTry {
  const waitMs = retryWaitsMs[failures];
  if (waitMs === undefined) {
    return { kind: 'parked' };
  }
  const spread = Math.round(waitMs * (1 - jitter + 2 * jitter * chance));
  return { kind: 'again', waitMs: Math.max(spread, Math.min(retryAfterMs ?? 0, longestRetryAfterMs)) };
}

/** So many failures of one batch, and later events of its units no longer wait for it. */
export const failuresUntilOvertaken = 3;
/** After five days without a single success a subscription is switched off. */
export const offAfterMs = 120 * hourMs;
/** How long a receiver that says it cannot keep up (429, 502, 504) is left alone when it names no time itself. */
export const slowPauseMs = minuteMs;
/** How long a former secret signs along after a rotation. */
export const rotationMs = 24 * hourMs;

/**
 * `Retry-After` (RFC 9110 §10.2.3) in milliseconds from `nowMs` on: seconds or an HTTP date, whose reading `dateMs` is given by the
 * caller. Null for anything else.
 */
export function readRetryAfter(
  value: string | undefined,
  { nowMs, dateMs }: { readonly nowMs: number; readonly dateMs: number },
): number | null {
  if (value === undefined) {
    return null;
  }
  if (/^\d{1,9}$/.test(value.trim())) {
    return Number(value) * secondMs;
  }
  return Number.isFinite(dateMs) ? Math.max(0, dateMs - nowMs) : null;
}
