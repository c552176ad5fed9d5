import type { JobAct } from '../../domain/jobs/fold-bench-acts.ts';
import { isOpenForPartner } from '../../domain/jobs/job.ts';
import { jobName } from '../../domain/jobs/job-name.ts';
import { visitJob } from '../../domain/jobs/visit-job.ts';
import type { ChangesPage } from '../../domain/sync/changes.ts';
import type { OperationVerdict } from '../../domain/sync/operation.ts';
import { jobId } from '../../kernel/entity-ids.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { changeSheetIn } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';
import { isJobAct, standingJob, unitOfJob } from './job-book.ts';

interface Answered {
  readonly operation: JobAct;
  readonly verdict: OperationVerdict;
}

/**
 * The centre's word on a visit that this bench made a job (X2), in the transaction that stores it. Taken: job and sheets have its number from now on. Not taken:
 * the job is no more, a task says why, and the sheet goes on without one.
 */
export function takeVisitAnswer(context: StationContext, write: StoreWriter, { operation, verdict }: Answered): void {
  const { jobId: id, command } = operation.payload;
  if (verdict.verdict === 'applied' || verdict.verdict === 'noop') {
    numberJob(context, write, { operation, verdict });
    return;
  }
  write.mirror.remove('job', id);
  write.addFeed({
    at: context.clock.now(),
    mark: 'stop',
    key: 'visit-not-taken',
    sessionId: operation.sessionId,
    detail: { serial: command.act === 'visit' ? command.unitSerial : '', code: verdict.code ?? '' },
  });
}

function numberJob(context: StationContext, write: StoreWriter, { operation, verdict }: Answered): void {
  const { jobNumber: number } = verdict;
  const { jobId: id, command } = operation.payload;
  if (number === undefined || command.act !== 'visit') {
    return;
  }
  const known = write.job(id);
  if (known?.number === null) {
    write.mirror.putJob({ ...known, number });
  }
  for (const session of write.sessionsOfSerials([command.unitSerial])) {
    if (session.job?.id === id && session.job.number === null) {
      changeSheetIn(context, write, {
        sessionId: session.id,
        principal: { kind: 'nobody' },
        event: { kind: 'job-numbered', job: { ...session.job, number } },
        audit: { action: 'sheet.job-numbered', outcome: 'noted', after: { job: jobName(number) } },
      });
    }
  }
}

/** A full copy knows nothing of visits that the centre has not heard of yet: they stay. */
export function keepVisits(
  { identity }: Pick<StationContext, 'identity'>,
  write: StoreWriter,
  { rows }: ChangesPage,
): void {
  for (const row of rows) {
    if (row.kind === 'removed' && row.of === 'job') {
      putBack({ identity }, write, row.key);
    }
  }
}

function putBack({ identity }: Pick<StationContext, 'identity'>, write: StoreWriter, key: string): void {
  const id = jobId.parse(key);
  const made = write
    .waitingOperations(unitOfJob(id))
    .filter(isJobAct)
    .find(({ payload }) => payload.command.act === 'visit');
  const command = made?.payload.command;
  if (made === undefined || command?.act !== 'visit') {
    return;
  }
  const { personId, name } = made.actor;
  const own = identity.organizationId;
  const visit = visitJob(command, {
    id,
    organizationId: made.payload.organizationId,
    number: null,
    at: made.occurredAt,
    partner: { id: own, name: write.organization(own)?.name ?? identity.name },
    technician: { personId, name },
  });
  if (visit.kind === 'refused') {
    return;
  }
  write.mirror.putJob(visit.job);
  const standing = standingJob({ store: write }, id)?.job ?? null;
  if (standing !== null && !isOpenForPartner(standing)) {
    // It was ended here already (JOB-6).
    write.mirror.remove('job', id);
  }
}
