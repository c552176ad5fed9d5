import type { JobCode } from '../codes.ts';
import type { BulkFieldName } from './bulk-fields.ts';
import type { JobStatus } from './job.ts';
import { type JobKind, jobFieldTable } from './job-fields.ts';
import { type JobParty, mayOnJob } from './job-table.ts';

/** What a fleet can do with many jobs at once (JOB-5, ux rule 31). */
export const bulkActs = ['assign', 'edit', 'recall', 'duplicate', 'delete'] as const;
export type BulkAct = (typeof bulkActs)[number];

/** What has to be known of a job to foresee whether it is taken. */
export interface BulkJob {
  readonly status: JobStatus;
  readonly kind: JobKind;
}

/** Who is taken and who is passed over for which reason: the most frequent reason first. */
export interface BulkPlan<Job extends BulkJob> {
  readonly taken: readonly Job[];
  readonly skipped: readonly { readonly code: JobCode; readonly jobs: readonly Job[] }[];
}

const fleet: ReadonlySet<JobParty> = new Set(['fleet']);

/**
 * Which of many jobs an act would change, said before anything is asked. It foresees by the same table by which the centre decides; what
 * changes meanwhile the centre still refuses job by job. `field`: what an edit writes.
 */
export function planBulk<Job extends BulkJob>(
  jobs: readonly Job[],
  { act, field = null }: { readonly act: BulkAct; readonly field?: BulkFieldName | null },
): BulkPlan<Job> {
  const taken: Job[] = [];
  const skipped = new Map<JobCode, Job[]>();
  for (const job of jobs) {
    const code = codeAgainst(job, act, field);
    if (code === null) {
      taken.push(job);
    } else {
      const alike = skipped.get(code) ?? [];
      alike.push(job);
      skipped.set(code, alike);
    }
  }
  const causes = [...skipped].map(([code, all]) => ({ code, jobs: all }));
  return { taken, skipped: causes.sort((left, right) => right.jobs.length - left.jobs.length) };
}

function codeAgainst({ status, kind }: BulkJob, act: BulkAct, field: BulkFieldName | null): JobCode | null {
  // Whether somebody works on it now matters to acts at the bench alone.
  const permission = mayOnJob({ status, run: null }, fleet, act);
  if (permission.kind === 'may-not') {
    return permission.code;
  }
  const isOfKind = field === null || jobFieldTable.some(({ name, kinds }) => name === field && kinds.includes(kind));
  return isOfKind ? null : 'JOB_FIELD_OTHER_KIND';
}
