import { type Job, job } from '#core/domain/jobs/job.ts';
import { type JobTemplate, jobTemplate } from '#core/domain/jobs/job-exchange.ts';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { epochMs, type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type DemoJob, demoJobs } from '#resources/demo/demo-jobs.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { storeJobs, takeNumbers } from '../jobs/job-rows.ts';
import { storeJobTemplate } from '../jobs/job-templates.ts';
import { demoOrganization } from './demo-organization.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * The demo's jobs and what they were made from (JOB-1, JOB-3), after organizations, trust and profiles. Each fleet's next job counts on from its
 * highest number.
 */
export async function seedJobs(transaction: CloudTransaction, now: IsoTime): Promise<void> {
  const templates = demoJobs.templates.map((one) => toTemplate(one, now));
  for (const template of templates) {
    await storeJobTemplate(transaction, template);
  }
  const jobs = demoJobs.jobs.map((one) => toJob(one, { now, templates }));
  for (const organizationId of new Set(jobs.map((one) => one.organizationId))) {
    const numbers = jobs.filter((one) => one.organizationId === organizationId).map(({ number }) => number);
    await takeNumbers(transaction, { organizationId, count: Math.max(...numbers.map((number) => number ?? 0)) });
  }
  await storeJobs(transaction, jobs);
}

function toTemplate({ organization, fields, ...one }: (typeof demoJobs.templates)[number], now: IsoTime): JobTemplate {
  return jobTemplate.parse({
    ...one,
    organizationId: demoOrganization(organization).id,
    fields: { ...blankJobFields, ...fields },
    version: 1,
    changedAt: toIsoTime(epochMs(now) - 30 * dayMs),
    changedBy: 'H. Petersen',
  });
}

interface Seeding {
  readonly now: IsoTime;
  readonly templates: readonly JobTemplate[];
}

/** What a template prescribes stands in the job that was made from it. */
function toJob(of: DemoJob, { now, templates }: Seeding): Job {
  const ago = (milliseconds: number) => toIsoTime(epochMs(now) - milliseconds);
  const template = templates.find(({ id }) => id === of.template);
  const createdAt = ago(of.createdDaysAgo * dayMs);
  const day = of.serviceInDays === null ? null : ago(-of.serviceInDays * dayMs).slice(0, 10);
  const partner = of.partner === null ? null : demoOrganization(of.partner);
  const run = of.run === null ? null : toRun(of.run, ago);
  return job.parse({
    id: of.id,
    number: of.number,
    organizationId: demoOrganization(of.organization).id,
    kind: of.kind,
    status: statusOf(of),
    version: 1,
    steps: of.steps,
    templateId: of.template,
    repeats: null,
    fields: { ...(template?.fields ?? blankJobFields), serviceDate: day, ...of.fields },
    partner: partner === null ? null : { id: partner.id, name: partner.name },
    technician: of.technician === null ? null : technicianNamed(of.technician),
    createdAt,
    createdBy: of.createdBy,
    assignedAt: partner === null ? null : createdAt,
    changedAt: run?.changedAt ?? createdAt,
    run: run?.run ?? null,
    end: run?.end ?? null,
  });
}

function statusOf({ partner, run }: DemoJob): Job['status'] {
  if (run !== null) {
    return run.end?.kind ?? 'running';
  }
  return partner === null ? 'pending' : 'assigned';
}

/** At the demo's own bench, by its own people. */
function toRun(of: NonNullable<DemoJob['run']>, ago: (milliseconds: number) => IsoTime) {
  const startedAt = ago(of.startedHoursAgo * hourMs);
  const acted = { at: startedAt, by: of.technician };
  const { hoursAgo, ...end } = of.end ?? { hoursAgo: of.startedHoursAgo };
  const changedAt = ago(hoursAgo * hourMs);
  return {
    changedAt,
    end: of.end === null ? null : { ...end, at: changedAt, by: of.technician },
    run: {
      id: of.id,
      stationId: demoFleet.station.id,
      stationName: demoFleet.station.name,
      startedAt,
      technician: technicianNamed(of.technician),
      filled: blankJobFields,
      paused: of.pausedBecause === null ? null : { note: of.pausedBecause, ...acted },
      steps: Object.fromEntries(of.done.map((step) => [step, { kind: 'done', sessionId: null, ...acted }])),
      overrides: of.overrides.map((one) => ({ ...one, ...acted })),
    },
  };
}

/** Somebody of the demo's workshop. */
function technicianNamed(name: string) {
  return { personId: demoFleet.people.find(({ displayName }) => displayName === name)?.id, name };
}
