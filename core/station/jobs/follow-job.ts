import type { BenchSession, StepView } from '../../domain/bench/bench-session.ts';
import { stepsOf } from '../../domain/bench/steps-of.ts';
import { applyJobCommand } from '../../domain/jobs/apply-job-command.ts';
import { benchAction } from '../../domain/jobs/bench-action.ts';
import type { Job, JobRun, JobStep, StepProgress } from '../../domain/jobs/job.ts';
import type { BenchJobCommand } from '../../domain/jobs/job-command.ts';
import { blankJobFields } from '../../domain/jobs/job-fields.ts';
import { jobStepsDone, stepsOfSheets } from '../../domain/jobs/job-steps-done.ts';
import { jobWants } from '../../domain/jobs/job-wants.ts';
import { unitOnJob } from '../../domain/jobs/unit-on-job.ts';
import type { UnitFacts } from '../../domain/ownership/unit-facts.ts';
import { entryOf } from '../../domain/ownership/unit-type-matrix.ts';
import { operationId, type SessionId } from '../../kernel/entity-ids.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { carriedOver } from './carried-over.ts';
import { jobAuditWords } from './job-audit-words.ts';
import { standingJob, unitOfJob } from './job-book.ts';
import { keepStanding } from './keep-standing.ts';

export type FollowWorld = Pick<StationContext, 'clock' | 'identity' | 'ids' | 'unitTypes'>;

/** A sheet that was changed, and who changed it. */
interface Followed {
  readonly session: BenchSession;
  readonly principal: Principal;
  /** Where this change gave the sheet up, why. */
  readonly givenUpFor?: string | null;
}

/**
 * Lets a job follow its sheet, in the act that changes the sheet (JOB-7): steps are done where the sheet has done them, and open again where it took
 * them back or the unit was exchanged for another one. What another sheet of the same unit has done, and what somebody waived or did by hand, stays.
 */
export function followJob(world: FollowWorld, write: StoreWriter, followed: Followed): void {
  const running = runningJob(write, followed);
  if (running === null) {
    return;
  }
  const noted = noteVehicle(world, write, noteUnit(world, write, carryOver(world, write, { ...followed, ...running })));
  if (jobWants(noted.job).unitSerial !== followed.session.label.serial) {
    return;
  }
  const { session } = followed;
  const entry = session.unit === null ? null : entryOf(world.unitTypes, session.unit.unitType);
  const done = stepsDone(write, { job: noted.job, session, lines: stepsOf(session, entry) });
  let at = noted;
  for (const step of noted.job.steps) {
    const to = stepTo(at.run.steps[step], { isDone: done.has(step), sessionId: session.id });
    at = to === null ? at : keep(world, write, { ...at, command: { act: 'advance', runId: at.run.id, step, to } });
  }
  endVisit(world, write, at);
}

interface Running extends Followed {
  readonly job: Job;
  readonly run: JobRun;
}

/** Null where the sheet is free-standing, the job is over or not here any more, or whoever acts is not the one who has it. */
function runningJob(write: StoreWriter, { session, principal }: Followed): Pick<Running, 'job' | 'run'> | null {
  const job = session.job === undefined ? null : (standingJob({ store: write }, session.job.id)?.job ?? null);
  const run = job?.status === 'running' ? job.run : null;
  if (job === null || run === null) {
    return null;
  }
  const isTheirs = principal.kind === 'nobody' || auditActor(principal).personId === run.technician.personId;
  return isTheirs ? { job, run } : null;
}

/** Says on the job which unit it is where the fleet left that open: the fleet knows then, and an exchanged one is seen to be another. */
function noteUnit(world: FollowWorld, write: StoreWriter, at: Running): Running {
  const { job, run, session } = at;
  const unit = session.unit;
  if (unit === null || jobWants(job).unitSerial === unit.serial || unitOnJob(job, unit).kind !== 'open') {
    return at;
  }
  const unitType = job.fields.unitType === null ? unit.unitType : null;
  const fields = { ...blankJobFields, unitSerial: unit.serial, unitType };
  const noted = keep(world, write, { ...at, command: { act: 'fill', runId: run.id, fields } });
  return jobWants(job).unitSerial === null ? noted : reopened(world, write, noted);
}

/** A visit that nobody ordered learns from its sheet which vehicle it is about: the one that the unit sits in, or is paired with here (X2). */
function noteVehicle(world: FollowWorld, write: StoreWriter, at: Running): Running {
  const { job, run, session } = at;
  const { pairing } = session;
  const paired = pairing.kind === 'paired' || pairing.kind === 'requested' ? pairing.assetId : null;
  const assetId = paired ?? run.filled.assetId ?? unitFactsOf(write, session.unit)?.pairedWith?.assetId ?? null;
  if (job.isAdHoc !== true || assetId === run.filled.assetId) {
    return at;
  }
  return keep(world, write, { ...at, command: { act: 'fill', runId: run.id, fields: { ...blankJobFields, assetId } } });
}

