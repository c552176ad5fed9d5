// What may be done with a job and what it comes to, written down a second time from decisions.md c3, C3 to C8, X3 and X4, and sharing nothing with
// core/domain/jobs: the model of `job-model.test.ts` foresees by it what stations and centre have to answer.

export type Technician = 'Kaya' | 'Okafor';
export type State = 'pending' | 'assigned' | 'running' | 'paused' | 'succeeded' | 'failed' | 'deleted';

/** The one blank that is filled, and the one prescribed thing that is departed from. */
export const prescribedPlate = 'KL 99';

export type Settled = 'open' | 'done' | 'waived';

export interface PlainRun {
  /** By whom and at which start it was begun; a go at the job is the same one only where this is. */
  readonly name: string;
  readonly holder: Technician;
  readonly step: Settled;
  /** The one point of the checklist. */
  readonly point: Settled;
  readonly nickname: string | null;
  readonly plateInstead: string | null;
}

export interface PlainJob {
  readonly state: State;
  readonly version: number;
  readonly named: Technician | null;
  readonly run: PlainRun | null;
  /** Whose words ended it, and which. */
  readonly end: { readonly by: Technician; readonly words: string } | null;
}

/** What somebody does at a bench. */
export type BenchDeed =
  | { readonly act: 'start'; readonly run: string }
  | { readonly act: 'fill' | 'fill-locked'; readonly text: string }
  | { readonly act: 'depart'; readonly text: string; readonly isExplained: boolean }
  | { readonly act: 'do' | 'reopen' | 'tick' | 'untick' | 'pause' | 'resume' | 'hand-over' }
  | { readonly act: 'waive' | 'leave-out'; readonly isExplained: boolean }
  | { readonly act: 'succeed'; readonly words: string }
  | { readonly act: 'fail'; readonly words: string; readonly isExplained: boolean };

/** What is true around a job, for whoever judges: the centre by what is so now, a bench by what it heard. */
export interface Around {
  readonly isTrusted: boolean;
  readonly mayDepart: boolean;
}

export type Judged =
  | { readonly kind: 'done'; readonly job: PlainJob }
  | { readonly kind: 'not'; readonly code: string };

const not = (code: string): Judged => ({ kind: 'not', code });

function changed(job: PlainJob, change: Partial<PlainJob>): Judged {
  return { kind: 'done', job: { ...job, ...change, version: job.version + 1 } };
}

const needsWords = 'JOB_REASON_MISSING';

/** What becomes of a deed of a technician. `run`: the go at the job that they believe to work on. */
export function judgeDeed(
  job: PlainJob,
  { deed, by, run }: { readonly deed: BenchDeed; readonly by: Technician; readonly run: string | null },
  around: Around,
): Judged {
  const stateSays = whyNotNow(job, deed);
  if (stateSays !== null) {
    return not(stateSays);
  }
  if ((deed.act === 'depart' || deed.act === 'fail') && !deed.isExplained) {
    return not(needsWords);
  }
  if (deed.act === 'start') {
    return begin(job, { name: deed.run, by }, around);
  }
  if (job.run === null || job.run.name !== run) {
    return not('JOB_OTHER_RUN');
  }
  if (job.run.holder !== by && deed.act !== 'hand-over') {
    return not('JOB_OTHER_TECHNICIAN');
  }
  return work(job, job.run, { deed, by, around });
}

function whyNotNow({ state }: PlainJob, { act }: BenchDeed): string | null {
  switch (state) {
    case 'succeeded':
    case 'failed':
      return 'JOB_ENDED';
    case 'pending':
    case 'deleted':
      return act === 'start' ? 'JOB_NOT_ASSIGNED' : 'JOB_NOT_STARTED';
    case 'assigned':
      return act === 'start' ? null : 'JOB_NOT_STARTED';
    case 'running':
      return act === 'start' ? 'JOB_STARTED' : act === 'resume' ? 'JOB_NOT_PAUSED' : null;
    case 'paused':
      return act === 'start' ? 'JOB_STARTED' : act === 'pause' ? 'JOB_PAUSED' : null;
  }
}

