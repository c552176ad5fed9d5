import type { IsoTime } from '../../kernel/iso-time.ts';
import type { JobCode } from '../codes.ts';
import type { Job, JobTechnician } from './job.ts';
import type { JobParty } from './job-table.ts';

/** Who asks something of a job, and what is true around it at that moment. */
export interface JobCircumstances {
  readonly now: IsoTime;
  readonly actor: JobTechnician;
  readonly parties: ReadonlySet<JobParty>;
  /** The partner that the job has or is to have; null where there is none. */
  readonly partner: Job['partner'];
  /** Whether the fleet trusts that partner now (ORG-3, X3). */
  readonly isTrusted: boolean;
  /** Whether that partner may depart from what the job says (ORG-5). */
  readonly overrideAllowed: boolean;
}

/** `refused`: nothing changed, the code says why. `deleted`: the job is no more. */
export type JobOutcome =
  | { readonly kind: 'changed'; readonly job: Job }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'refused'; readonly code: JobCode };

export const refuse = (code: JobCode): JobOutcome => ({ kind: 'refused', code });

/** The job after somebody's act, one version further. */
export function change(job: Job, { now }: Pick<JobCircumstances, 'now'>, changed: Partial<Job>): JobOutcome {
  return { kind: 'changed', job: { ...job, ...changed, version: job.version + 1, changedAt: now } };
}
