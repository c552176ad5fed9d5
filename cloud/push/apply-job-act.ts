import type { z } from 'zod';
import type { JobCode } from '#core/domain/codes.ts';
import { applyJobCommand } from '#core/domain/jobs/apply-job-command.ts';
import { benchAction } from '#core/domain/jobs/bench-action.ts';
import type { Job } from '#core/domain/jobs/job.ts';
import type { jobActOperation } from '#core/domain/sync/operation.ts';
import { circumstancesOf } from '../jobs/job-desk.ts';
import { holdAnyJob, storeJobs } from '../jobs/job-rows.ts';
import { secretsThatFollow } from '../jobs/visit-periods.ts';
import { actOf } from './act-of.ts';
import { applyVisit } from './apply-visit.ts';
import { mayAct } from './judge-actor.ts';
import type { CloudCode, OperationEffect, PushContext } from './push-context.ts';

type JobAct = z.infer<typeof jobActOperation>;

/**
 * What happened at a bench on a job (JOB-7), judged now by the same machine as there. Work that was begun while the job was open for this
 * company is taken however late it comes; what was begun on a job that had been recalled, or was somebody else's by then, is a conflict that
 * the supervisor resolves (decisions.md c3).
 */
export async function applyJobAct(context: PushContext, operation: JobAct): Promise<OperationEffect> {
  const { jobId, command } = operation.payload;
  if (command.act === 'visit') {
    return applyVisit(context, { operation, command });
  }
  if (!(await mayAct(context, operation))) {
    return answer(context, operation, { before: null, verdict: 'refused', code: 'ACTOR_NOT_ALLOWED' });
  }
  const found = await holdAnyJob(context.transaction, jobId);
  // Of a job that is not this company's it hears as much as of one that never was (JOB-6).
  const before = found?.partner?.id === context.station.organizationId ? found : null;
  if (before === null || operation.unit !== `job:${jobId}`) {
    return answer(context, operation, { before: null, verdict: 'conflict', code: 'JOB_UNKNOWN' });
  }
  if (command.act === 'start' && before.run?.id === command.runId) {
    return answer(context, operation, { before, verdict: 'noop', code: null });
  }
  const about = await circumstancesOf({ ...context, actor: operation.actor }, before);
  const outcome = applyJobCommand(before, command, { ...about, now: doneAt(context, operation) });
  if (outcome.kind !== 'changed') {
    const code = outcome.kind === 'refused' ? outcome.code : 'JOB_NOT_ALLOWED';
    return answer(context, operation, { before, verdict: verdictFor(code), code });
  }
  await storeJobs(context.transaction, [outcome.job]);
  const changed = await secretsThatFollow(context.transaction, { before, after: outcome.job });
  return { ...answer(context, operation, { before, verdict: 'applied', code: null }), changed };
}

/** When it was done at the bench, as long as that is not yet to come: the order of things is the cloud's, their time is the bench's. */
function doneAt({ now }: PushContext, { occurredAt }: JobAct): PushContext['now'] {
  return occurredAt < now ? occurredAt : now;
}

/** Never allowed; with any other code it is only not allowed as things stand by now. */
const neverAllowed: ReadonlySet<JobCode> = new Set([
  ...(['JOB_NOT_ALLOWED', 'JOB_FIELD_LOCKED', 'JOB_FIELD_OPEN', 'JOB_OVERRIDE_OFF'] as const),
  ...(['JOB_REASON_MISSING', 'JOB_STEP_UNKNOWN', 'JOB_STEP_BY_SHEET', 'JOB_POINT_UNKNOWN', 'JOB_VIN_BAD'] as const),
  ...(['JOB_SERIAL_BAD', 'JOB_SAME_UNIT'] as const),
]);

function verdictFor(code: JobCode): 'refused' | 'conflict' {
  return neverAllowed.has(code) ? 'refused' : 'conflict';
}

interface Answer {
  /** The job as it was, where this company may know of it. */
  readonly before: Job | null;
  readonly verdict: OperationEffect['verdict'];
  readonly code: CloudCode | null;
}

function answer(context: PushContext, operation: JobAct, { before, verdict, code }: Answer): OperationEffect {
  const own = context.station.organizationId;
  const isDone = verdict === 'applied' || verdict === 'noop';
  const sides = isDone && before !== null ? [...new Set<string>([own, before.organizationId])] : [own];
  const action = benchAction(operation.payload.command);
  return {
    verdict,
    code,
    ownerEpoch: null,
    changed: [],
    by: isDone || before === null ? null : winnerOf(before),
    acts: [actOf(context, operation, { action, outcome: isDone ? 'done' : 'refused', code, in: sides })],
  };
}

/** Whoever has the job, for the words to whoever came too late. */
function winnerOf({ run }: Job): OperationEffect['by'] {
  return run === null ? null : { name: run.technician.name, at: run.startedAt, toName: null };
}
