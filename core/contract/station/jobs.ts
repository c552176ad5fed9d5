import { oc } from '@orpc/contract';
import { z } from 'zod';
import { requestNumber } from '../../domain/access/stated-actor.ts';
import { jobCode } from '../../domain/codes.ts';
import { disposition, job, jobFailure, jobNumber, jobStatus, jobStep } from '../../domain/jobs/job.ts';
import { pointTo } from '../../domain/jobs/job-command.ts';
import {
  jobChange,
  jobOrder,
  jobsChange,
  jobTemplate,
  jobTemplateChange,
  jobTemplateDraft,
  mostJobsAtOnce,
  newJob,
} from '../../domain/jobs/job-exchange.ts';
import { checklistPoint, jobFields, jobKind, maintenanceTask } from '../../domain/jobs/job-fields.ts';
import { jobActs } from '../../domain/jobs/job-table.ts';
import { visitWishChange } from '../../domain/jobs/visit-wish.ts';
import { photoHashes } from '../../domain/photos/photo.ts';
import { jobId, jobTemplateId, organizationId, personId, sessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { centreTrouble } from './partners.ts';

const unanswered = z.strictObject({ kind: z.literal('not-answered'), why: centreTrouble });
const gone = z.strictObject({ kind: z.literal('unknown') });
const expectedVersion = z.number().int().positive();

/** More than any list shows. */
const mostExportedJobs = 1_000_000;

/** From which side a job is looked at: `fleet` orders it, `workshop` does it. An organization can be both. */
export const jobSide = z.enum(['fleet', 'workshop']);
export type JobSide = z.infer<typeof jobSide>;

/** A job as one line of a list. */
export const jobRow = z.strictObject({
  id: jobId,
  /** Null until the centre has numbered it. */
  number: jobNumber.nullable(),
  isAdHoc: z.boolean(),
  kind: jobKind,
  status: jobStatus,
  version: z.number().int().positive(),
  fleetName: z.string(),
  plate: z.string().nullable(),
  vin: z.string().nullable(),
  customName: z.string().nullable(),
  unitType: z.string().nullable(),
  unitSerial: z.string().nullable(),
  task: maintenanceTask.nullable(),
  serviceDate: z.string().nullable(),
  servicePlace: z.string().nullable(),
  templateName: z.string().nullable(),
  /** `code` is the short Partner ID; null where the fleet has no such partner any more, or on the workshop's side. */
  partner: z.strictObject({ id: organizationId, name: z.string(), code: z.string().nullable() }).nullable(),
  /** Who has it, or whom the supervisor named for it. */
  technicianName: z.string().nullable(),
  steps: z.strictObject({ done: z.number().int(), total: z.number().int() }),
  isPaused: z.boolean(),
  failure: jobFailure.nullable(),
  /** Explanation or comment of the end, or the note of a pause. */
  note: z.string().nullable(),
  overrides: z.number().int(),
  changedAt: isoTime,
  /** Something was done with it here that the centre has not answered. */
  isWaiting: z.boolean(),
  /** Trust or the named unit's subscription ends before the day of service (decisions.md d11). */
  endsBefore: z.enum(['trust', 'subscription']).nullable(),
});
export type JobRow = z.infer<typeof jobRow>;

export const jobPermission = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('may') }),
  z.strictObject({ kind: z.literal('may-not'), code: jobCode }),
]);

/** One line of what happened to a job, as this station knows it; newest first. The words stand under `jobs-page.history.<what>`. */
export const jobHistoryLine = z.strictObject({
  at: isoTime,
  by: z.string(),
  what: z.enum([
    'created',
    'assigned',
    'started',
    'step-done',
    /** Somebody said that it is done; no unit's sheet shows it. */
    'step-by-hand',
    'step-waived',
    'point-waived',
    'overridden',
    'paused',
    'ended',
  ]),
  detail: z.record(z.string(), z.string()),
});
export type JobHistoryLine = z.infer<typeof jobHistoryLine>;

