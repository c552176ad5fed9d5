import type { Right } from '../access/roles.ts';
import type { JobCode } from '../codes.ts';
import type { Job, JobStatus, JobTechnician } from './job.ts';

/**
 * Who may do what with a job in which state, as one table (JOB-1; decisions.md c3, C3 to C8). The page asks it for what it offers, the command
 * line and the centre for what they allow.
 */
export const jobActs = [
  'edit',
  'assign',
  'delete',
  'recall',
  'duplicate',
  'name-technician',
  'start',
  'fill',
  'override',
  'advance',
  'tick',
  'pause',
  'resume',
  'hand-over',
  'succeed',
  'fail',
] as const;
export type JobAct = (typeof jobActs)[number];

/** `fleet`: whoever orders · `dispatcher`: the partner's supervisor · `worker`: whoever works on units for the partner. */
export type JobParty = 'fleet' | 'dispatcher' | 'worker';

/** The right that makes somebody of the job's fleet or partner that party. */
export const rightOfParty: Readonly<Record<JobParty, Right>> = {
  fleet: 'jobs',
  dispatcher: 'dispatch',
  worker: 'sign',
};

const onTheJob: readonly JobAct[] = [
  ...(['fill', 'override', 'advance', 'tick', 'pause', 'resume', 'hand-over', 'succeed', 'fail'] as const),
];

const table: Readonly<Record<JobStatus, Readonly<Record<JobParty, readonly JobAct[]>>>> = {
  pending: { fleet: ['edit', 'assign', 'delete', 'duplicate'], dispatcher: [], worker: [] },
  assigned: { fleet: ['recall', 'duplicate'], dispatcher: ['name-technician'], worker: ['start'] },
  running: { fleet: ['duplicate'], dispatcher: ['name-technician'], worker: onTheJob },
  succeeded: { fleet: ['duplicate'], dispatcher: [], worker: [] },
  failed: { fleet: ['duplicate'], dispatcher: [], worker: [] },
};

/** Acts that name a person's reason: the table above allows them, the words are asked for besides. */
export function needsReason(act: JobAct, status: JobStatus): boolean {
  return act === 'override' || act === 'fail' || (act === 'name-technician' && status === 'running');
}

/** What the party may do with a job that stands so. */
export function actsOn({ status, run }: Pick<Job, 'status' | 'run'>, party: JobParty): readonly JobAct[] {
  const isPaused = run?.paused !== null && run?.paused !== undefined;
  return table[status][party].filter((act) => (act === 'pause' ? !isPaused : act === 'resume' ? isPaused : true));
}

export type JobPermission =
  | { readonly kind: 'may' }
  | {
      readonly kind: 'may-not';
      readonly code: Extract<JobCode, 'JOB_NOT_ALLOWED' | 'JOB_OTHER_TECHNICIAN' | JobStateCode>;
    };

type JobStateCode =
  | 'JOB_NOT_PENDING'
  | 'JOB_NOT_ASSIGNED'
  | 'JOB_STARTED'
  | 'JOB_NOT_STARTED'
  | 'JOB_ENDED'
  | 'JOB_PAUSED'
  | 'JOB_NOT_PAUSED';

/**
 * Whether somebody may do this to the job as it stands. `JOB_NOT_ALLOWED`: in no state at all; any other code names the state that stands
 * against it, so that the page can say why a button is off.
 */
export function mayOnJob(job: Pick<Job, 'status' | 'run'>, parties: ReadonlySet<JobParty>, act: JobAct): JobPermission {
  if (![...parties].some((party) => isEver(party, act))) {
    return { kind: 'may-not', code: 'JOB_NOT_ALLOWED' };
  }
  return [...parties].some((party) => actsOn(job, party).includes(act))
    ? { kind: 'may' }
    : { kind: 'may-not', code: stateAgainst(job, act) };
}

/**
 * The same for one person of these parties: whoever has the run alone works on it, until somebody takes it over, and whoever was named alone begins
 * the job (JOB-7).
 */
export function mayPersonOnJob(
  job: Pick<Job, 'status' | 'run' | 'technician'>,
  { parties, personId }: { readonly parties: ReadonlySet<JobParty>; readonly personId: JobTechnician['personId'] },
  act: JobAct,
): JobPermission {
  const permission = mayOnJob(job, parties, act);
  if (permission.kind === 'may-not' || ofEverybody.has(act)) {
    return permission;
  }
  const whose = act === 'start' ? job.technician : (job.run?.technician ?? null);
  return whose === null || whose.personId === personId ? permission : { kind: 'may-not', code: 'JOB_OTHER_TECHNICIAN' };
}

/** Acts that ask for no person in particular. */
const ofEverybody: ReadonlySet<JobAct> = new Set([
  ...(['edit', 'assign', 'delete', 'recall', 'duplicate', 'name-technician', 'hand-over'] as const),
]);

function isEver(party: JobParty, act: JobAct): boolean {
  return Object.values(table).some((row) => row[party].includes(act));
}

function stateAgainst({ status }: Pick<Job, 'status'>, act: JobAct): JobStateCode {
  if (status === 'succeeded' || status === 'failed') {
    return 'JOB_ENDED';
  }
  switch (act) {
    case 'edit':
    case 'assign':
    case 'delete':
      // What has begun cannot be recalled to be changed.
      return status === 'running' ? 'JOB_STARTED' : 'JOB_NOT_PENDING';
    case 'recall':
    case 'start':
      return status === 'running' ? 'JOB_STARTED' : 'JOB_NOT_ASSIGNED';
    case 'name-technician':
      return 'JOB_NOT_ASSIGNED';
    case 'pause':
      return status === 'running' ? 'JOB_PAUSED' : 'JOB_NOT_STARTED';
    case 'resume':
      return status === 'running' ? 'JOB_NOT_PAUSED' : 'JOB_NOT_STARTED';
    case 'duplicate':
    case 'fill':
    case 'override':
    case 'advance':
    case 'tick':
    case 'hand-over':
    case 'succeed':
    case 'fail':
      return 'JOB_NOT_STARTED';
  }
}
