import { z } from 'zod';
import data from './demo-jobs.json' with { type: 'json' };

/**
 * Jobs of the demo's fleets (JOB-1): of every status and both kinds, so that each page has something to show. Organizations and people are
 * those of demo-fleet.json, by key and name. Days and hours count from the moment of seeding. What `fields` may hold is core's to say.
 */
const uuid = z.uuid();
const key = z.string().min(1);
const steps = z.array(z.enum(['owner', 'configure', 'inspect', 'pair']));
/** Only those that are given; all others are blank. */
const fields = z.record(z.string(), z.unknown());
const kind = z.enum(['installation', 'maintenance']);

const demoRun = z.strictObject({
  id: uuid,
  technician: z.string().min(1),
  startedHoursAgo: z.number().positive(),
  /** Note of a pause; null while it is worked on. */
  pausedBecause: z.string().nullable(),
  done: steps,
  overrides: z.array(
    z.strictObject({ field: key, prescribed: z.string(), instead: z.string(), reason: z.string().min(3) }),
  ),
  end: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('succeeded'), hoursAgo: z.number().positive(), comment: z.string().nullable() }),
      z.strictObject({
        kind: z.literal('failed'),
        hoursAgo: z.number().positive(),
        failure: z.string().min(1),
        explanation: z.string().min(3),
      }),
    ])
    .nullable(),
});

const demoJob = z.strictObject({
  id: uuid,
  number: z.number().int().positive(),
  organization: key,
  kind,
  createdBy: z.string().min(1),
  createdDaysAgo: z.number().int().positive(),
  /** Key of the workshop it is assigned to; null while it is pending. */
  partner: key.nullable(),
  /** Whom the workshop's supervisor named for it. */
  technician: z.string().nullable(),
  template: uuid.nullable(),
  /** Day of service, counted from today. */
  serviceInDays: z.number().int().nullable(),
  steps,
  fields,
  run: demoRun.nullable(),
});
export type DemoJob = z.infer<typeof demoJob>;

const demoJobTemplate = z.strictObject({
  id: uuid,
  organization: key,
  name: z.string().min(1),
  kind,
  steps,
  fields,
});

const demoJobsSchema = z.strictObject({ templates: z.array(demoJobTemplate), jobs: z.array(demoJob) });

export const demoJobs = demoJobsSchema.parse(data);
