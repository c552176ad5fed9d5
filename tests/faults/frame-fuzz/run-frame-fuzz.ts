import { createRandom } from '#sim/random/seeded-random.ts';
import { createSpoiler, type Spoiler } from './create-spoiler.ts';
import { liesOf } from './find-lies.ts';
import type { FuzzPath, PathRun } from './fuzz-family.ts';

/** What became of the frames of one path. */
export interface PathResult {
  readonly path: string;
  readonly runs: number;
  readonly frames: number;
  readonly damaged: number;
  /** Values that the station showed, all honest if there are no faults. */
  readonly shown: number;
  /** Longest run, in the path's own time and in ours. */
  readonly longestMs: number;
  readonly longestRealMs: number;
  /** What must never be, the first ones in words. */
  readonly faults: readonly string[];
}

export interface FuzzWish {
  readonly paths: readonly FuzzPath[];
  /** Frames in all, the same for each path. */
  readonly frames: number;
  readonly seed: number;
  readonly reports: readonly string[];
  /** Ends a path with its first fault, where one is all that is wanted. */
  readonly stopsAtFault?: boolean;
}

const SHOWN_FAULTS = 12;

/** Sends frames through each path, most of them damaged, until there were enough, and judges what the station shows (P25). */
export async function runFrameFuzz(wish: FuzzWish): Promise<readonly PathResult[]> {
  const results: PathResult[] = [];
  for (const path of wish.paths) {
    results.push(await fuzzPath(path, wish));
  }
  return results;
}

async function fuzzPath(
  path: FuzzPath,
  { paths, frames, seed, reports, stopsAtFault = false }: FuzzWish,
): Promise<PathResult> {
  const wanted = Math.ceil(frames / paths.length);
  const spoiler = createSpoiler(createRandom(seed, `frames of ${path.name}`), reports);
  const faults: string[] = [];
  let [runs, shown, longestMs, longestRealMs] = [0, 0, 0, 0];
  while (spoiler.counts.frames < wanted && !(stopsAtFault && faults.length > 0)) {
    const framesBefore = spoiler.counts.frames;
    const startedMs = performance.now();
    const run = await tryRun(path, spoiler, seed + runs);
    spoiler.forget();
    longestRealMs = Math.max(longestRealMs, performance.now() - startedMs);
    longestMs = Math.max(longestMs, run.tookMs ?? Number.POSITIVE_INFINITY);
    shown += run.shown.length;
    const found = judge(path, run);
    if (spoiler.counts.frames === framesBefore) {
      found.push('no frame came at all');
    }
    faults.push(...found.slice(0, SHOWN_FAULTS - faults.length).map((fault) => `${path.name}, run ${runs}: ${fault}`));
    runs += 1;
    if (spoiler.counts.frames === framesBefore) {
      break;
    }
  }
  return { path: path.name, runs, ...spoiler.counts, shown, longestMs, longestRealMs, faults };
}

async function tryRun(path: FuzzPath, spoiler: Spoiler, seed: number): Promise<PathRun> {
  try {
    return await path.run(spoiler, seed);
  } catch (error: unknown) {
    const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { conversation: [], shown: [], tookMs: 0, faults: [`threw ${thrown}`] };
  }
}

function judge(path: FuzzPath, run: PathRun): string[] {
  const found = [...run.faults, ...liesOf(path, run)];
  if (run.tookMs === null) {
    found.push('it never ended');
  } else if (run.tookMs > path.maxMs) {
    found.push(`it took ${run.tookMs} ms of at most ${path.maxMs}`);
  }
  return found;
}

/** The results as lines for a person. */
export function asTable(results: readonly PathResult[]): string {
  const head = ['path', 'runs', 'frames', 'damaged', 'values shown', 'longest (unit s)', 'longest (ms)', 'faults'];
  const rows = results.map((one) => [
    ...[one.path, one.runs, one.frames, one.damaged, one.shown],
    ...[(one.longestMs / 1000).toFixed(1), one.longestRealMs.toFixed(0), one.faults.length],
  ]);
  const table = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
