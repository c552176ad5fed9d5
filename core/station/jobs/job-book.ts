import type { JobSide } from '../../contract/station/jobs.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { JobId } from '../../kernel/entity-ids.ts';
import type { StationContext } from '../station-context.ts';

/** What this station knows of jobs (JOB-1). Everybody here reads jobs through it, so that all say the same of a job. */
export interface StandingJob {
  readonly job: Job;
  /** Something was done with it here that the centre has not answered. */
  readonly isWaiting: boolean;
}

/** Null where it is not here: never heard of, deleted, recalled, or ended for a workshop (JOB-6). */
export function standingJob({ store }: Pick<StationContext, 'store'>, id: JobId): StandingJob | null {
  const job = store.job(id);
  return job === null ? null : { job, isWaiting: false };
}

/** All jobs of one side of our own organization, in no order. */
export function standingJobs({ store, identity }: StationContext, side: JobSide): readonly StandingJob[] {
  const own = identity.organizationId;
  const jobs = side === 'fleet' ? store.jobsOrderedBy(own) : store.jobsGivenTo(own);
  return jobs.map((job) => ({ job, isWaiting: false }));
}

/** Whether the job belongs to that side of our own organization. */
export function isOnSide({ identity }: Pick<StationContext, 'identity'>, job: Job, side: JobSide): boolean {
  return (side === 'fleet' ? job.organizationId : job.partner?.id) === identity.organizationId;
}