function begin(
  job: PlainJob,
  { name, by }: { readonly name: string; readonly by: Technician },
  around: Around,
): Judged {
  if (!around.isTrusted) {
    return not('JOB_NO_TRUST');
  }
  if (job.named !== null && job.named !== by) {
    return not('JOB_OTHER_TECHNICIAN');
  }
  const run: PlainRun = { name, holder: by, step: 'open', point: 'open', nickname: null, plateInstead: null };
  return changed(job, { state: 'running', run });
}

interface Work {
  readonly deed: Exclude<BenchDeed, { act: 'start' }>;
  readonly by: Technician;
  readonly around: Around;
}

function work(job: PlainJob, run: PlainRun, { deed, by, around }: Work): Judged {
  const inRun = (change: Partial<PlainRun>) => changed(job, { run: { ...run, ...change } });
  switch (deed.act) {
    case 'fill':
      return inRun({ nickname: deed.text });
    case 'fill-locked':
      return not('JOB_FIELD_LOCKED');
    case 'depart':
      return around.mayDepart ? inRun({ plateInstead: deed.text }) : not('JOB_OVERRIDE_OFF');
    case 'do':
      return inRun({ step: 'done' });
    case 'reopen':
      return inRun({ step: 'open' });
    case 'waive':
      return deed.isExplained ? inRun({ step: 'waived' }) : not(needsWords);
    case 'tick':
      return inRun({ point: 'done' });
    case 'untick':
      return inRun({ point: 'open' });
    case 'leave-out':
      return deed.isExplained ? inRun({ point: 'waived' }) : not(needsWords);
    case 'pause':
      return changed(job, { state: 'paused' });
    case 'resume':
      return changed(job, { state: 'running' });
    case 'hand-over':
      return changed(job, { state: 'running', run: { ...run, holder: by } });
    case 'succeed':
      if (run.step === 'open' || run.point === 'open') {
        return not(run.step === 'open' ? 'JOB_STEPS_OPEN' : 'JOB_POINTS_OPEN');
      }
      return changed(job, { state: 'succeeded', end: { by, words: deed.words } });
    case 'fail':
      return changed(job, { state: 'failed', end: { by, words: deed.words } });
  }
}

export type FleetDeed = 'assign' | 'recall' | 'edit' | 'delete';

/** What becomes of an order of the fleet. */
export function judgeOrder(job: PlainJob, order: FleetDeed, { isTrusted }: Pick<Around, 'isTrusted'>): Judged {
  if (job.state === 'deleted') {
    return not('JOB_UNKNOWN');
  }
  if (job.state === 'succeeded' || job.state === 'failed') {
    return not('JOB_ENDED');
  }
  if (job.state === 'running' || job.state === 'paused') {
    return not('JOB_STARTED');
  }
  if (order === 'recall') {
    return job.state === 'assigned' ? changed(job, { state: 'pending', named: null }) : not('JOB_NOT_ASSIGNED');
  }
  if (job.state === 'assigned') {
    return not('JOB_NOT_PENDING');
  }
  switch (order) {
    case 'assign':
      return isTrusted ? changed(job, { state: 'assigned', named: null }) : not('JOB_NO_TRUST');
    case 'edit':
      return changed(job, {});
    case 'delete':
      return { kind: 'done', job: { ...job, state: 'deleted' } };
  }
}

/** What becomes of it when the workshop's supervisor names somebody, or nobody. */
export function judgeNaming(
  job: PlainJob,
  { technician, isExplained }: { readonly technician: Technician | null; readonly isExplained: boolean },
): Judged {
  if (!isWithWorkshop(job)) {
    return not('JOB_UNKNOWN');
  }
  return job.state !== 'assigned' && !isExplained ? not(needsWords) : changed(job, { named: technician });
}

/** Whether the workshop has it to do, and so may see it (JOB-6). */
export function isWithWorkshop({ state }: PlainJob): boolean {
  return state === 'assigned' || state === 'running' || state === 'paused';
}

/** Where each state may lead by one act. */
export const leadsTo: Readonly<Record<State, readonly State[]>> = {
  pending: ['pending', 'assigned', 'deleted'],
  assigned: ['assigned', 'pending', 'running'],
  running: ['running', 'paused', 'succeeded', 'failed'],
  paused: ['paused', 'running', 'succeeded', 'failed'],
  succeeded: [],
  failed: [],
  deleted: [],
};
