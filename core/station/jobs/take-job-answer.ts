import { afterAct, type JobAct } from '../../domain/jobs/fold-bench-acts.ts';
import { isOpenForPartner, type Job } from '../../domain/jobs/job.ts';
import { jobName } from '../../domain/jobs/job-name.ts';
import type { OperationVerdict } from '../../domain/sync/operation.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import type { StationContext } from '../station-context.ts';
import { settleOperation } from '../sync/settle-operation.ts';
import { forgetCursor } from '../sync/sync-memory.ts';
import { takeVisitAnswer } from './take-visit-answer.ts';

interface Answered {
  readonly operation: JobAct;
  readonly verdict: OperationVerdict;
}

/**
 * The centre's word on something that was done with a job here, in the transaction that stores it. Taken: the station's copy stands so now, and the
 * pull brings the same. Not taken: the copy stands as if it had not been done, and the task says why (decisions.md c3).
 */
export function takeJobAnswer(context: StationContext, write: StoreWriter, { operation, verdict }: Answered): void {
  const { jobId, command } = operation.payload;
  if (command.act === 'visit') {
    takeVisitAnswer(context, write, { operation, verdict });
    return;
  }
  const known = write.job(jobId);
  if (verdict.verdict === 'applied' || verdict.verdict === 'noop') {
    if (known !== null) {
      keep(context, write, { known, after: afterAct(known, operation) });
    }
    return;
  }
  write.restampJob(jobId);
  if (isFinish(operation) && known === null) {
    // Our copy went when the job was ended here. If it is open for us still, the next contact brings it again.
    forgetCursor(write);
  }
  if (followsRefusedStart(operation, verdict)) {
    settleOperation(context, write, {
      principal: { kind: 'nobody' },
      how: 'settled',
      note: 'belongs to a start that the centre did not take',
      record: { operation, verdict, resolution: null },
    });
    return;
  }
  write.addFeed({
    at: context.clock.now(),
    mark: 'stop',
    key: 'job-not-taken',
    sessionId: operation.sessionId,
    detail: { job: jobName(operation.payload.number), code: verdict.code ?? '' },
  });
}

interface Change {
  readonly known: Job;
  readonly after: Job;
}

function keep({ identity }: StationContext, write: StoreWriter, { known, after }: Change): void {
  if (!isOpenForPartner(after) && after.organizationId !== identity.organizationId) {
    write.mirror.remove('job', after.id);
  } else if (gistOf(after) === gistOf(known)) {
    // The pull was faster: what the centre took is in the row already.
    write.restampJob(after.id);
  } else {
    write.mirror.putJob(after);
  }
}

const gistOf = ({ version: _version, changedAt: _changedAt, ...job }: Job): string => canonicalJson(job);

function isFinish({ payload: { command } }: JobAct): boolean {
  return command.act === 'succeed' || command.act === 'fail';
}

/** What was done in between a start that was not taken and the finish: one task each for start and finish is enough. */
function followsRefusedStart(operation: JobAct, { verdict, code }: OperationVerdict): boolean {
  const isBetween = operation.payload.command.act !== 'start' && !isFinish(operation);
  return verdict === 'conflict' && isBetween && (code === 'JOB_OTHER_RUN' || code === 'JOB_UNKNOWN');
}
