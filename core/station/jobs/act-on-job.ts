import type { BenchActResult, BenchWish } from '../../contract/station/jobs.ts';
import type { JobCode } from '../../domain/codes.ts';
import { applyJobCommand } from '../../domain/jobs/apply-job-command.ts';
import { benchAction } from '../../domain/jobs/bench-action.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { BenchJobCommand } from '../../domain/jobs/job-command.ts';
import { jobName } from '../../domain/jobs/job-name.ts';
import { stepsOfSheets } from '../../domain/jobs/job-steps-done.ts';
import type { OperationDraft } from '../../domain/sync/operation.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { type JobId, type JobRunId, jobRunId, operationId } from '../../kernel/entity-ids.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { lacksPhotos, settleDrafts } from '../photos/photos-of-end.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import { mayOverride } from '../profiles/may-override.ts';
import { judgeAnew } from '../sheets/judge-anew.ts';
import type { StationContext } from '../station-context.ts';
import { mustTakeNewWork } from '../storage/must-take-new-work.ts';
import { jobAuditWords } from './job-audit-words.ts';
import { standingJob, unitOfJob } from './job-book.ts';
import { keepStanding } from './keep-standing.ts';
import { partiesOnJob } from './parties-on-job.ts';
import { isTrustedFor } from './trusted-for.ts';

/**
 * Something that is done with a job at this bench (JOB-7): judged at once by the rules that the centre judges by again, over what this station
 * knows, and kept with its operation and its trail in one transaction. It waits for no network (decisions.md c3).
 */
export function actOnJob(
  context: StationContext,
  principal: Principal,
  { id, wish }: { readonly id: JobId; readonly wish: BenchWish },
): BenchActResult {
  const standing = standingJob(context, id);
  if (standing === null) {
    return { kind: 'unknown' };
  }
  const { job } = standing;
  if (lacksPhotos(context, id, wish)) {
    return { kind: 'refused', code: 'JOB_PHOTO_MISSING' };
  }
  const runId = wish.act === 'start' ? jobRunId.parse(context.ids.next()) : (job.run?.id ?? noRun);
  const result = carryOut(context, principal, { job, command: commandOf(context, wish, runId) });
  if (result.kind === 'done') {
    settleDrafts(context, id, wish);
  }
  return result;
}

/** No run has this id: what belongs to a run is refused where there is none. */
const noRun: JobRunId = jobRunId.parse('none');

interface Asked {
  readonly job: Job;
  readonly command: BenchJobCommand;
}

function carryOut(context: StationContext, principal: Principal, asked: Asked): BenchActResult {
  if (asked.command.act === 'start') {
    mustTakeNewWork(context);
  }
  const result = context.store.transact((write) => carryOutIn(context, write, { ...asked, principal }));
  if (result.kind === 'done') {
    chooseFleet(context, principal, asked);
    context.changed('jobs', 'sheets', 'sync', 'feed', 'audit');
    context.sync.wake();
  } else {
    context.changed('audit');
  }
  return result;
}

/** Whoever begins or goes on scans units for the job's fleet next (X2). */
function chooseFleet({ seat, changed }: StationContext, principal: Principal, { job, command }: Asked): void {
  const begins = command.act === 'start' || command.act === 'resume' || command.act === 'hand-over';
  if (begins && principal.kind === 'person' && seat.customerId() !== job.organizationId) {
    seat.chooseCustomer(job.organizationId);
    changed('seat');
  }
}

function carryOutIn(
  context: StationContext,
  write: StoreWriter,
  { job, command, principal }: Asked & { readonly principal: Principal },
): BenchActResult {
  const { personId, name } = auditActor(principal);
  const outcome = applyJobCommand(job, command, {
    now: context.clock.now(),
    actor: { personId, name },
    parties: partiesOnJob(context, principal, job),
    partner: job.partner,
    isTrusted: isTrustedFor(context, job),
    overrideAllowed: mayOverride(context, job.organizationId),
  });
  if (outcome.kind !== 'changed') {
    const code: JobCode = outcome.kind === 'refused' ? outcome.code : 'JOB_NOT_ALLOWED';
    note(context, write, { job, command, principal, code, operation: null });
    return { kind: 'refused', code };
  }
  const operation = draftOf(context, { job, command, principal });
  write.enqueue(operation);
  note(context, write, { job, command, principal, code: null, operation });
  keepStanding(context, write, outcome.job);
  const exchanged = command.act === 'override' && unitFields.has(command.field);
  return { kind: 'done', job: exchanged ? exchangeUnit(context, write, { job: outcome.job, principal }) : outcome.job };
}

