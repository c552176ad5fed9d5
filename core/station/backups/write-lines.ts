import type { RestoreLine, RestorePlan } from '../../domain/installation/restore-plan.ts';
import type { ConfigChange, WriteProgress } from '../../ports/unit-driver.ts';
import type { RestartedUnit } from '../work/meet-again.ts';
import { verifyWrite } from '../work/verify-write.ts';

/** Writes the planned lines into a unit and reads them back; what became of each stands on its line. Used on a sheet's bay and on a port. */
export interface RestoringUnit extends RestartedUnit {
  progress(done: number, total: number): void;
  /** Puts on disk what is about to be sent; left out where no sheet stands for the unit. */
  journal?(step: Pick<WriteProgress, 'journal'>): void;
}

export interface RestoreEnd {
  readonly lines: readonly RestoreLine[];
  /** Null when everything that should go back was read back. */
  readonly why: string | null;
}

export async function writeLines(unit: RestoringUnit, { lines, writes }: RestorePlan): Promise<RestoreEnd> {
  if (writes.length === 0) {
    return { lines, why: null };
  }
  const total = writes.length * 2;
  const written = await unit.driver.writeConfiguration(unit.link, unit.identity.imei ?? '', writes, (step) => {
    unit.journal?.(step);
    unit.progress(step.done, total);
  });
  switch (written.kind) {
    case 'refused-value':
      // Nothing was sent. The unit cannot hold this value any more, so it is left out and the others go on.
      return writeLines(unit, {
        lines: withLine(lines, written.key, { state: 'left-out', reason: 'refused-value' }),
        writes: writes.filter(({ key }) => key !== written.key),
      });
    case 'written':
      return verify(unit, withStates(lines, written.writes), writes);
    case 'partial':
      return { lines: withStates(lines, written.writes), why: written.fault.kind };
    default:
      return {
        lines: withStates(
          lines,
          writes.map(({ key }) => ({ key, state: 'not-sent' })),
        ),
        why: written.kind,
      };
  }
}

async function verify(
  unit: RestoringUnit,
  lines: readonly RestoreLine[],
  writes: readonly ConfigChange[],
): Promise<RestoreEnd> {
  const outcome = await verifyWrite(unit, writes);
  if (outcome.kind !== 'verified' && outcome.kind !== 'differs') {
    const unknown = lines.map((line) => (line.state === 'accepted' ? { ...line, state: 'unknown' as const } : line));
    return { lines: unknown, why: outcome.kind };
  }
  unit.progress(writes.length * 2, writes.length * 2);
  const states = outcome.keys.map(({ key, equal }) => ({
    key,
    state: equal ? ('verified' as const) : ('differs' as const),
  }));
  return { lines: withStates(lines, states), why: outcome.kind === 'verified' ? null : 'differs' };
}

type KeyState = { readonly key: string; readonly state: RestoreLine['state'] };

function withStates(lines: readonly RestoreLine[], states: readonly KeyState[]): readonly RestoreLine[] {
  return lines.map((line) => {
    const known = states.find(({ key }) => key === line.key);
    return known === undefined ? line : { ...line, state: known.state };
  });
}

function withLine(
  lines: readonly RestoreLine[],
  key: string,
  change: Pick<RestoreLine, 'state' | 'reason'>,
): readonly RestoreLine[] {
  return lines.map((line) => (line.key === key ? { ...line, ...change } : line));
}
