import { z } from 'zod';

/** Words too short to tell anybody anything count as none. */
const shortestReason = 3;
/** As much as a trail, a report and a list have room for. */
export const longestReason = 500;
/** The same of what a technician writes below the work. */
export const longestRemarks = 2_000;

/** Why somebody did what was not to be expected, in words that stand in the trail. */
export const reason = z.string().trim().min(shortestReason).max(longestReason);

/** Whether the words can be given as a reason. */
export function isReason(words: string | null): boolean {
  return reason.safeParse(words).success;
}
