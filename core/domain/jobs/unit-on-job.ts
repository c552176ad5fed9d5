import type { Job } from './job.ts';
import { bindingFields } from './job-wants.ts';

export interface MetUnit {
  readonly serial: string;
  /** Null while nobody chose among several. */
  readonly unitType: string | null;
}

/**
 * What a unit is to a job. `the-unit`: the one that it names. `old-unit`: the one that a swap takes out. `open`: the fleet left it open which
 * one it is. `other`: the fleet named another one, `wanted`.
 */
export type UnitOnJob =
  | { readonly kind: 'the-unit' | 'old-unit' | 'open' }
  | { readonly kind: 'other'; readonly wanted: string };

/** Holds a unit against what binds the technician (JOB-7, ORG-5); one that was fitted before and exchanged since binds nobody. */
export function unitOnJob(job: Job, { serial, unitType }: MetUnit): UnitOnJob {
  const wanted = bindingFields(job);
  if (wanted.oldUnitSerial === serial) {
    return { kind: 'old-unit' };
  }
  const isOtherType = wanted.unitType !== null && unitType !== null && wanted.unitType !== unitType;
  if (wanted.unitSerial === null) {
    return isOtherType ? { kind: 'other', wanted: wanted.unitType ?? '' } : { kind: 'open' };
  }
  return wanted.unitSerial === serial && !isOtherType
    ? { kind: 'the-unit' }
    : { kind: 'other', wanted: wanted.unitSerial };
}

/**
 * Which of the jobs that somebody has begun for a customer a unit belongs to: the one that names it, else the one begun last, whether that leaves
 * the unit open or names another one: a wrong unit is not excused by an older job. A paused one only where it names the unit, and so an ad-hoc one: another
 * unit is another visit (X2). Null where there is none.
 */
export function jobForUnit(begun: readonly Job[], unit: MetUnit): Job | null {
  const newest = [...begun].sort((one, other) => startOf(other).localeCompare(startOf(one)));
  const isNamed = (job: Job) => ['the-unit', 'old-unit'].includes(unitOnJob(job, unit).kind);
  return newest.find(isNamed) ?? newest.find(({ run, isAdHoc }) => run?.paused === null && isAdHoc !== true) ?? null;
}

function startOf({ run }: Job): string {
  return run?.startedAt ?? '';
}
