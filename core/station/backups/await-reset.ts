import type { LinkProblem } from '../../contract/station/cable.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { ConfigurationBackup } from '../../domain/installation/configuration-backup.ts';
import { resetSince } from '../../domain/installation/restore-plan.ts';
import type { StationContext } from '../station-context.ts';
import { type ReadUnit, readAll } from '../work/compare-on-bay.ts';
import { type Stranger, workOnBay } from '../work/unit-on-bay.ts';

/** `reset`: the unit no longer holds what was kept. `not-seen`: it still does, after all the waiting. */
export type ResetSeen = { readonly kind: 'reset' } | { readonly kind: 'not-seen' } | LinkProblem | Stranger;

const resetWithinMs = 90_000;
const lookAgainMs = 2_000;

/** What passes by itself while a unit is reset and starts up again, or takes its port away for that. */
const passing: ReadonlySet<LinkProblem['reason']> = new Set([
  ...(['no-bay', 'not-found', 'port-lost', 'timed-out', 'silent', 'garbled', 'readings-differ'] as const),
]);

/**
 * Looks at the unit until the platform has reset it (OWN-9). What is written before would be wiped with the rest. Between the looks the
 * cable may be pulled; only the last look decides what is said.
 */
export async function awaitReset(
  context: StationContext,
  session: BenchSession,
  backup: ConfigurationBackup,
): Promise<ResetSeen> {
  const { clock, bays } = context;
  const deadlineMs = clock.monotonicMs() + resetWithinMs;
  for (;;) {
    const answer = await workOnBay<ReadUnit | LinkProblem>(context, {
      session,
      activity: 'await-reset',
      work: readAll,
    });
    if (answer.kind === 'read-unit' && resetSince(backup, answer.values) !== 'not-seen') {
      return { kind: 'reset' };
    }
    if (answer.kind === 'stranger' || (answer.kind === 'link-problem' && !passing.has(answer.reason))) {
      return answer;
    }
    if (clock.monotonicMs() >= deadlineMs || bays.stopping.aborted) {
      return answer.kind === 'link-problem' ? answer : { kind: 'not-seen' };
    }
    await clock.sleep(lookAgainMs, bays.stopping);
  }
}
