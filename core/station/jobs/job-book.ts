import type { JobSide } from '../../contract/station/jobs.ts';
import { foldBenchActs, type JobAct } from '../../domain/jobs/fold-bench-acts.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { type JobLine, lineOfJob } from '../../domain/jobs/job-line.ts';
import type { Operation } from '../../domain/sync/operation.ts';
import type { JobId, OrganizationId } from '../../kernel/entity-ids.ts';
import type { StoreReader } from '../../ports/station-store.ts';
import type { StationContext } from '../station-context.ts';

/** What this station knows of jobs (JOB-1). Everybody here reads jobs through it, so that all say the same of a job. */
export interface StandingJob {
  readonly job: Job;
  /** Something was done with it here that the centre has not answered. */
  readonly isWaiting: boolean;
}

/** Null where it is not here: never heard of, deleted, recalled, or ended for a workshop (JOB-6). */
export function standingJob({ store }: { readonly store: StoreReader }, id: JobId): StandingJob | null {
  const known = store.job(id);
  return known === null ? null : standing(known, store.waitingOperations(unitOfJob(id)).filter(isJobAct));
}

/** All jobs of one side of our own organization, in no order. For lists of many see `standingLines`. */
export function standingJobs(
  { store, identity }: { readonly store: StoreReader } & Pick<StationContext, 'identity'>,
  side: JobSide,
): readonly StandingJob[] {
  const own = identity.organizationId;
  const jobs = side === 'fleet' ? store.jobsOrderedBy(own) : store.jobsGivenTo(own);
  const waiting = waitingActs(store);
  return jobs.map((job) => standing(job, waiting.get(unitOfJob(job.id)) ?? []));
}

/** A job as a list shows it. */
export interface StandingLine {
  readonly line: JobLine;
  readonly isWaiting: boolean;
}

/** The same as lines (JOB-5): only jobs with which something was done here are read whole. */
export function standingLines(
  { store, identity }: { readonly store: StoreReader } & Pick<StationContext, 'identity'>,
  side: JobSide,
): readonly StandingLine[] {
  const own = identity.organizationId;
  const lines = side === 'fleet' ? store.linesOrderedBy(own) : store.linesGivenTo(own);
  const waiting = waitingActs(store);
  return lines.map((line) => {
    const acts = waiting.get(unitOfJob(line.id));
    const known = acts === undefined ? null : store.job(line.id);
    return acts === undefined || known === null ? { line, isWaiting: false } : asLine(standing(known, acts));
  });
}

/** Jobs that this workshop has from one customer, whole. They are found by their lines, so that a scan does not read thousands of others. */
export function jobsOfCustomer(
  world: { readonly store: StoreReader } & Pick<StationContext, 'identity'>,
  customerId: OrganizationId,
  isWanted: (line: JobLine) => boolean,
): readonly Job[] {
  return standingLines(world, 'workshop').flatMap(({ line }) =>
    line.organizationId === customerId && isWanted(line) ? (standingJob(world, line.id)?.job ?? []) : [],
  );
}

export function asLine({ job, isWaiting }: StandingJob): StandingLine {
  return { line: lineOfJob(job), isWaiting };
}

/** Of all jobs, by the operation's `unit`. */
function waitingActs(store: StoreReader): ReadonlyMap<string, readonly JobAct[]> {
  const waiting = new Map<string, JobAct[]>();
  for (const act of store.pendingOperations(pendingLimit).filter(isJobAct)) {
    waiting.set(act.unit, [...(waiting.get(act.unit) ?? []), act]);
  }
  return waiting;
}

/** More than any station has waiting. */
const pendingLimit = 100_000;

export const isJobAct = (one: Operation): one is JobAct => one.kind === 'job.act';

/** What an operation on the job names as its `unit`. */
export function unitOfJob(id: JobId): string {
  return `job:${id}`;
}

function standing(known: Job, waiting: readonly JobAct[]): StandingJob {
  return { job: foldBenchActs(known, waiting), isWaiting: waiting.length > 0 };
}

/** Whether the job belongs to that side of our own organization. */
export function isOnSide({ identity }: Pick<StationContext, 'identity'>, job: Job, side: JobSide): boolean {
  return (side === 'fleet' ? job.organizationId : job.partner?.id) === identity.organizationId;
}
