import type { Job } from '../domain/jobs/job.ts';
import type { JobTemplate } from '../domain/jobs/job-exchange.ts';
import type { JobLine } from '../domain/jobs/job-line.ts';
import type { JobId, OrganizationId } from '../kernel/entity-ids.ts';

/** Jobs and templates of the station's copy, as the centre told of them last (JOB-1, JOB-3). Part of the station store. */
export interface JobReads {
  job(id: JobId): Job | null;
  /** In no order. */
  jobsOrderedBy(fleetId: OrganizationId): readonly Job[];
  /** The same as lines of a list; of thousands much faster. In no order. */
  linesOrderedBy(fleetId: OrganizationId): readonly JobLine[];
  /** The vehicles of its jobs that are not ended, as they are written there; for comparing with many others at once. */
  openVehiclesOf(fleetId: OrganizationId): readonly OpenVehicle[];
  /** In no order. */
  jobsGivenTo(partnerId: OrganizationId): readonly Job[];
  /** The same as lines of a list. In no order. */
  linesGivenTo(partnerId: OrganizationId): readonly JobLine[];
  /** Numbers count in each fleet for itself, so there can be one of every fleet. */
  jobsNumbered(number: number): readonly Job[];
  /** Stamp of the newest change; 0 before the first. Every change of a job, and its going, has a higher one than all before. */
  jobStamp(): number;
  /** Which jobs changed or went after the stamp. `too-old`: nobody remembers so far back, or the stamp is not of this store. */
  jobChangesAfter(stamp: number): JobChanges;
  /** Of our own fleet, in no order. */
  jobTemplates(): readonly JobTemplate[];
}

/** Of one job. */
export interface OpenVehicle {
  readonly plate: string | null;
  readonly vin: string | null;
}

export type JobChanges = { readonly kind: 'changed'; readonly ids: readonly JobId[] } | { readonly kind: 'too-old' };

export interface JobWrites {
  /** Gives the job a new stamp although its row stays: something else that a list shows of it is different now. */
  restampJob(id: JobId): void;
}
