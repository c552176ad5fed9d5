import { z } from 'zod';
import {
  jobId,
  jobRunId,
  jobTemplateId,
  organizationId,
  personId,
  sessionId,
  stationId,
} from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { mostPhotos, photoHash } from '../photos/photo.ts';
import { checklistPoint, jobFields, jobKind, mostPoints } from './job-fields.ts';

/**
 * A job: what a fleet wants done to one vehicle, and how far a service partner is with it (JOB-1). `job-table.ts` says who may change what in
 * which state; nothing else does.
 */
export const jobStatus = z.enum(['pending', 'assigned', 'running', 'succeeded', 'failed']);
export type JobStatus = z.infer<typeof jobStatus>;

/** Parts of the main job that a job may want; reading the identity and signing off always belong to it. */
export const jobStep = z.enum(['owner', 'configure', 'inspect', 'pair']);
export type JobStep = z.infer<typeof jobStep>;

/** Why a job failed, in one word that can be counted (decisions.md d14); the technician's own words stand beside it. */
export const jobFailure = z.enum([
  'unit-defect',
  'no-power',
  'no-reception',
  'wrong-unit',
  'wrong-vehicle',
  'vehicle-absent',
  'parts-missing',
  'wiring-damaged',
  'configuration-refused',
  'transfer-refused',
  'other',
]);
export type JobFailure = z.infer<typeof jobFailure>;

/** What becomes of a unit that was taken out of its vehicle (decisions.md d13). */
export const disposition = z.enum(['stock', 'return', 'scrap']);
export type Disposition = z.infer<typeof disposition>;

const named = z.string().min(1).max(200);
const reason = z.string().trim().min(3).max(2_000);
const act = { at: isoTime, by: named };

/** Somebody who works on jobs. */
export const jobTechnician = z.strictObject({ personId: personId.nullable(), name: named });
export type JobTechnician = z.infer<typeof jobTechnician>;

/** How a step was settled. `waived`: left out with a reason. */
export const stepProgress = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), sessionId: sessionId.nullable(), ...act }),
  z.strictObject({ kind: z.literal('waived'), reason, ...act }),
]);
export type StepProgress = z.infer<typeof stepProgress>;

/** How a point of the checklist was settled: ticked off, or left out with a reason. `point` counts from 0 in the order of the job's field. */
export const pointProgress = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), point: checklistPoint, ...act }),
  z.strictObject({ kind: z.literal('waived'), point: checklistPoint, reason, ...act }),
]);
export type PointProgress = z.infer<typeof pointProgress>;

/**
 * Whether somebody's word settles a step where no sheet of a unit does: a configuration by the maker's own tool, an inspection without a cable, a
 * unit that was paired on the road. Whose a unit is only the centre says (OWN-11), and a scan of the unit shows it.
 */
export function maySayByHand(step: JobStep): boolean {
  return step !== 'owner';
}

/** Whether somebody only said that a step is done: no unit's sheet shows it. A point of the checklist never has a sheet. */
export function isSaidByHand(progress: StepProgress | PointProgress): boolean {
  return progress.kind === 'done' && 'sessionId' in progress && progress.sessionId === null;
}

/** A prescribed value that was departed from (ORG-5), as the trail and the fleet see it. */
export const jobOverride = z.strictObject({
  field: z.string().max(120),
  prescribed: z.string().max(4_000),
  instead: z.string().max(4_000),
  reason,
  ...act,
});
export type JobOverride = z.infer<typeof jobOverride>;

/** One technician's go at a job, from start to finish. Its id is the operation that started it: a finish names it (decisions.md c3). */
export const jobRun = z.strictObject({
  id: jobRunId,
  stationId,
  stationName: z.string().max(200),
  startedAt: isoTime,
  technician: jobTechnician,
  paused: z.strictObject({ note: z.string().trim().max(500).nullable(), ...act }).nullable(),
  /** Those that are settled; a step that is not here is open. */
  steps: z.partialRecord(jobStep, stepProgress),
  /** The same of the checklist's points; none in a run from before they could be ticked. */
  points: z.array(pointProgress).max(mostPoints).default([]),
  /** What the technician found for fields that were left blank; the others are blank here. */
  filled: jobFields,
  overrides: z.array(jobOverride).max(200),
});
export type JobRun = z.infer<typeof jobRun>;

/** A photo that the end of a job names. `arrivedAt` null: its bytes are still at the bench that took it. */
const jobPhoto = z.strictObject({ sha256: photoHash, arrivedAt: isoTime.nullable() });
export type JobPhoto = z.infer<typeof jobPhoto>;

export const jobEnd = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('succeeded'),
    comment: z.string().trim().max(2_000).nullable(),
    /** Of the unit that was taken out; left out where none was. */
    disposition: disposition.optional(),
    ...act,
  }),
  z.strictObject({
    kind: z.literal('failed'),
    failure: jobFailure,
    explanation: reason,
    /** Left out where there are none. */
    photos: z.array(jobPhoto).min(1).max(mostPhotos).optional(),
    ...act,
  }),
]);
export type JobEnd = z.infer<typeof jobEnd>;

export const jobNumber = z.number().int().positive();

export const job = z.strictObject({
  id: jobId,
  /** Counts up in the fleet's organization, for people: `J-1042`. Null until the centre has numbered a job that a bench made. */
  number: jobNumber.nullable(),
  /** The fleet that ordered it. */
  organizationId,
  /** A bench made it of a visit that nobody had ordered (X2). Left out of every other. */
  isAdHoc: z.literal(true).optional(),
  kind: jobKind,
  status: jobStatus,
  /** Rises with every change; a change names the version that was seen. */
  version: z.number().int().positive(),
  fields: jobFields,
  /** What has to be done or waived before it can succeed. */
  steps: z.array(jobStep),
  partner: z.strictObject({ id: organizationId, name: named }).nullable(),
  /** Whom the partner's supervisor named; null leaves it to everybody there. */
  technician: z.strictObject({ personId, name: named }).nullable(),
  templateId: jobTemplateId.nullable(),
  /** The job that this one repeats. */
  repeats: jobId.nullable(),
  createdAt: isoTime,
  createdBy: named,
  changedAt: isoTime,
  assignedAt: isoTime.nullable(),
  run: jobRun.nullable(),
  end: jobEnd.nullable(),
});
export type Job = z.infer<typeof job>;

/** Points of the checklist that nobody has ticked off or left out, in the order of the checklist; from 0. */
export function openPoints({ fields, run }: Pick<Job, 'fields' | 'run'>): readonly number[] {
  const settled = new Set(run?.points.map(({ point }) => point));
  return fields.checklist.map((_text, point) => point).filter((point) => !settled.has(point));
}

/** Whether the partner may still read it (JOB-6, decisions.md C5): once assigned, until it ends. */
export function isOpenForPartner({ status }: Pick<Job, 'status'>): boolean {
  return status === 'assigned' || status === 'running';
}