export const jobView = z.strictObject({
  kind: z.literal('job'),
  job,
  row: jobRow,
  side: jobSide,
  templateName: z.string().nullable(),
  /** Of every profile that the job names, prescribed, found or departed to, by its id; one that is not here is missing. */
  profileNames: z.record(z.string(), z.string()),
  assetLabel: z.string().nullable(),
  /** Whether this workshop may depart from what the job says (ORG-5). */
  overrideAllowed: z.boolean(),
  /** What whoever asks may do with it now, and why not. */
  may: z.partialRecord(z.enum(jobActs), jobPermission),
  /** The open sheet of this station that belongs to it. */
  sessionId: sessionId.nullable(),
  history: z.array(jobHistoryLine),
});
export type JobView = z.infer<typeof jobView>;

/** What happens at the bench, without the ids that the station itself gives. */
export const benchWish = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('start') }),
  /** Fields that are blank here say nothing. */
  z.strictObject({ act: z.literal('fill'), fields: jobFields }),
  z.strictObject({
    act: z.literal('override'),
    /** A field of the job, or `values.` and the key of a prescribed value. */
    field: z.string().min(1).max(120),
    instead: z.string().trim().min(1).max(4_000),
    reason: z.string().trim().max(2_000),
  }),
  z.strictObject({ act: z.literal('waive'), step: jobStep, reason: z.string().trim().max(2_000) }),
  /** Marks a step as done by hand, where no sheet of a unit does it: a removal, an inspection without a cable. Never whose the unit is. */
  z.strictObject({ act: z.literal('do'), step: jobStep }),
  z.strictObject({ act: z.literal('reopen'), step: jobStep }),
  /** A point of the checklist: ticked off, left out with a reason, or open again. */
  z.strictObject({ act: z.literal('tick'), point: checklistPoint, to: pointTo }),
  z.strictObject({ act: z.literal('pause'), note: z.string().trim().max(500).nullable() }),
  z.strictObject({ act: z.literal('resume') }),
  /** Takes over what somebody else began. */
  z.strictObject({ act: z.literal('hand-over') }),
  z.strictObject({
    act: z.literal('succeed'),
    comment: z.string().trim().max(500).nullable(),
    /** Of the unit that a swap or a removal took out. */
    disposition: disposition.optional(),
  }),
  z.strictObject({
    act: z.literal('fail'),
    failure: jobFailure,
    explanation: z.string().trim().max(2_000),
    /** Kept here before by `photos.keep`; one that is not is `JOB_PHOTO_MISSING`. */
    photos: photoHashes.optional(),
  }),
]);
export type BenchWish = z.infer<typeof benchWish>;

/** `done`: stored here and on its way; the job as it stands with it. `refused`: nothing changed; the code says why and what next. */
export const benchActResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), job }),
  z.strictObject({ kind: z.literal('refused'), code: jobCode }),
  gone,
]);
export type BenchActResult = z.infer<typeof benchActResult>;

export const jobOrderResult = z.discriminatedUnion('kind', [...jobChange.options, unanswered]);
export type JobOrderResult = z.infer<typeof jobOrderResult>;
export const jobOrdersResult = z.discriminatedUnion('kind', [...jobsChange.options, unanswered]);
export type JobOrdersResult = z.infer<typeof jobOrdersResult>;
export const templateResult = z.discriminatedUnion('kind', [...jobTemplateChange.options, unanswered]);
export type TemplateResult = z.infer<typeof templateResult>;

export const visitsResult = z.discriminatedUnion('kind', [...visitWishChange.options, unanswered]);
export type VisitsResult = z.infer<typeof visitsResult>;

/**
 * Jobs (JOB-1 to JOB-8). Reading is from the station's copy and works without a connection. What a fleet or a supervisor orders is settled at
 * the centre and needs one; what happens at the bench never does, and goes out by sync.
 */
