/**
 * Whether a receiver's own time can be that of now. A receiver whose clock is wrong has no fix that may be believed, since a fix is found
 * from time; the words say what is probably wrong with it.
 */
export interface TimeDoubt {
  readonly kind: 'rollover' | 'never-set' | 'behind' | 'ahead';
  readonly words: string;
}

/** How far the two clocks may be apart (link.md §3). */
const toleranceMs = 10_000;
const dayMs = 86_400_000;
/** GPS counts weeks with 10 bits. */
const rolloverMs = 1024 * 7 * dayMs;
/** Years that receivers count from before they know better. */
const firstYears: ReadonlySet<number> = new Set([1980, 1999, 2000, 2004]);

/** Null where the receiver's time fits. Both in milliseconds since 1970. */
export function doubtTime(receiverMs: number, nowMs: number): TimeDoubt | null {
  const behindMs = nowMs - receiverMs;
  if (Math.abs(behindMs) <= toleranceMs) {
    return null;
  }
  const rounds = Math.round(behindMs / rolloverMs);
  if (rounds >= 1 && Math.abs(behindMs - rounds * rolloverMs) <= dayMs) {
    const weeks = rounds * 1024;
    return { kind: 'rollover', words: `its clock is ${weeks} weeks behind, as after a rollover of the GPS week` };
  }
  const year = new Date(receiverMs).getUTCFullYear();
  if (behindMs > 0 && firstYears.has(year)) {
    return { kind: 'never-set', words: `its clock says ${year}, as before it was ever set` };
  }
  const kind = behindMs > 0 ? 'behind' : 'ahead';
  return { kind, words: `its clock is ${inWords(Math.abs(behindMs))} ${kind} this station's` };
}

function inWords(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 300) {
    return `${seconds} s`;
  }
  return durationMs < 2 * dayMs ? `${Math.round(seconds / 60)} min` : `${Math.round(durationMs / dayMs)} days`;
}
