import { z } from 'zod';
import { epochMs } from '../../kernel/iso-time.ts';
import type { Clock } from '../../ports/clock.ts';

/**
 * How old something is, in time that passed and not in what a wall clock says (reliability.md §3.6, P19). Within one run of the machine its uptime
 * counts, so neither sleep nor a clock that was set matters. Between two runs only the wall clock is left; it can make a thing older but
 * never younger than the new run of the machine.
 */
export const ageMark = z.object({
  ageMs: z.number().nonnegative(),
  at: z.string(),
  boot: z.object({ bootId: z.string().nullable(), upMs: z.number() }).nullable(),
});
export type AgeMark = z.infer<typeof ageMark>;

export function markAge(clock: Clock, ageMs: number): AgeMark {
  return { ageMs, at: clock.now(), boot: clock.sinceBoot?.() ?? null };
}

/** The age now of what a mark of an earlier moment speaks of. */
export function ageNow(mark: AgeMark, clock: Clock): number {
  const boot = clock.sinceBoot?.() ?? null;
  if (boot !== null && boot.bootId !== null && boot.bootId === mark.boot?.bootId) {
    return mark.ageMs + Math.max(0, boot.upMs - mark.boot.upMs);
  }
  const byWall = Math.max(0, epochMs(clock.now()) - epochMs(mark.at));
  return mark.ageMs + Math.max(byWall, leastPassed(mark, boot));
}

/** Without a name for the run: if it may be the same one, the difference; if it is another, all of it. */
function leastPassed(mark: AgeMark, boot: AgeMark['boot']): number {
  if (boot === null) {
    return 0;
  }
  const maySame = boot.bootId === null && mark.boot !== null && boot.upMs >= mark.boot.upMs;
  return maySame ? boot.upMs - (mark.boot?.upMs ?? 0) : boot.upMs;
}
