import type { JobCode } from '#core/domain/codes.ts';
import type { Job } from '#core/domain/jobs/job.ts';
import type { VisitCommand } from '#core/domain/jobs/job-command.ts';
import { visitJob } from '#core/domain/jobs/visit-job.ts';
import { wasVisitWanted } from '#core/domain/jobs/visit-wish.ts';
import { standingOf } from '#core/domain/organizations/trust.ts';
import type { Operation } from '#core/domain/sync/operation.ts';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { holdAnyJob, storeJobs, takeNumbers } from '../jobs/job-rows.ts';
import { loadVisitPeriods, secretsThatFollow } from '../jobs/visit-periods.ts';
import { actOf } from './act-of.ts';
import { mayAct } from './judge-actor.ts';
import type { OperationEffect, PushContext } from './push-context.ts';

type JobAct = Extract<Operation, { kind: 'job.act' }>;

/** A visit, taken out of the operation that tells of it. */
export interface ToldVisit {
  readonly operation: JobAct;
  readonly command: VisitCommand;
}

/**
 * A visit that a bench made a job of (X2). It begins a job, so it is judged like a start (decisions.md c3): without trust by now it is a conflict that the
 * supervisor resolves. Whether the fleet wanted it is asked of the time of the scan; only what it never wanted is refused.
 */
export async function applyVisit(context: PushContext, { operation, command }: ToldVisit): Promise<OperationEffect> {
  const { jobId } = operation.payload;
  if (!(await mayAct(context, operation))) {
    return refuse(context, operation, { verdict: 'refused', code: 'ACTOR_NOT_ALLOWED' });
  }
  const present = await holdAnyJob(context.transaction, jobId);
  if (present !== null || operation.unit !== `job:${jobId}`) {
    return present !== null && isSame(context, present, { operation, command })
      ? done(context, operation, { verdict: 'noop', job: present })
      : refuse(context, operation, { verdict: 'conflict', code: 'JOB_UNKNOWN' });
  }
  const against = await reasonAgainst(context, operation, command);
  if (against !== null) {
    return refuse(context, operation, against);
  }
  return make(context, { operation, command });
}

/** The same visit under another operation, e.g. from a disk that was put back. */
function isSame({ station }: PushContext, job: Job, { operation, command }: ToldVisit): boolean {
  return (
    job.isAdHoc === true &&
    job.partner?.id === station.organizationId &&
    job.organizationId === operation.payload.organizationId &&
    job.run?.id === command.runId
  );
}

interface Against {
  readonly verdict: 'refused' | 'conflict';
  readonly code: JobCode | 'ACTOR_NOT_ALLOWED';
}

async function reasonAgainst(
  { reads, station, transaction, now, matrix }: PushContext,
  { payload, occurredAt }: JobAct,
  { knownAt, unitType }: VisitCommand,
): Promise<Against | null> {
  const trust = await reads.trust({ customerId: payload.organizationId, partnerId: station.organizationId });
  if (standingOf(trust, now).kind !== 'active') {
    return { verdict: 'conflict', code: 'JOB_NO_TRUST' };
  }
  const periods = await loadVisitPeriods(transaction, payload.organizationId);
  if (!wasVisitWanted(periods, { scannedAt: occurredAt, knownAt, now })) {
    return { verdict: 'refused', code: 'JOB_VISIT_UNWANTED' };
  }
  return unitType === null || matrix.some((one) => one.unitType === unitType)
    ? null
    : { verdict: 'refused', code: 'JOB_TYPE_UNKNOWN' };
}

async function make(context: PushContext, { operation, command }: ToldVisit): Promise<OperationEffect> {
  const { transaction, station, organizationName, now } = context;
  const { jobId, organizationId: fleetId } = operation.payload;
  const { personId, name } = operation.actor;
  const about = {
    id: jobId,
    organizationId: fleetId,
    technician: { personId, name },
    partner: { id: organizationId.parse(station.organizationId), name: organizationName },
    at: operation.occurredAt < now ? operation.occurredAt : now,
  };
  const judged = visitJob(command, { ...about, number: null });
  if (judged.kind === 'refused') {
    return refuse(context, operation, { verdict: 'refused', code: judged.code });
  }
  const number = await takeNumbers(transaction, { organizationId: fleetId, count: 1 });
  const job: Job = { ...judged.job, number };
  await storeJobs(transaction, [job]);
  const changed = await secretsThatFollow(transaction, { before: null, after: job });
  return { ...done(context, operation, { verdict: 'applied', job }), changed };
}

const action = 'job.made-of-visit';

function done(
  context: PushContext,
  operation: JobAct,
  { verdict, job }: { readonly verdict: 'applied' | 'noop'; readonly job: Job },
): OperationEffect {
  const sides = [...new Set<string>([context.station.organizationId, job.organizationId])];
  return {
    verdict,
    code: null,
    by: null,
    ownerEpoch: null,
    changed: [],
    ...(job.number === null ? {} : { jobNumber: job.number }),
    acts: [actOf(context, operation, { action, outcome: 'done', code: null, in: sides })],
  };
}

function refuse(context: PushContext, operation: JobAct, { verdict, code }: Against): OperationEffect {
  const own = [context.station.organizationId];
  return {
    verdict,
    code,
    by: null,
    ownerEpoch: null,
    changed: [],
    acts: [actOf(context, operation, { action, outcome: 'refused', code, in: own })],
  };
}
