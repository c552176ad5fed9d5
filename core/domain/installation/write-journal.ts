// What is on disk of a write while it runs (INST-3, STA-4): key by key, before the bytes of a key go out and after the unit's answer. After
// a crash it tells what was never sent from what may have arrived.
import { z } from 'zod';

/** `sending`: noted before its first byte. Whether it arrived is not known until the unit is read. */
export const journalState = z.enum(['sending', 'accepted', 'rejected', 'unknown']);
export type JournalState = z.infer<typeof journalState>;

export interface JournalLine {
  readonly key: string;
  readonly state: JournalState;
}

/**
 * How the keys of a write stand that was cut off by the end of the station. A write without a single line has a driver that keeps no
 * journal, or ended before its first byte: nobody knows which, so nothing is called `not-sent`.
 */
export function afterCrash<Line extends { readonly key: string; readonly state: string }>(
  lines: readonly Line[],
  journal: readonly JournalLine[],
): readonly (Line | (Line & { readonly state: 'accepted' | 'rejected' | 'unknown' | 'not-sent' }))[] {
  return lines.map((line) => {
    if (line.state !== 'to-write') {
      return line;
    }
    const noted = journal.findLast(({ key }) => key === line.key)?.state;
    if (noted === undefined) {
      return { ...line, state: journal.length === 0 ? ('unknown' as const) : ('not-sent' as const) };
    }
    return { ...line, state: noted === 'sending' ? ('unknown' as const) : noted };
  });
}