/** A visit is over when its sheet is (X2). */
function endVisit(world: FollowWorld, write: StoreWriter, at: Running): void {
  const command = at.job.isAdHoc === true ? endOfVisit(at) : null;
  if (command !== null) {
    keep(world, write, { ...at, command });
  }
}

/**
 * Signed as done it has succeeded, if need be only when the centre has answered the transfer; signed as failed, or given up, it has failed with the sheet's
 * words. Whoever wants to name another reason fails the job first.
 */
function endOfVisit({ run: { id: runId }, session: { signOff }, givenUpFor = null }: Running): BenchJobCommand | null {
  const failedFor = (words: string) =>
    ({ act: 'fail', runId, failure: 'other', explanation: words.slice(0, 2_000) }) as const;
  if (signOff.kind !== 'signed') {
    return givenUpFor === null ? null : failedFor(givenUpFor);
  }
  return signOff.result === 'failed'
    ? failedFor(signOff.remarks ?? '')
    : { act: 'succeed', runId, comment: signOff.remarks?.slice(0, 500) ?? null };
}

/** What was done with the unit before says nothing of this one. */
function reopened(world: FollowWorld, write: StoreWriter, before: Running): Running {
  let at = before;
  for (const step of stepsOfSheets(before.job)) {
    at = keep(world, write, { ...at, command: { act: 'advance', runId: at.run.id, step, to: { kind: 'open' } } });
  }
  return at;
}

/** A removal does no pairing: that step is done when the unit has none any more (decisions.md d13). */
function stepsDone(
  write: StoreWriter,
  { job, session, lines }: Pick<Running, 'job' | 'session'> & { readonly lines: readonly StepView[] },
): ReadonlySet<JobStep> {
  const done = jobStepsDone(lines);
  if (job.fields.task !== 'removal') {
    return done;
  }
  const others = [...done].filter((step) => step !== 'pair');
  const isFree = session.pairing.kind === 'open' && unitFactsOf(write, session.unit)?.pairedWith === null;
  return new Set([...others, ...(isFree ? (['pair'] as const) : [])]);
}

/** Noted on the job while the old unit still has them: what is carried over from it is not known any more once it is free. */
function carryOver(world: FollowWorld, write: StoreWriter, at: Running): Running {
  const carried = carriedOver(write, at.job);
  const fields = { ...blankJobFields, ...carried };
  return carried.assetId === null && carried.profileId === null
    ? at
    : keep(world, write, { ...at, command: { act: 'fill', runId: at.run.id, fields } });
}

function unitFactsOf(write: StoreWriter, unit: BenchSession['unit']): UnitFacts | undefined {
  return unit === null
    ? undefined
    : write.unitsBySerial(unit.serial).find(({ unitType }) => unitType === unit.unitType);
}

type StepTo = Extract<BenchJobCommand, { act: 'advance' }>['to'];

/** Null where it stands as it should. */
function stepTo(
  now: StepProgress | undefined,
  { isDone, sessionId }: { readonly isDone: boolean; readonly sessionId: SessionId },
): StepTo | null {
  if (isDone) {
    return now?.kind === 'done' && now.sessionId === sessionId ? null : { kind: 'done', sessionId };
  }
  return now?.kind === 'done' && now.sessionId === sessionId ? { kind: 'open' } : null;
}

/** The act, its operation and its line in the trail. It is the technician's work, so it goes out in their name; the trail says who did it here. */
function keep(
  { clock, ids, identity }: FollowWorld,
  write: StoreWriter,
  { command, ...at }: Running & { readonly command: BenchJobCommand },
): Running {
  const { job, run, session, principal } = at;
  const { technician } = run;
  const now = clock.now();
  const outcome = applyJobCommand(job, command, {
    now,
    actor: technician,
    parties: new Set(['worker'] as const),
    partner: job.partner,
    isTrusted: true,
    overrideAllowed: false,
  });
  if (outcome.kind !== 'changed' || outcome.job.run === null) {
    return at;
  }
  const ofMachine = operationActor({ kind: 'command-line', name: technician.name });
  const actor = technician.personId === null ? ofMachine : { ...technician, roles: [] };
  const operation = write.enqueue({
    id: operationId.parse(ids.next()),
    kind: 'job.act',
    unit: unitOfJob(job.id),
    sessionId: session.id,
    actor,
    occurredAt: now,
    payload: { jobId: job.id, organizationId: job.organizationId, number: job.number, command },
  });
  write.appendAudit({
    actor: auditActor(principal),
    organizations: [identity.organizationId, job.organizationId],
    action: benchAction(command),
    outcome: 'noted',
    sessionId: session.id,
    operationId: operation.id,
    after: jobAuditWords(job, command),
  });
  keepStanding({ identity }, write, outcome.job);
  return { ...at, job: outcome.job, run: outcome.job.run };
}
