import { type JobStatus, jobStatus } from '#core/domain/jobs/job.ts';
import { type JobKind, serviceDate } from '#core/domain/jobs/job-fields.ts';
import { type DayRange, type JobDay, jobDays } from './job-day.ts';
import { type JobSort, jobSorts } from './sort-jobs.ts';

/** Parts of the jobs page, in their order; the first two list jobs of that kind. */
export const jobTabs = ['installation', 'maintenance', 'templates', 'partners'] as const;
export type JobTab = (typeof jobTabs)[number];

/** Who a job comes from: a fleet, or a visit to a bench that nobody had ordered (X2). */
export const jobOrigins = ['ordered', 'ad-hoc'] as const;
export type JobOrigin = (typeof jobOrigins)[number];

/** Stands in the place of a partner or a template for jobs that have none. */
export const withoutOne = '-';

/** Which jobs are shown and in what order, kept in the address so that a bookmark and going back find it again (JOB-5). */
export interface JobsFilter {
  readonly text?: string;
  readonly status?: readonly JobStatus[];
  /** Ids of organizations. */
  readonly partner?: readonly string[];
  /** Names. */
  readonly template?: readonly string[];
  readonly day?: readonly JobDay[];
  /** First and last day of service, beside or instead of `day`. */
  readonly from?: string;
  readonly to?: string;
  readonly origin?: readonly JobOrigin[];
  readonly sort?: JobSort;
  readonly down?: true;
}

export interface JobsAddress extends JobsFilter {
  /** Left out for the first. */
  readonly tab?: JobTab;
}

/** What is filtered by, besides the text: each a set of values of which any fits. */
export const jobFacets = ['status', 'partner', 'template', 'day', 'origin'] as const;
export type JobFacet = (typeof jobFacets)[number];

export function readJobsAddress(search: Readonly<Record<string, unknown>>): JobsAddress {
  const { text } = search;
  const tab = jobTabs.find((one) => one === search['tab']);
  const sort = jobSorts.find((one) => one === search['sort']);
  return {
    ...(tab === undefined || tab === jobTabs[0] ? {} : { tab }),
    // A number that was searched for comes back from the address as a number.
    ...((typeof text === 'string' && text !== '') || typeof text === 'number' ? { text: String(text) } : {}),
    ...some('status', known(search['status'], jobStatus.options)),
    ...some('partner', words(search['partner'])),
    ...some('template', words(search['template'])),
    ...some('day', known(search['day'], jobDays)),
    ...dayNamed('from', search['from']),
    ...dayNamed('to', search['to']),
    ...some('origin', known(search['origin'], jobOrigins)),
    ...(sort === undefined ? {} : { sort }),
    ...(search['down'] === true ? { down: true as const } : {}),
  };
}

/** The kind of jobs that a tab lists; null for one that lists something else. */
export function kindOfTab(tab: JobTab): JobKind | null {
  return tab === 'installation' || tab === 'maintenance' ? tab : null;
}

/** The filter with these values in a facet; without the facet where there are none, or none that it knows. */
export function withFacet(filter: JobsFilter, facet: JobFacet, values: readonly string[]): JobsFilter {
  const { tab: _tab, ...read } = readJobsAddress({ ...filter, [facet]: values });
  return read;
}

/** The days from and to which is asked; null where nobody asks. */
export function rangeOf({ from, to }: JobsFilter): DayRange | null {
  return from === undefined && to === undefined ? null : { from: from ?? null, to: to ?? null };
}

/** The filter with other days from and to; without any where both are null. */
export function withRange({ from: _from, to: _to, ...filter }: JobsFilter, { from, to }: DayRange): JobsFilter {
  return { ...filter, ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
}

function dayNamed<Key extends 'from' | 'to'>(key: Key, value: unknown): { readonly [K in Key]?: string } {
  const day = serviceDate.safeParse(value).data;
  // A computed key is a string to the compiler, whatever it was declared as.
  return (day === undefined ? {} : { [key]: day }) as { readonly [K in Key]?: string };
}

function some<Key extends string, Value>(
  key: Key,
  values: readonly Value[],
): { readonly [K in Key]?: readonly Value[] } {
  // A computed key is a string to the compiler, whatever it was declared as.
  return (values.length === 0 ? {} : { [key]: values }) as { readonly [K in Key]?: readonly Value[] };
}

/** A name that is all digits comes back from the address as a number. */
function words(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  return all.filter((one) => typeof one === 'string' || typeof one === 'number').map(String);
}

function known<Value extends string>(value: unknown, options: readonly Value[]): readonly Value[] {
  return options.filter((option) => words(value).includes(option));
}
