/** How long something took, over many repetitions. All in milliseconds. */
export interface Durations {
  readonly count: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

/** Summarizes samples; the nearest-rank method, so every figure was really measured. Throws on no samples. */
export function summarize(samplesMs: readonly number[]): Durations {
  const sorted = [...samplesMs].sort((one, other) => one - other);
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  const [medianMs, p95Ms, maxMs] = [rank(0.5), rank(0.95), rank(1)];
  if (medianMs === undefined || p95Ms === undefined || maxMs === undefined) {
    throw new Error('nothing was measured');
  }
  return { count: sorted.length, medianMs, p95Ms, maxMs };
}

export interface Series {
  readonly warmUps: number;
  readonly repetitions: number;
  /** `index` counts on from the warm-ups, so that no repetition meets what another has left in a cache of its own. */
  readonly once: (index: number) => unknown;
}

/** Times one call after the other; waits for each that answers later. */
export async function timeSeries({ warmUps, repetitions, once }: Series): Promise<Durations> {
  const samplesMs: number[] = [];
  for (let index = 0; index < warmUps + repetitions; index += 1) {
    const startedMs = performance.now();
    const answer = once(index);
    if (answer instanceof Promise) {
      await answer;
    }
    if (index >= warmUps) {
      samplesMs.push(performance.now() - startedMs);
    }
  }
  return summarize(samplesMs);
}
