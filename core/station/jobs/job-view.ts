import type { JobSide, JobView } from '../../contract/station/jobs.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { jobActs, mayPersonOnJob } from '../../domain/jobs/job-table.ts';
import { assetLabel } from '../../domain/pairing/asset.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import { auditActor, type Principal } from '../principal.ts';
import { mayOverride } from '../profiles/may-override.ts';
import type { StationContext } from '../station-context.ts';
import { asLine, type StandingJob } from './job-book.ts';
import { historyOf } from './job-history.ts';
import { createRowMaker, knownFields } from './job-row.ts';
import { partiesOnJob } from './parties-on-job.ts';

/** Everything that the page of one job shows. */
export function viewJob(context: StationContext, standing: StandingJob, principal: Principal): JobView {
  const { store } = context;
  const { job } = standing;
  const side = sideOf(context, job);
  const row = createRowMaker(context)(asLine(standing), side);
  const { assetId } = knownFields(job);
  const asset = assetId === null ? null : store.asset(assetId);
  return {
    kind: 'job',
    job,
    row,
    side,
    templateName: row.templateName,
    profileNames: profileNames(context, job),
    assetLabel: asset === null ? null : assetLabel(asset),
    overrideAllowed: overrideAllowed(context, job),
    may: mayOf(context, job, principal),
    sessionId: openSheetOf(context, job),
    history: historyOf(job, row.fleetName),
  };
}

function profileNames({ store }: StationContext, { fields, run }: Job): JobView['profileNames'] {
  const departed = (run?.overrides ?? []).filter(({ field }) => field === 'profileId');
  const named = new Set<string | null | undefined>([
    ...[fields.profileId, run?.filled.profileId],
    ...departed.flatMap(({ prescribed, instead }) => [prescribed, instead]),
  ]);
  return Object.fromEntries(
    store
      .profiles()
      .filter(({ id }) => named.has(id))
      .map(({ id, name }) => [id, name]),
  );
}

/** An organization that gives a job to itself looks at it as the fleet. */
export function sideOf({ identity }: Pick<StationContext, 'identity'>, job: Job): JobSide {
  return job.organizationId === identity.organizationId ? 'fleet' : 'workshop';
}

/** Whether the workshop that has the job may depart from it (ORG-5), as far as this station knows. */
function overrideAllowed(context: StationContext, { organizationId, partner }: Job): boolean {
  return organizationId !== context.identity.organizationId
    ? mayOverride(context, organizationId)
    : partner !== null && context.store.trust(organizationId, partner.id)?.overrideAllowed === true;
}

/** The newest one that is open here. */
function openSheetOf({ store }: StationContext, { id }: Job): SessionId | null {
  return store.openSessions().find((session) => session.job?.id === id)?.id ?? null;
}

function mayOf(context: StationContext, job: Job, principal: Principal): JobView['may'] {
  const asker = { parties: partiesOnJob(context, principal, job), personId: auditActor(principal).personId };
  return Object.fromEntries(jobActs.map((act) => [act, mayPersonOnJob(job, asker, act)]));
}
