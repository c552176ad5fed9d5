import type { JobView } from '#core/contract/station/jobs.ts';
import { type JobRun, type JobStep, openPoints } from '#core/domain/jobs/job.ts';
import { assertNever } from '#core/kernel/assert-never.ts';

/**
 * How a job stands for whoever looks at it as its workshop. `watching`: they do not work on units, or it is not ours to do · `waits`: assigned,
 * `namedFor` somebody else than them · `mine` · `others`: somebody else has it · `over`.
 */
export type WorkStanding =
  | { readonly kind: 'watching' }
  | { readonly kind: 'waits'; readonly namedFor: string | null }
  | { readonly kind: 'mine'; readonly run: JobRun; readonly open: readonly JobStep[]; readonly openPoints: number }
  | { readonly kind: 'others'; readonly run: JobRun }
  | { readonly kind: 'over' };

export function workStanding(
  { job, may, side }: Pick<JobView, 'job' | 'may' | 'side'>,
  personId: string,
): WorkStanding {
  const { status, run, technician, steps } = job;
  const start = may.start;
  if (side === 'fleet' || start === undefined || (start.kind === 'may-not' && start.code === 'JOB_NOT_ALLOWED')) {
    return { kind: 'watching' };
  }
  switch (status) {
    case 'pending':
      return { kind: 'watching' };
    case 'assigned': {
      const isElses = technician !== null && technician.personId !== personId;
      return { kind: 'waits', namedFor: isElses ? technician.name : null };
    }
    case 'running':
      if (run === null) {
        return { kind: 'watching' };
      }
      return run.technician.personId === personId
        ? {
            kind: 'mine',
            run,
            open: steps.filter((step) => run.steps[step] === undefined),
            openPoints: openPoints(job).length,
          }
        : { kind: 'others', run };
    case 'succeeded':
    case 'failed':
      return { kind: 'over' };
    default:
      return assertNever(status);
  }
}