function draftOf(
  context: StationContext,
  { job, command, principal }: Asked & { readonly principal: Principal },
): OperationDraft {
  const { id: jobId, organizationId, number } = job;
  return {
    id: operationId.parse(context.ids.next()),
    kind: 'job.act',
    unit: unitOfJob(jobId),
    sessionId: sessionOf(command),
    actor: operationActor(principal),
    occurredAt: context.clock.now(),
    payload: { jobId, organizationId, number, command },
  };
}

function sessionOf(command: BenchJobCommand) {
  return command.act === 'advance' && command.to.kind === 'done' ? command.to.sessionId : null;
}

/** Another unit than the job named is right from now on: what was done with the one before is open again, and sheets are judged anew. */
function exchangeUnit(
  context: StationContext,
  write: StoreWriter,
  { job, principal }: Pick<Asked, 'job'> & { readonly principal: Principal },
): Job {
  let now = job;
  for (const step of stepsOfSheets(job)) {
    const command = { act: 'advance', runId: job.run?.id ?? noRun, step, to: { kind: 'open' } } as const;
    const result = carryOutIn(context, write, { job: now, command, principal });
    now = result.kind === 'done' ? result.job : now;
  }
  for (const session of write.openSessions()) {
    if (session.job?.id === job.id) {
      judgeAnew(context, write, { session, liveAt: null });
    }
  }
  return now;
}

const unitFields: ReadonlySet<string> = new Set(['unitSerial', 'unitType', 'oldUnitSerial']);

interface Noted extends Asked {
  readonly principal: Principal;
  readonly code: JobCode | null;
  readonly operation: OperationDraft | null;
}

/** Both sides' trail says what was done or tried; the feed says when a job began and how it ended. */
function note(context: StationContext, write: StoreWriter, { job, command, principal, code, operation }: Noted): void {
  const own = context.identity.organizationId;
  write.appendAudit({
    actor: auditActor(principal),
    // An attempt that came to nothing is for whoever tried.
    organizations: code === null ? [...new Set([own, job.organizationId])] : [own],
    action: benchAction(command),
    outcome: code === null ? 'noted' : 'refused',
    code,
    operationId: operation?.id ?? null,
    after: jobAuditWords(job, command),
  });
  const key = code === null ? feedKeys[command.act] : undefined;
  if (key !== undefined) {
    write.addFeed({
      at: context.clock.now(),
      mark: command.act === 'fail' ? 'warn' : 'ok',
      key,
      sessionId: null,
      detail: { job: jobName(job.number) },
    });
  }
}

const feedKeys: Readonly<Partial<Record<BenchJobCommand['act'], string>>> = {
  start: 'job-started',
  succeed: 'job-succeeded',
  fail: 'job-failed',
  'hand-over': 'job-taken-over',
};

function commandOf({ identity }: StationContext, wish: BenchWish, runId: JobRunId): BenchJobCommand {
  const here = { stationId: identity.stationId, stationName: identity.name };
  switch (wish.act) {
    case 'start':
    case 'hand-over':
      return { ...wish, runId, ...here };
    case 'waive':
      return { act: 'advance', runId, step: wish.step, to: { kind: 'waived', reason: wish.reason } };
    case 'do':
      return { act: 'advance', runId, step: wish.step, to: { kind: 'done', sessionId: null } };
    case 'reopen':
      return { act: 'advance', runId, step: wish.step, to: { kind: 'open' } };
    case 'fill':
    case 'override':
    case 'tick':
    case 'pause':
    case 'resume':
    case 'succeed':
    case 'fail':
      return { ...wish, runId };
    default:
      return assertNever(wish);
  }
}
