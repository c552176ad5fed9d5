import { applyBench } from '../../domain/bench/bench-machine.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { isOpenForPartner, type Job } from '../../domain/jobs/job.ts';
import type { VisitCommand } from '../../domain/jobs/job-command.ts';
import { jobName } from '../../domain/jobs/job-name.ts';
import { rightOfParty } from '../../domain/jobs/job-table.ts';
import { unitOnJob } from '../../domain/jobs/unit-on-job.ts';
import { isVisit, kindOfVisit, visitJob } from '../../domain/jobs/visit-job.ts';
import { jobId, jobRunId, operationId } from '../../kernel/entity-ids.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import { ownerObstacle } from '../sheets/sheet-owner.ts';
import type { FollowWorld } from './follow-job.ts';
import { jobsOfCustomer, standingJob, unitOfJob } from './job-book.ts';
import { asSheetJob } from './job-for-sheet.ts';
import { rightsHeld } from './parties-on-job.ts';

/** Who does something on which sheet. */
export interface Visit {
  readonly session: BenchSession;
  readonly principal: Principal;
  /** The unit was scanned just now. */
  readonly isScan: boolean;
}

/**
 * Makes an ad-hoc job of a visit where the customer wants every visit to be one (X2), in the act that changes its sheet, and answers the sheet as it is
 * then. It waits for no network: the centre numbers the job when it hears of it. No job is made for a unit that an open job of this company names already, nor
 * for one of which nothing can be done here.
 */
export function makeVisitJob(world: FollowWorld, write: StoreWriter, visit: Visit): BenchSession {
  const { session, principal } = visit;
  const unit = session.unit;
  if (unit === null || !isToBeJob(write, visit)) {
    return session;
  }
  const waiting = jobNaming(world, write, session);
  if (waiting !== null) {
    sayItWaits(world, write, { ...visit, job: waiting });
    return session;
  }
  const { clock, ids, identity } = world;
  const at = clock.now();
  const facts = write.unitsBySerial(unit.serial).find(({ unitType }) => unitType === unit.unitType);
  const command: VisitCommand = {
    act: 'visit',
    runId: jobRunId.parse(ids.next()),
    stationId: identity.stationId,
    stationName: identity.name,
    kind: kindOfVisit(facts, session.customerId),
    unitSerial: unit.serial,
    unitType: unit.unitType,
    knownAt: write.mirrorAsOf(),
  };
  const { personId, name } = operationActor(principal);
  const made = visitJob(command, {
    id: jobId.parse(ids.next()),
    organizationId: session.customerId,
    number: null,
    at,
    partner: { id: identity.organizationId, name: write.organization(identity.organizationId)?.name ?? identity.name },
    technician: { personId, name },
  });
  return made.kind === 'job' ? keep(world, write, { ...visit, job: made.job, command }) : session;
}

/** Whoever may do no work on jobs makes none, and nobody makes one of somebody else's sheet. */
function isToBeJob(write: StoreWriter, { session, principal, isScan }: Visit): boolean {
  if (session.state !== 'open' || session.mode !== 'customer' || session.verdict.kind !== 'verdict') {
    return false;
  }
  const isWanted = write.organization(session.customerId)?.visitsAreJobs === true && isVisit(session.verdict);
  const mayWork = principal.kind !== 'nobody' && rightsHeld(principal).has(rightOfParty.worker);
  return isWanted && mayWork && ownerObstacle(session, principal) === null && !hasJob(write, { session, isScan });
}

/** A job that is over took its sheet with it; only a new scan is a new visit. */
function hasJob(write: StoreWriter, { session, isScan }: Pick<Visit, 'session' | 'isScan'>): boolean {
  if (session.job === undefined || !isScan) {
    return session.job !== undefined;
  }
  const job = standingJob({ store: write }, session.job.id)?.job ?? null;
  return job !== null && isOpenForPartner(job);
}

/** An open job of our own company that names this unit, whoever has it. */
function jobNaming({ identity }: FollowWorld, write: StoreWriter, { customerId, unit }: BenchSession): Job | null {
  const open = jobsOfCustomer({ store: write, identity }, customerId, isOpenForPartner);
  const isNamed = (job: Job) => unit !== null && ['the-unit', 'old-unit'].includes(unitOnJob(job, unit).kind);
  return open.find(isNamed) ?? null;
}

/** It is not begun by scanning: whoever works on it takes it in so many words. */
function sayItWaits({ clock }: FollowWorld, write: StoreWriter, { session, isScan, job }: Visit & { job: Job }): void {
  if (isScan) {
    write.addFeed({
      at: clock.now(),
      mark: 'warn',
      key: 'job-names-unit',
      sessionId: session.id,
      detail: { job: jobName(job.number), serial: session.label.serial },
    });
  }
}

interface Made extends Visit {
  readonly job: Job;
  readonly command: VisitCommand;
}

function keep({ clock, ids, identity }: FollowWorld, write: StoreWriter, made: Made): BenchSession {
  const { session, principal, job, command } = made;
  const at = clock.now();
  const joined = applyBench(session, {
    kind: 'job-joined',
    job: asSheetJob(job),
    profileId: null,
    at,
    by: auditActor(principal).name,
  });
  if (joined.kind === 'refused') {
    return session;
  }
  write.saveSession(joined.session);
  write.mirror.putJob(job);
  const operation = write.enqueue({
    id: operationId.parse(ids.next()),
    kind: 'job.act',
    unit: unitOfJob(job.id),
    sessionId: session.id,
    actor: operationActor(principal),
    occurredAt: at,
    payload: { jobId: job.id, organizationId: job.organizationId, number: null, command },
  });
  write.appendAudit({
    actor: auditActor(principal),
    organizations: [identity.organizationId, job.organizationId],
    action: 'job.made-of-visit',
    outcome: 'noted',
    sessionId: session.id,
    operationId: operation.id,
    after: { job: jobName(job.number), kind: job.kind, unit: `${command.unitType}:${command.unitSerial}` },
  });
  write.addFeed({
    at,
    mark: 'ok',
    key: 'visit-is-job',
    sessionId: session.id,
    detail: { customer: session.customerName, serial: session.label.serial },
  });
  return joined.session;
}
