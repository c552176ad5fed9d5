import { oc } from '@orpc/contract';
import { z } from 'zod';
import { requestNumber } from '../../domain/access/stated-actor.ts';
import { jobCode } from '../../domain/codes.ts';
import { bulkFields } from '../../domain/jobs/bulk-fields.ts';
import { jobChange, mostJobsAtOnce } from '../../domain/jobs/job-exchange.ts';
import { jobId } from '../../kernel/entity-ids.ts';
import { centreTrouble } from './partners.ts';

const unanswered = z.strictObject({ kind: z.literal('not-answered'), why: centreTrouble });
const refused = z.strictObject({ kind: z.literal('refused'), code: jobCode });

/**
 * Acts on many jobs for which a line of the list does not say enough, so that the station takes the rest from its copy (JOB-5). Assigning,
 * recalling and deleting many is `jobs.orderMany`.
 */
export const jobBulkContract = {
  /**
   * Writes the same fields of many pending jobs; each may be given another value, as taking it back needs. `before`: what stood there.
   * One that is refused holds up no other.
   */
  setFields: oc
    .input(
      z.strictObject({
        requestId: requestNumber,
        jobs: z
          .array(z.strictObject({ id: jobId, expectedVersion: z.number().int().positive(), set: bulkFields }))
          .min(1)
          .max(mostJobsAtOnce),
      }),
    )
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('done'),
          results: z.array(z.strictObject({ id: jobId, change: jobChange, before: bulkFields.nullable() })),
        }),
        refused,
        unanswered,
      ]),
    ),
  /**
   * Writes a new pending job like each of these: all of them or none. `gone`: those that are not there any more and were passed over;
   * `copies` are the new ones, in the order of the others.
   */
  duplicate: oc
    .input(z.strictObject({ requestId: requestNumber, ids: z.array(jobId).min(1).max(mostJobsAtOnce) }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('done'), copies: z.array(jobId), gone: z.array(jobId) }),
        refused.extend({
          /** The job that stands against it; null where it is none in particular. */
          id: jobId.nullable(),
        }),
        unanswered,
      ]),
    ),
};
