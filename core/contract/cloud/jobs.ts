import { z } from 'zod';
import { requestNumber, statedActor } from '../../domain/access/stated-actor.ts';
import { job, jobStatus } from '../../domain/jobs/job.ts';
import {
  jobChange,
  jobOrder,
  jobsChange,
  jobsImported,
  jobTemplate,
  jobTemplateChange,
  jobTemplateDraft,
  mostJobsAtOnce,
  newJob,
} from '../../domain/jobs/job-exchange.ts';
import { jobKind } from '../../domain/jobs/job-fields.ts';
import { visitWishChange } from '../../domain/jobs/visit-wish.ts';
import { jobId, jobTemplateId } from '../../kernel/entity-ids.ts';
import { type CallRules, cloudCall } from './call-rules.ts';

const asking = { requestId: requestNumber, actor: statedActor };
const byKey: CallRules['repeat'] = { kind: 'by-key', field: 'requestId', reused: 'JOB_KEY_USED' };
const seen: CallRules['version'] = { field: 'expectedVersion', changed: 'JOB_CHANGED' };
const expectedVersion = z.number().int().positive();

/**
 * Jobs at the central API (JOB-1 to JOB-4). A fleet sees all of its own; a service partner those that are assigned to it, until they end
 * (JOB-6); any other is as unknown as one that never was. What happens at the bench comes by sync, because it must not wait for a network.
 */
export const jobsContract = {
  list: cloudCall
    .route({ method: 'GET', path: '/v1/jobs', summary: 'Jobs, the newest first' })
    .input(
      z.object({
        kind: jobKind.optional(),
        status: jobStatus.optional(),
        /** From the page before; opaque. */
        cursor: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(500).optional(),
      }),
    )
    .output(z.strictObject({ jobs: z.array(job), next: z.string().nullable() })),
  read: cloudCall
    .meta({ tag: ['job', 'version'] })
    .route({ method: 'GET', path: '/v1/jobs/{id}', summary: 'A job' })
    .input(z.object({ id: jobId }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('job'), job }),
        z.strictObject({ kind: z.literal('unknown') }),
      ]),
    ),
  create: cloudCall
    .meta({ repeat: byKey, tag: ['job', 'version'] })
    .route({ method: 'POST', path: '/v1/jobs', summary: 'Write a new job' })
    .input(z.strictObject({ ...asking, ...newJob.shape }))
    .output(jobChange),
  order: cloudCall
    .meta({ repeat: byKey, version: seen, tag: ['job', 'version'] })
    .route({
      method: 'POST',
      path: '/v1/jobs/{id}/orders',
      summary: 'Edit, assign, recall, delete a job or name its technician',
    })
    .input(z.strictObject({ ...asking, id: jobId, expectedVersion, order: jobOrder }))
    .output(jobChange),
  /** An order for each of many jobs. Each names the version that was seen; one that has another by now is refused, the others are not. */
  orderMany: cloudCall
    .meta({ repeat: byKey })
    .route({ method: 'POST', path: '/v1/job-orders', summary: 'The same for many jobs' })
    .input(
      z.strictObject({
        ...asking,
        jobs: z
          .array(z.strictObject({ id: jobId, expectedVersion, order: jobOrder }))
          .min(1)
          .max(mostJobsAtOnce),
      }),
    )
    .output(jobsChange),
  /**
   * All of them or none. `source` stands in the trail: which file it was, by its name and what it held; null where the jobs repeat others and
   * came from no file.
   */
  importMany: cloudCall
    .meta({ repeat: byKey })
    .route({ method: 'POST', path: '/v1/job-imports', summary: 'Write many jobs at once' })
    .input(
      z.strictObject({
        ...asking,
        jobs: z.array(newJob).min(1).max(mostJobsAtOnce),
        source: z
          .strictObject({ name: z.string().min(1).max(200), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
          .nullable(),
      }),
    )
    .output(jobsImported),
  /**
   * Whether every visit to a service partner is a job (X2): a unit that is scanned without one gets an ad-hoc job. Of the calling organization; its partners'
   * stations hear it with its row of the feed.
   */
  setVisits: cloudCall
    .meta({ repeat: { kind: 'harmless', why: 'the same word again is the same word' } })
    .route({ method: 'PUT', path: '/v1/job-visits', summary: 'Whether every visit is a job' })
    .input(z.strictObject({ actor: statedActor, on: z.boolean() }))
    .output(visitWishChange),
};

/** What jobs are made from (JOB-3): of the calling station's own organization. */
export const jobTemplatesContract = {
  list: cloudCall
    .route({ method: 'GET', path: '/v1/job-templates', summary: 'Job templates' })
    .output(z.strictObject({ templates: z.array(jobTemplate) })),
  /** Writes a template under an id of the caller's choice; `expectedVersion` 0 for a new one. */
  put: cloudCall
    .meta({ repeat: byKey, version: seen, tag: ['template', 'version'] })
    .route({ method: 'PUT', path: '/v1/job-templates/{id}', summary: 'Write a job template' })
    .input(
      z.strictObject({
        ...asking,
        id: jobTemplateId,
        expectedVersion: z.number().int().nonnegative(),
        draft: jobTemplateDraft,
      }),
    )
    .output(jobTemplateChange),
  remove: cloudCall
    .meta({ repeat: byKey, version: seen })
    .route({ method: 'DELETE', path: '/v1/job-templates/{id}', summary: 'Delete a job template' })
    .input(z.strictObject({ ...asking, id: jobTemplateId, expectedVersion }))
    .output(jobTemplateChange),
};
