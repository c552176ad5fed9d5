import type { LinkProblem } from '../../contract/station/cable.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { ConfigurationBackup } from '../../domain/installation/configuration-backup.ts';
import { resetSince } from '../../domain/installation/restore-plan.ts';
import type { StationContext } from '../station-context.ts';
import { readAll } from '../work/compare-on-bay.ts';
import { type MetUnit, type Stranger, workOnBay } from '../work/unit-on-bay.ts';

/** `reset`: the unit no longer holds what was kept. `not-seen`: it still does, after all the waiting. */
export type ResetSeen = { readonly kind: 'reset' } | { readonly kind: 'not-seen' } | LinkProblem | Stranger;

const resetWithinMs = 90_000;
const lookAgainMs = 2_000;

/** What passes by itself while a unit is reset and starts up again, or takes its port away for that. */
const passing: ReadonlySet<LinkProblem['reason']> = new Set([
  ...([
    'no-bay',
    'not-found',
    'port-lost',
    'timed-out',
    'silent',
    'silent-or-locked',
    'garbled',
    'readings-differ',
  ] as const),
]);

/**
 * Looks at the unit until the platform has reset it (OWN-9). What is written before would be wiped with the rest. The bay is kept meanwhile,
 * and the cable may be pulled; only the last look decides what is said.
 */
export async function awaitReset(
  context: StationContext,
  session: BenchSession,
  backup: ConfigurationBackup,
): Promise<ResetSeen> {
  const { clock, bays } = context;
  const deadlineMs = clock.monotonicMs() + resetWithinMs;
  for (;;) {
    const answer = await workOnBay<ResetSeen>(context, {
      session,
      activity: 'await-reset',
      work: (unit) => lookUntil(context, { unit, backup, deadlineMs }),
    });
    const mayPass = answer.kind === 'link-problem' && passing.has(answer.reason);
    if (!mayPass || clock.monotonicMs() >= deadlineMs || bays.stopping.aborted) {
      return answer;
    }
    await clock.sleep(lookAgainMs, bays.stopping);
  }
}

interface Look {
  readonly unit: MetUnit;
  readonly backup: ConfigurationBackup;
  readonly deadlineMs: number;
}

/** Trouble on the cable ends the looks; the unit is then met anew, because another may have been plugged in. */
async function lookUntil({ clock, bays }: StationContext, { unit, backup, deadlineMs }: Look): Promise<ResetSeen> {
  for (;;) {
    const read = await readAll(unit);
    if (read.kind !== 'read-unit') {
      return read;
    }
    if (resetSince(backup, read.values) !== 'not-seen') {
      return { kind: 'reset' };
    }
    if (clock.monotonicMs() >= deadlineMs || bays.stopping.aborted) {
      return { kind: 'not-seen' };
    }
    await clock.sleep(lookAgainMs, bays.stopping);
  }
}
