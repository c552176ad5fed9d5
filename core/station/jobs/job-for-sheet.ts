import type { BenchSession, SheetJob } from '../../domain/bench/bench-session.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { bindingFields, jobWants } from '../../domain/jobs/job-wants.ts';
import { jobForUnit, type MetUnit, unitOnJob } from '../../domain/jobs/unit-on-job.ts';
import type { OrganizationId, ProfileId } from '../../kernel/entity-ids.ts';
import type { StoreReader } from '../../ports/station-store.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { carriedOver } from './carried-over.ts';
import { jobsOfCustomer, standingJob } from './job-book.ts';

/** The job that whoever scans a unit for this customer has begun and that it belongs to; null where they have begun none. */
export function jobForScan(
  context: StationContext,
  principal: Principal,
  { customerId, ...unit }: MetUnit & { readonly customerId: OrganizationId },
): Job | null {
  const { personId } = auditActor(principal);
  const running = jobsOfCustomer(context, customerId, ({ status }) => status === 'running');
  return jobForUnit(
    running.filter(({ run }) => run?.technician.personId === personId),
    unit,
  );
}

export function asSheetJob({ id, number, kind }: Job): SheetJob {
  return { id, number, kind };
}

/** The profile that the job wants for this unit; null where it leaves that open, or this is not the unit. */
export function profileWanted({ store }: { readonly store: StoreReader }, job: Job, unit: MetUnit): ProfileId | null {
  const { kind } = unitOnJob(job, unit);
  const isIts = kind === 'the-unit' || kind === 'open';
  return isIts ? (jobWants(job).profileId ?? carriedOver(store, job).profileId) : null;
}

/** What the sheet's job says about the sheet's unit; null on a free-standing sheet, once the job is gone from here, and for another unit than its own. */
export function jobBehind(context: Pick<StationContext, 'store'>, session: BenchSession): Job | null {
  const job = session.job === undefined ? null : (standingJob(context, session.job.id)?.job ?? null);
  const met =
    job === null ? null : unitOnJob(job, { serial: session.label.serial, unitType: session.unit?.unitType ?? null });
  return met?.kind === 'the-unit' || met?.kind === 'open' ? job : null;
}

/** The values that the job prescribes for the unit of a sheet. They are asked of the job each time and stand on no sheet: they end with it (JOB-6). */
export function jobValuesFor(
  context: Pick<StationContext, 'store'>,
  session: BenchSession,
): Readonly<Record<string, string>> {
  const job = jobBehind(context, session);
  return job === null ? {} : bindingFields(job).values;
}
