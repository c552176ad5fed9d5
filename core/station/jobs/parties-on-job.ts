import { type Right, rightsOf, role } from '../../domain/access/roles.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { type JobParty, rightOfParty } from '../../domain/jobs/job-table.ts';
import { operationActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { isOnSide } from './job-book.ts';

/** What whoever asks is to this job: by the side that our organization has in it, and by their rights (ORG-2). */
export function partiesOnJob(context: StationContext, principal: Principal, job: Job): ReadonlySet<JobParty> {
  const sides: readonly JobParty[] = [
    ...(isOnSide(context, job, 'fleet') ? (['fleet'] as const) : []),
    ...(isOnSide(context, job, 'workshop') ? (['dispatcher', 'worker'] as const) : []),
  ];
  const held = rightsHeld(principal);
  return new Set(sides.filter((party) => held.has(rightOfParty[party])));
}

/** The machine's command line holds what the centre lets it do (see `operationActor`). */
export function rightsHeld(principal: Principal): ReadonlySet<Right> {
  return principal.kind === 'person'
    ? principal.rights
    : rightsOf(operationActor(principal).roles.flatMap((name) => role.safeParse(name).data ?? []));
}
