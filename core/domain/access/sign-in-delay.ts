/**
 * How long a person must wait after so many wrong PINs in a row, and when the PIN is locked (reliability.md §5.2). The waiting itself is
 * counted on a clock that cannot be set; this table only says how long.
 */
const delaysMs = [0, 0, 0, 2_000, 10_000, 30_000, 60_000, 300_000, 600_000] as const;

export const lockAtFailures = 10;

export type SignInDelay = { readonly kind: 'wait'; readonly waitMs: number } | { readonly kind: 'locked-out' };

/** What holds after `failures` wrong PINs in a row. */
export function delayAfter(failures: number): SignInDelay {
  if (failures >= lockAtFailures) {
    return { kind: 'locked-out' };
  }
  return { kind: 'wait', waitMs: failures === 0 ? 0 : (delaysMs[failures - 1] ?? 600_000) };
}
