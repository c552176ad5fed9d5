// Which jobs of a list are shown, and how many there are of each value that one could filter by (JOB-5). One pass over the rows, so that the page can
// ask it at every key for 100,000 of them.
import type { JobRow } from '#core/contract/station/jobs.ts';
import { createDayOf, isWithin } from './job-day.ts';
import { numbersIn } from './job-numbers.ts';
import { type JobFacet, type JobsFilter, jobFacets, rangeOf, withoutOne } from './jobs-search.ts';

export interface FoundJobs {
  /** In the order in which they were given. */
  readonly rows: readonly JobRow[];
  /** How many of those that text and all other facets find have which value: what choosing it would show. */
  readonly counts: Readonly<Record<JobFacet, ReadonlyMap<string, number>>>;
  /** The same of the days from and to which is asked; 0 where nobody asks. */
  readonly inRange: number;
}

export interface JobsQuestion {
  readonly filter: JobsFilter;
  /** The day of whoever looks. */
  readonly today: string;
}

export type FindJobs = (rows: readonly JobRow[], question: JobsQuestion) => FoundJobs;

/** Finds jobs, and remembers what was searched for last: a text that goes on is searched for among what its beginning found. */
export function createJobFind(): FindJobs {
  const search = createSearch();
  return (rows, { filter, today }) => {
    const counts = blankCounts();
    const facets = createFacets(filter, today, counts);
    const range = rangeOf(filter);
    const shown: JobRow[] = [];
    let inRange = 0;
    for (const row of search(rows, filter.text ?? '')) {
      const missed = missedBy(row, facets);
      if (missed === 'none') {
        shown.push(row);
      }
      for (const facet of missed === 'none' ? facets : missed === 'several' ? [] : [missed]) {
        facet.counts.set(facet.value, (facet.counts.get(facet.value) ?? 0) + 1);
        inRange += facet.name === 'day' && range !== null && isWithin(row.serviceDate, range) ? 1 : 0;
      }
    }
    return { rows: shown, counts, inRange };
  };
}

interface Facet {
  readonly name: JobFacet;
  readonly valueOf: (row: JobRow) => string;
  readonly isWanted: (value: string, row: JobRow) => boolean;
  readonly counts: Map<string, number>;
  /** Of the row that is looked at. */
  value: string;
}

type Counts = Readonly<Record<JobFacet, Map<string, number>>>;

const blankCounts = (): Counts => ({
  status: new Map(),
  partner: new Map(),
  template: new Map(),
  day: new Map(),
  origin: new Map(),
});

function createFacets(filter: JobsFilter, today: string, counts: Counts): readonly Facet[] {
  const dayOf = createDayOf(today);
  const values: Readonly<Record<JobFacet, Facet['valueOf']>> = {
    status: ({ status }) => status,
    partner: ({ partner }) => partner?.id ?? withoutOne,
    template: ({ templateName }) => templateName ?? withoutOne,
    day: ({ serviceDate }) => dayOf(serviceDate),
    origin: ({ isAdHoc }) => (isAdHoc ? 'ad-hoc' : 'ordered'),
  };
  return jobFacets.map((name) => {
    const chosen = new Set<string>(filter[name] ?? []);
    const range = name === 'day' ? rangeOf(filter) : null;
    const isOpen = chosen.size === 0 && range === null;
    const isInRange = (row: JobRow) => range !== null && isWithin(row.serviceDate, range);
    const isWanted = (value: string, row: JobRow) => isOpen || chosen.has(value) || isInRange(row);
    return { name, valueOf: values[name], isWanted, counts: counts[name], value: '' };
  });
}

/** The one facet that the row does not fit. */
function missedBy(row: JobRow, facets: readonly Facet[]): Facet | 'none' | 'several' {
  let missed: Facet | 'none' | 'several' = 'none';
  for (const facet of facets) {
    facet.value = facet.valueOf(row);
    if (!facet.isWanted(facet.value, row)) {
      missed = missed === 'none' ? facet : 'several';
    }
  }
  return missed;
}

type Search = (rows: readonly JobRow[], text: string) => readonly JobRow[];

/** A run of numbers means these jobs; any other text means jobs of which it can be read somewhere. */
function createSearch(): Search {
  const textOf = createJobTexts();
  let last: { readonly rows: readonly JobRow[]; readonly wanted: string; readonly found: readonly JobRow[] } | null =
    null;
  return (rows, text) => {
    const numbers = numbersIn(text);
    if (numbers !== null) {
      return rows.filter(({ number }) => number !== null && number >= numbers.first && number <= numbers.last);
    }
    const wanted = bareText(text);
    if (wanted === '') {
      return rows;
    }
    const among = last?.rows === rows && wanted.includes(last.wanted) ? last.found : rows;
    const found = among.filter((row) => textOf(row).includes(wanted));
    last = { rows, wanted, found };
    return found;
  };
}

/** Without what people leave out or put in as they like: capitals, blanks, hyphens. */
function bareText(text: string): string {
  return text.toLowerCase().replace(/[\s\-:]/g, '');
}

/** Plate, VIN, name, number, serial: what somebody has in hand who looks for a job. Worked out once for each row. */
function createJobTexts(): (row: JobRow) => string {
  const known = new WeakMap<JobRow, string>();
  return (row) => {
    const before = known.get(row);
    if (before !== undefined) {
      return before;
    }
    const { plate, vin, customName, number, unitSerial } = row;
    const text = bareText(`j${number ?? ''}|${plate ?? ''}|${vin ?? ''}|${customName ?? ''}|${unitSerial ?? ''}`);
    known.set(row, text);
    return text;
  };
}
