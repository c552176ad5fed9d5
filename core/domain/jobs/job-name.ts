/** A job as people call it and as it stands on paper: `J-1042`; `J-…` as long as the centre has not numbered it (X2). */
export function jobName(number: number | null): string {
  return `J-${number ?? '…'}`;
}

/** For sorting by number: what has none yet is the newest. */
export function orderOfJobNumber(number: number | null): number {
  return number ?? Number.MAX_SAFE_INTEGER;
}
