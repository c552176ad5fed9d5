import { z } from 'zod';

/** One thing that happened to a unit, as a trail tells it (UNIT-1). */
export const unitHistoryLine = z.strictObject({
  at: z.string(),
  /** As in the trails: `transfer.applied`, `unit.paired` … */
  action: z.string(),
  outcome: z.string(),
  code: z.string().nullable(),
  /** Null where it was erased. */
  actor: z.string().nullable(),
  transferId: z.string().nullable(),
});
export type UnitHistoryLine = z.infer<typeof unitHistoryLine>;

/** What stands in the logs of two organizations happened once. Newest first. */
export function foldHistory(lines: readonly UnitHistoryLine[]): UnitHistoryLine[] {
  const once = new Map(lines.map((line) => [[line.at, line.action, line.outcome, line.actor].join('|'), line]));
  return [...once.values()].sort((left, right) => (left.at < right.at ? 1 : left.at > right.at ? -1 : 0));
}
