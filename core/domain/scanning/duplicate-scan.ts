/**
 * Readers in presentation mode read a code again as long as they see it. The same payload from the same source counts once until it
 * has been away for 1.5 s (SCAN-4); another payload in between is another scan and counts at once.
 */
export const DUPLICATE_WINDOW_MS = 1500;

export interface ArrivedScan {
  readonly source: string;
  readonly text: string;
  readonly atMs: number;
}

/** The scans that may still be repeated, newest last. Begin with `NO_SCANS`. */
export type RecentScans = readonly ArrivedScan[];
export const NO_SCANS: RecentScans = [];

export interface CountedScan {
  /** `new`: take it. `duplicate`: the reader read the same code once more. */
  readonly kind: 'new' | 'duplicate';
  readonly recent: RecentScans;
}

/** Counts one scan. A repeat starts the window afresh, so a code left in front of the reader stays one scan. `atMs` must not run backwards. */
export function countScan(recent: RecentScans, scan: ArrivedScan): CountedScan {
  const alive = recent.filter((earlier) => scan.atMs - earlier.atMs < DUPLICATE_WINDOW_MS);
  const others = alive.filter((earlier) => !isSameCode(earlier, scan));
  return { kind: others.length < alive.length ? 'duplicate' : 'new', recent: [...others, scan] };
}

function isSameCode(one: ArrivedScan, other: ArrivedScan): boolean {
  return one.source === other.source && one.text.trim() === other.text.trim();
}
