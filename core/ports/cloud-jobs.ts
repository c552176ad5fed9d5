import type { StatedActor } from '../domain/access/stated-actor.ts';
import type {
  JobChange,
  JobOrder,
  JobsChange,
  JobsImported,
  JobTemplateChange,
  JobTemplateDraft,
  NewJob,
} from '../domain/jobs/job-exchange.ts';
import type { VisitWishChange } from '../domain/jobs/visit-wish.ts';
import type { JobId, JobTemplateId } from '../kernel/entity-ids.ts';
import type { CloudFailure } from './cloud-client.ts';

/** The central API's side of jobs (JOB-1 to JOB-4): what is ordered. Nothing of it can wait: without an answer nothing was promised. */
export interface CloudJobs {
  create(request: JobRequest & NewJob): Promise<JobChange | CloudFailure>;
  order(request: JobRequest & OrderedJob): Promise<JobChange | CloudFailure>;
  orderMany(request: JobRequest & { readonly jobs: OrderedJob[] }): Promise<JobsChange | CloudFailure>;
  /** All or none. */
  importMany(
    request: JobRequest & {
      readonly jobs: NewJob[];
      /** Null where the jobs repeat others and came from no file. */
      readonly source: { readonly name: string; readonly sha256: string } | null;
    },
  ): Promise<JobsImported | CloudFailure>;
  /** Whether every visit to a service partner is a job from now on (X2). */
  setVisits(request: { readonly actor: StatedActor; readonly on: boolean }): Promise<VisitWishChange | CloudFailure>;
  putTemplate(
    request: JobRequest & SeenTemplate & { readonly draft: JobTemplateDraft },
  ): Promise<JobTemplateChange | CloudFailure>;
  removeTemplate(request: JobRequest & SeenTemplate): Promise<JobTemplateChange | CloudFailure>;
}

export interface JobRequest {
  /** The same when the same is asked again because no answer came: it is done once. */
  readonly requestId: string;
  readonly actor: StatedActor;
}

export interface OrderedJob {
  readonly id: JobId;
  /** The version that the person saw. */
  readonly expectedVersion: number;
  readonly order: JobOrder;
}

export interface SeenTemplate {
  readonly id: JobTemplateId;
  /** 0 for a template that is to be new. */
  readonly expectedVersion: number;
}
