import { assertNever } from '../../kernel/assert-never.ts';
import { isReason } from '../../kernel/reason.ts';
import type { Job } from './job.ts';
import { change, type JobCircumstances, type JobOutcome, refuse } from './job-circumstances.ts';
import type { BenchJobCommand, FleetJobCommand, JobCommand } from './job-command.ts';
import { mayOnJob, needsReason } from './job-table.ts';
import { judgeJobFields } from './judge-job-fields.ts';
import { newRun } from './new-run.ts';
import { workOnRun } from './work-on-run.ts';

/**
 * What becomes of a job when somebody asks something of it (JOB-1, JOB-7): the one place where a job changes. Pure, so that the centre
 * decides by it and a bench that is offline foresees by it.
 */
export function applyJobCommand(job: Job, command: JobCommand, about: JobCircumstances): JobOutcome {
  const permission = mayOnJob(job, about.parties, command.act);
  if (permission.kind === 'may-not') {
    return refuse(permission.code);
  }
  if (needsReason(command.act, job.status) && !isReason(reasonOf(command))) {
    return refuse('JOB_REASON_MISSING');
  }
  switch (command.act) {
    case 'edit':
    case 'assign':
    case 'recall':
    case 'delete':
      return order(job, command, about);
    case 'name-technician':
      return change(job, about, { technician: command.technician });
    case 'start':
      return start(job, command, about);
    default:
      return workOnRun(job, command, about);
  }
}

function reasonOf(command: JobCommand): string | null {
  if (command.act === 'fail') {
    return command.explanation;
  }
  return command.act === 'override' || command.act === 'name-technician' ? command.reason : null;
}

/** The fleet's own acts. */
function order(job: Job, command: FleetJobCommand, about: JobCircumstances): JobOutcome {
  switch (command.act) {
    case 'edit': {
      const judged = judgeJobFields(job.kind, command.fields);
      return judged.kind === 'fit'
        ? change(job, about, { fields: judged.fields, steps: command.steps })
        : refuse(judged.faults[0]?.code ?? 'JOB_EMPTY');
    }
    case 'assign':
      return about.isTrusted && about.partner !== null
        ? change(job, about, { status: 'assigned', partner: about.partner, technician: null, assignedAt: about.now })
        : refuse('JOB_NO_TRUST');
    case 'recall':
      return change(job, about, { status: 'pending', partner: null, technician: null, assignedAt: null });
    case 'delete':
      return { kind: 'deleted' };
    default:
      return assertNever(command);
  }
}

/** Both must hold: the fleet's trust, and that the job is nobody else's (X3). */
function start(job: Job, command: Extract<BenchJobCommand, { act: 'start' }>, about: JobCircumstances): JobOutcome {
  if (!about.isTrusted) {
    return refuse('JOB_NO_TRUST');
  }
  if (job.technician !== null && job.technician.personId !== about.actor.personId) {
    return refuse('JOB_OTHER_TECHNICIAN');
  }
  const { runId, stationId, stationName } = command;
  const run = newRun({ id: runId, stationId, stationName, startedAt: about.now, technician: about.actor });
  return change(job, about, { status: 'running', run });
}
