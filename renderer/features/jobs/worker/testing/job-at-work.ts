import type { JobRow, JobView } from '#core/contract/station/jobs.ts';
import { type Job, type JobRun, job, jobRun } from '#core/domain/jobs/job.ts';
import { blankJobFields, type JobFields } from '#core/domain/jobs/job-fields.ts';
import { jobActs } from '#core/domain/jobs/job-table.ts';

/** Jobs as the page gets them, for tests of what it makes of them; people and firms are invented. */
const atNine = '2026-11-23T09:00:00.000Z';
export const kaya = { personId: 'kaya', name: 'M. Kaya' };
export const okafor = { personId: 'okafor', name: 'A. Okafor' };

type Given = Partial<Omit<Job, 'fields' | 'run' | 'technician'>> & {
  /** Only those that are given; the id of an asset or profile as plain text. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly run?: JobRun | null;
  readonly technician?: { readonly personId: string; readonly name: string } | null;
};

/** An assigned job; with a run, one at work. */
export function aJob({ fields = { plate: 'KL 99' }, run = null, ...changed }: Given = {}): Job {
  return job.parse({
    id: 'job-1',
    number: 1042,
    organizationId: 'fleet',
    kind: 'installation',
    version: 3,
    status: run === null ? 'assigned' : 'running',
    fields: { ...blankJobFields, ...fields } satisfies JobFields,
    steps: ['configure', 'inspect'],
    partner: { id: 'workshop', name: 'Hansen Trailer Service' },
    technician: null,
    templateId: null,
    repeats: null,
    createdAt: atNine,
    createdBy: 'H. Petersen',
    changedAt: atNine,
    assignedAt: atNine,
    run,
    end: null,
    ...changed,
  });
}

export function aRun(changed: Partial<JobRun> = {}): JobRun {
  return jobRun.parse({
    id: 'run-1',
    stationId: 'bench-2',
    stationName: 'Bench 2',
    startedAt: atNine,
    technician: kaya,
    paused: null,
    steps: {},
    filled: blankJobFields,
    overrides: [],
    ...changed,
  });
}

export function aRow(changed: Partial<JobRow> = {}): JobRow {
  const { id, number, kind, status, version } = aJob();
  return {
    id,
    number,
    kind,
    status,
    version,
    fleetName: 'Nordfracht Logistik',
    plate: 'KL 99',
    vin: null,
    customName: null,
    unitType: null,
    unitSerial: null,
    task: null,
    serviceDate: null,
    servicePlace: null,
    templateName: null,
    partner: null,
    technicianName: null,
    steps: { done: 0, total: 2 },
    isPaused: false,
    failure: null,
    note: null,
    overrides: 0,
    changedAt: aJob().changedAt,
    isWaiting: false,
    endsBefore: null,
    isAdHoc: false,
    ...changed,
  };
}

/** As seen by somebody who may do everything that a worker does in this state. */
export function aView(of: Job, changed: Partial<JobView> = {}): JobView {
  const may = Object.fromEntries(jobActs.map((act) => [act, { kind: 'may' as const }]));
  return {
    kind: 'job',
    job: of,
    side: 'workshop',
    templateName: null,
    profileNames: {},
    assetLabel: null,
    row: aRow({ status: of.status, steps: { done: Object.keys(of.run?.steps ?? {}).length, total: of.steps.length } }),
    overrideAllowed: true,
    may,
    sessionId: null,
    history: [],
    ...changed,
  };
}
