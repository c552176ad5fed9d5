import { z } from 'zod';
import { jobRunId, organizationId, personId, sessionId, stationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { toldName } from '../../kernel/plain-name.ts';
import { unitTypeSchema } from '../identity/unit-key.ts';
import { photoHashes } from '../photos/photo.ts';
import { disposition, jobFailure, jobStep } from './job.ts';
import { checklistPoint, jobFields, jobKind } from './job-fields.ts';

/** What people ask of a job. `apply-job-command.ts` says what becomes of it. */
const reason = z.string().trim().max(2_000);
const note = z.string().trim().max(500).nullable();
const person = z.strictObject({ personId, name: toldName().max(200) });

/** What a fleet may ask of its job. */
export const fleetJobCommand = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('edit'), fields: jobFields, steps: z.array(jobStep) }),
  z.strictObject({ act: z.literal('assign'), partnerId: organizationId }),
  z.strictObject({ act: z.literal('recall') }),
  z.strictObject({ act: z.literal('delete') }),
]);
export type FleetJobCommand = z.infer<typeof fleetJobCommand>;

/** What a partner's supervisor may ask. Null leaves the job to everybody there; once it runs, a reason is asked for. */
export const dispatchCommand = z.strictObject({
  act: z.literal('name-technician'),
  technician: person.nullable(),
  reason: reason.nullable(),
});

/** What becomes of a point of the checklist: `waived` wants its reason, `open` takes a mark back. */
export const pointTo = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open') }),
  z.strictObject({ kind: z.literal('done') }),
  z.strictObject({ kind: z.literal('waived'), reason }),
]);

/** What happens at the bench; each names the run that it belongs to, and so waits offline as well as any other operation (decisions.md c3). */
export const benchJobCommand = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('start'),
    runId: jobRunId,
    stationId,
    stationName: toldName().max(200),
  }),
  /** Fields that are blank here say nothing. */
  z.strictObject({ act: z.literal('fill'), runId: jobRunId, fields: jobFields }),
  z.strictObject({
    act: z.literal('override'),
    runId: jobRunId,
    /** A field of the job, or `values.` and the key of a prescribed value. */
    field: z.string().min(1).max(120),
    instead: z.string().trim().min(1).max(4_000),
    reason,
  }),
  z.strictObject({
    act: z.literal('advance'),
    runId: jobRunId,
    step: jobStep,
    /** `waived` wants its reason; `open` takes a mark back, as a unit that was exchanged does. */
    to: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('open') }),
      z.strictObject({ kind: z.literal('done'), sessionId: sessionId.nullable() }),
      z.strictObject({ kind: z.literal('waived'), reason }),
    ]),
  }),
  z.strictObject({ act: z.literal('tick'), runId: jobRunId, point: checklistPoint, to: pointTo }),
  z.strictObject({ act: z.literal('pause'), runId: jobRunId, note }),
  z.strictObject({ act: z.literal('resume'), runId: jobRunId }),
  /** Given by whoever takes the job over, at whatever station. */
  z.strictObject({ act: z.literal('hand-over'), runId: jobRunId, stationId, stationName: toldName().max(200) }),
  /** `disposition`: of the unit that a swap or a removal took out; nothing else has one. */
  z.strictObject({
    act: z.literal('succeed'),
    runId: jobRunId,
    comment: note,
    disposition: disposition.optional(),
  }),
  /** `photos`: what they hold follows by itself, in calls of its own; left out where there are none. */
  z.strictObject({
    act: z.literal('fail'),
    runId: jobRunId,
    failure: jobFailure,
    explanation: reason,
    photos: photoHashes.optional(),
  }),
]);
export type BenchJobCommand = z.infer<typeof benchJobCommand>;

/** A visit that nobody had ordered is a job from now on (X2). There is no job before it; `visit-job.ts` makes it. */
export const visitCommand = z.strictObject({
  act: z.literal('visit'),
  runId: jobRunId,
  stationId,
  stationName: toldName().max(200),
  kind: jobKind,
  unitSerial: z.string().trim().min(1).max(40),
  /** Null where several units have the serial and nobody has said which it is. */
  unitType: unitTypeSchema.nullable(),
  /** As of when, by the centre's clock, this bench knew what the fleet wants; null where it never heard. */
  knownAt: isoTime.nullable(),
});
export type VisitCommand = z.infer<typeof visitCommand>;

/** Everything that a bench tells of jobs. */
export const toldJobCommand = z.discriminatedUnion('act', [...benchJobCommand.options, visitCommand]);
export type ToldJobCommand = z.infer<typeof toldJobCommand>;

export const jobCommand = z.union([fleetJobCommand, dispatchCommand, benchJobCommand]);
export type JobCommand = z.infer<typeof jobCommand>;
