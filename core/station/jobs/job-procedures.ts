import type { JobRow } from '../../contract/station/jobs.ts';
import { rightsOf } from '../../domain/access/roles.ts';
import { orderOfJobNumber } from '../../domain/jobs/job-name.ts';
import { rightOfParty } from '../../domain/jobs/job-table.ts';
import { type JobId, jobId } from '../../kernel/entity-ids.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { exportJobs } from './export-jobs.ts';
import type { JobBenchCall } from './job-bench-procedures.ts';
import { asLine, isOnSide, standingJob, standingJobs } from './job-book.ts';
import { createRowMaker } from './job-row.ts';
import { viewJob } from './job-view.ts';
import { listJobs } from './list-jobs.ts';
import { createJob, orderJob, orderJobs } from './order-jobs.ts';
import { setVisits } from './set-visits.ts';

/** Jobs (JOB-1 to JOB-8): read from the station's copy, ordered at the centre, worked on here. */
export function jobProcedures(context: StationContext): Omit<AreaProcedures<'jobs'>, JobBenchCall> {
  const { store } = context;
  return {
    list: async ({ side, since }) => listJobs(context, { side, since }),

    table: async ({ ids }) => exportJobs(context, ids),

    read: async ({ id }, { principal }) => {
      const standing = standingJob(context, id);
      return standing === null ? { kind: 'unknown' } : viewJob(context, standing, principal);
    },

    find: async ({ text }) => findJob(context, text),

    mine: async (_input, { principal }) => ({ rows: jobsFor(context, principal), asOf: store.mirrorAsOf() }),

    create: async (asked, { principal }) => createJob(context, principal, asked),
    order: async (asked, { principal }) => orderJob(context, principal, asked),
    orderMany: async (asked, { principal }) => orderJobs(context, principal, asked),

    visits: async () => ({ on: store.organization(context.identity.organizationId)?.visitsAreJobs === true }),
    setVisits: async (asked, { principal }) => setVisits(context, principal, asked),

    technicians: async () =>
      context.roster
        .people()
        .filter(({ active, roles }) => active && rightsOf(roles).has(rightOfParty.worker))
        .map(({ id, displayName }) => ({ personId: id, name: displayName })),
  };
}

/** A number that several fleets use and none of them is ours says nothing alone: `several` leaves the choice to a person. */
function findJob(context: StationContext, text: string) {
  const [, digits] = /^(?:J-?)?(\d{1,9})$/i.exec(text.trim()) ?? [];
  const id = jobId.safeParse(text.trim()).data;
  const byId = id === undefined ? null : standingJob(context, id);
  if (byId !== null) {
    return { kind: 'found', id: byId.job.id } as const;
  }
  const found = digits === undefined ? [] : context.store.jobsNumbered(Number(digits));
  const ours = found.filter((job) => isOnSide(context, job, 'fleet'));
  const meant = ours.length > 0 ? ours : found;
  const [first] = meant;
  if (first === undefined) {
    return { kind: 'unknown' } as const;
  }
  return meant.length === 1
    ? ({ kind: 'found', id: first.id } as const)
    : ({ kind: 'several', ids: meant.map(({ id }): JobId => id) } as const);
}

/** What nobody else has, what they have begun, and what they are to take over: the nearest day first, then the oldest number (JOB-7). */
function jobsFor(context: StationContext, principal: Principal): JobRow[] {
  const { personId } = auditActor(principal);
  const rowOf = createRowMaker(context);
  return standingJobs(context, 'workshop')
    .filter(({ job }) => {
      const isNamed = job.technician?.personId === personId;
      return job.status === 'running'
        ? isNamed || job.run?.technician.personId === personId
        : job.status === 'assigned' && (isNamed || job.technician === null);
    })
    .map((standing) => rowOf(asLine(standing), 'workshop'))
    .sort(
      (one, other) =>
        dayOf(one).localeCompare(dayOf(other)) || orderOfJobNumber(one.number) - orderOfJobNumber(other.number),
    );
}

/** Those without a day come last. */
function dayOf({ serviceDate }: JobRow): string {
  return serviceDate ?? '9999';
}
