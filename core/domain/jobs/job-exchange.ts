import { z } from 'zod';
import { jobId, jobTemplateId, organizationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { keptName, takenName } from '../../kernel/plain-name.ts';
import { jobCode } from '../codes.ts';
import { job, jobStep } from './job.ts';
import { dispatchCommand, fleetJobCommand } from './job-command.ts';
import { jobFields, jobKind } from './job-fields.ts';

/** What stations and the cloud tell each other about jobs (JOB-1 to JOB-4): what people order, and what became of it. */
const steps = z.array(jobStep).max(jobStep.options.length);

/** A job to be written. With a partner it is assigned at once, without one it stays pending (JOB-2). */
export const newJob = z.strictObject({
  kind: jobKind,
  fields: jobFields,
  steps,
  partnerId: organizationId.nullable(),
  templateId: jobTemplateId.nullable(),
  /** The job that this one repeats; null for a new one. */
  repeats: jobId.nullable(),
});
export type NewJob = z.infer<typeof newJob>;

/** The most jobs that one request may bring or change. */
export const mostJobsAtOnce = 1_000;

export const jobOrder = z.union([fleetJobCommand, dispatchCommand]);
export type JobOrder = z.infer<typeof jobOrder>;

/** `done`: the job as it is now. `refused`: nothing changed; `current` is the job as it is, where there is one that may be seen. */
export const jobChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), job }),
  z.strictObject({ kind: z.literal('deleted') }),
  z.strictObject({ kind: z.literal('refused'), code: jobCode, current: job.nullable() }),
]);
export type JobChange = z.infer<typeof jobChange>;

/** The same for many: what each of them came to, in the order in which they were named. One that is refused holds up no other. */
export const jobsChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), results: z.array(z.strictObject({ id: jobId, change: jobChange })) }),
  z.strictObject({ kind: z.literal('refused'), code: jobCode }),
]);
export type JobsChange = z.infer<typeof jobsChange>;

/** An import is taken whole or not at all (JOB-4): of `refused`, `place` says which of the jobs stands against it. */
export const jobsImported = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('imported'), jobs: z.array(jobId), assigned: z.number().int().nonnegative() }),
  z.strictObject({
    kind: z.literal('refused'),
    code: jobCode,
    /** From 0; null where no job in particular is at fault. */
    place: z.number().int().nonnegative().nullable(),
  }),
]);
export type JobsImported = z.infer<typeof jobsImported>;

const longestTemplateName = 80;

/** What jobs are made from (JOB-3). */
export const jobTemplateDraft = z.strictObject({
  name: takenName(longestTemplateName),
  kind: jobKind,
  fields: jobFields,
  steps,
});
export type JobTemplateDraft = z.infer<typeof jobTemplateDraft>;

export const jobTemplate = jobTemplateDraft.extend({
  name: keptName(longestTemplateName),
  id: jobTemplateId,
  organizationId,
  version: z.number().int().positive(),
  changedAt: isoTime,
  changedBy: z.string().min(1).max(200),
});
export type JobTemplate = z.infer<typeof jobTemplate>;

export const jobTemplateChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), template: jobTemplate }),
  z.strictObject({ kind: z.literal('deleted') }),
  z.strictObject({ kind: z.literal('refused'), code: jobCode, current: jobTemplate.nullable() }),
]);
export type JobTemplateChange = z.infer<typeof jobTemplateChange>;
