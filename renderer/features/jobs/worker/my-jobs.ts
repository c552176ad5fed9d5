import type { JobRow } from '#core/contract/station/jobs.ts';
import { orderOfJobNumber } from '#core/domain/jobs/job-name.ts';

/** What the page of a bench's jobs shows, kept in its address. */
export interface MyJobsAddress {
  /** All of the workshop, where only one's own are shown otherwise. */
  readonly all?: true;
  /** The job that was just ended, to say so once. */
  readonly ended?: 'succeeded' | 'failed';
  readonly number?: number;
}

export function readMyJobsAddress(search: Record<string, unknown>): MyJobsAddress {
  const { ended, number } = search;
  return {
    ...(search['all'] === true ? { all: true as const } : {}),
    ...(ended === 'succeeded' || ended === 'failed' ? { ended } : {}),
    ...(typeof number === 'number' ? { number } : {}),
  };
}

/** What is at work before what waits; each in the order in which it came. */
export function partJobs(rows: readonly JobRow[]): {
  readonly begun: readonly JobRow[];
  readonly waiting: readonly JobRow[];
} {
  return {
    begun: rows.filter(({ status }) => status === 'running'),
    waiting: rows.filter(({ status }) => status === 'assigned'),
  };
}

/** Open jobs of the workshop, the nearest day of service first; those without a day come last. */
export function openByDay(rows: readonly JobRow[]): readonly JobRow[] {
  const dayOf = ({ serviceDate }: JobRow) => serviceDate ?? '9999';
  return rows
    .filter(({ status }) => status === 'assigned' || status === 'running')
    .sort(
      (one, other) =>
        dayOf(one).localeCompare(dayOf(other)) || orderOfJobNumber(one.number) - orderOfJobNumber(other.number),
    );
}

/** What people call the vehicle: the plate, else its name, else the VIN; null where nothing is known of it. */
export function vehicleName({ plate, customName, vin }: Pick<JobRow, 'plate' | 'customName' | 'vin'>): string | null {
  return plate ?? customName ?? vin;
}