export const jobsContract = {
  /**
   * All jobs of one side, in no order; with `since` only those that changed after that stamp, and the ids of those that are gone from here.
   * `stamp` is for the next call. `isWhole`: these are all, whatever was asked; what is not among them is gone. Events of the topic `jobs` say
   * when to ask.
   */
  list: oc.input(z.strictObject({ side: jobSide, since: z.number().int().nonnegative().nullable() })).output(
    z.strictObject({
      isWhole: z.boolean(),
      rows: z.array(jobRow),
      gone: z.array(jobId),
      stamp: z.number().int().nonnegative(),
      asOf: isoTime.nullable(),
    }),
  ),
  /**
   * Jobs as CSV (JOB-5): every column that an import reads, as the fleet wrote it, then how far each job is and what was found for it. `ids`: these
   * in their order; null: all of both sides, by fleet and number. Formulas are neutralized.
   */
  table: oc
    .input(z.strictObject({ ids: z.array(jobId).max(mostExportedJobs).nullable() }))
    .output(z.strictObject({ text: z.string(), jobs: z.number().int(), asOf: isoTime.nullable() })),
  read: oc.input(z.strictObject({ id: jobId })).output(z.discriminatedUnion('kind', [jobView, gone])),
  /** The job that a printed or typed number means here: `J-1042`, `1042` or an id. `several`: customers of ours have one of this number each. */
  find: oc
    .input(z.strictObject({ text: z.string().max(200) }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('found'), id: jobId }),
        z.strictObject({ kind: z.literal('several'), ids: z.array(jobId) }),
        gone,
      ]),
    ),
  /** What waits for whoever asks, what they have begun, and what a supervisor named them for: the nearest day of service first (JOB-7). */
  mine: oc.output(z.strictObject({ rows: z.array(jobRow), asOf: isoTime.nullable() })),
  /** A new job (JOB-2): assigned with a partner, pending without one. */
  create: oc.input(z.strictObject({ requestId: requestNumber, job: newJob })).output(jobOrderResult),
  /** Edits, assigns, recalls, deletes, or names a technician. `expectedVersion`: what the person saw. */
  order: oc
    .input(z.strictObject({ requestId: requestNumber, id: jobId, expectedVersion, order: jobOrder }))
    .output(jobOrderResult),
  orderMany: oc
    .input(
      z.strictObject({
        requestId: requestNumber,
        jobs: z
          .array(z.strictObject({ id: jobId, expectedVersion, order: jobOrder }))
          .min(1)
          .max(mostJobsAtOnce),
      }),
    )
    .output(jobOrdersResult),
  /** Whether our fleet wants every visit to a service partner to be a job (X2), as this station knows it. */
  visits: oc.output(z.strictObject({ on: z.boolean() })),
  setVisits: oc.input(z.strictObject({ on: z.boolean() })).output(visitsResult),
  /** Who may be named for a job: people of this workshop who work on units. */
  technicians: oc.output(z.array(z.strictObject({ personId, name: z.string() }))),
};

/** What is done with a job at the bench (JOB-7); the same area `jobs`. */
export const jobBenchContract = {
  /** Something at the bench; waits for no network. */
  act: oc.input(z.strictObject({ id: jobId, wish: benchWish })).output(benchActResult),
  /** The job on paper, as PDF, with a code that opens it here and room for a pen. */
  sheet: oc.input(z.strictObject({ id: jobId, paper: z.enum(['A4', 'Letter']), locale: z.enum(['en', 'de']) })).output(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('report'),
        pdfBase64: z.string(),
        pages: z.number().int(),
        fileName: z.string(),
      }),
      z.strictObject({ kind: z.literal('failed'), why: z.string() }),
      gone,
    ]),
  ),
};

/** Templates of our own fleet (JOB-3). */
export const jobTemplatesContract = {
  list: oc.output(z.strictObject({ templates: z.array(jobTemplate), asOf: isoTime.nullable() })),
  /** `expectedVersion` 0 writes a new one. */
  put: oc
    .input(
      z.strictObject({
        requestId: requestNumber,
        id: jobTemplateId,
        expectedVersion: z.number().int().nonnegative(),
        draft: jobTemplateDraft,
      }),
    )
    .output(templateResult),
  remove: oc
    .input(z.strictObject({ requestId: requestNumber, id: jobTemplateId, expectedVersion }))
    .output(templateResult),
};
