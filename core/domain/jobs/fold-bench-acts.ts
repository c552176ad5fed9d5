import type { z } from 'zod';
import type { jobActOperation } from '../sync/operation.ts';
import { applyJobCommand } from './apply-job-command.ts';
import type { Job } from './job.ts';

export type JobAct = z.infer<typeof jobActOperation>;

/**
 * A job as it stands at the bench: as the centre told of it last, with what was done here since and not answered yet. Each act was judged
 * when it was done, so trust and rights are not asked again; what no longer fits, because the centre knows better by now, is left out.
 * The version stays the centre's: orders are compared with that one.
 */
export function foldBenchActs(known: Job, acts: readonly JobAct[]): Job {
  const standing = acts.reduce(afterAct, known);
  return standing === known ? known : { ...standing, version: known.version };
}

/** The job after one act that was judged before; the same job where it does not fit. */
export function afterAct(job: Job, { payload, actor, occurredAt }: JobAct): Job {
  if (payload.command.act === 'visit') {
    return job; // It made the job; the station has put that into its copy.
  }
  const outcome = applyJobCommand(job, payload.command, {
    now: occurredAt,
    actor: { personId: actor.personId, name: actor.name },
    parties: new Set(['worker'] as const),
    partner: job.partner,
    isTrusted: true,
    overrideAllowed: true,
  });
  return outcome.kind === 'changed' ? outcome.job : job;
}
