/** Whether a station process that died is started again. A single fault heals at once; one that repeats must not spin. */
export type RestartDecision =
  | { readonly kind: 'restart'; readonly afterMs: number }
  | { readonly kind: 'give-up'; readonly crashes: number };

const firstDelayMs = 250;
const mostCrashes = 5;
const windowMs = 60_000;

/** `crashesMs` are the monotonic times of all deaths so far, the newest last. Only those of the last minute count. Pure. */
export function decideRestart(crashesMs: readonly number[]): RestartDecision {
  const newestMs = crashesMs.at(-1) ?? 0;
  const recent = crashesMs.filter((crashMs) => newestMs - crashMs < windowMs).length;
  return recent >= mostCrashes
    ? { kind: 'give-up', crashes: recent }
    : { kind: 'restart', afterMs: firstDelayMs * 2 ** Math.max(0, recent - 1) };
}
