// Which jobs of a list are shown, and how many there are of each value that one could filter by (JOB-5). Pure, and one pass over the rows, so
// that the page can ask it at every key for 100,000 of them.
import type { JobRow } from '#core/contract/station/jobs.ts';
import { jobDayOf } from './job-day.ts';
import { numbersIn } from './job-numbers.ts';
import { type JobFacet, type JobsFilter, jobFacets, withoutOne } from './jobs-search.ts';

export interface FoundJobs {
  /** In the order in which they were given. */
  readonly rows: readonly JobRow[];
  /** How many of those that text and all other facets find have which value: what choosing it would show. */
  readonly counts: Readonly<Record<JobFacet, ReadonlyMap<string, number>>>;
}

export interface JobsQuestion {
  readonly filter: JobsFilter;
  /** The day of whoever looks. */
  readonly today: string;
  /** What can be searched of a job, as `bareText` writes it. */
  readonly textOf: (row: JobRow) => string;
}

export function findJobs(rows: readonly JobRow[], { filter, today, textOf }: JobsQuestion): FoundJobs {
  const isWanted = searchFor(filter.text ?? '', textOf);
  const chosen = jobFacets.map((facet) => ({ facet, values: new Set<string>(filter[facet] ?? []) }));
  const counts = { status: count(), partner: count(), template: count(), day: count() };
  const shown: JobRow[] = [];
  for (const row of rows) {
    if (!isWanted(row)) {
      continue;
    }
    const missed = chosen.filter(({ facet, values }) => values.size > 0 && !values.has(facetValue(row, facet, today)));
    if (missed.length === 0) {
      shown.push(row);
    }
    for (const { facet } of chosen) {
      if (missed.every((one) => one.facet === facet)) {
        const value = facetValue(row, facet, today);
        counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
      }
    }
  }
  return { rows: shown, counts };
}

/** A run of numbers means these jobs; any other text means jobs of which it can be read somewhere. */
function searchFor(text: string, textOf: JobsQuestion['textOf']): (row: JobRow) => boolean {
  const numbers = numbersIn(text);
  if (numbers !== null) {
    return ({ number }) => number >= numbers.first && number <= numbers.last;
  }
  const wanted = bareText(text);
  return wanted === '' ? () => true : (row) => textOf(row).includes(wanted);
}

const count = () => new Map<string, number>();

function facetValue(row: JobRow, facet: JobFacet, today: string): string {
  switch (facet) {
    case 'status':
      return row.status;
    case 'partner':
      return row.partner?.id ?? withoutOne;
    case 'template':
      return row.templateName ?? withoutOne;
    case 'day':
      return jobDayOf(row.serviceDate, today);
  }
}

/** Without what people leave out or put in as they like: capitals, blanks, hyphens. */
export function bareText(text: string): string {
  return text.toLowerCase().replace(/[\s\-:]/g, '');
}

/** Plate, VIN, name, number, serial: what somebody has in hand who looks for a job. Worked out once for each row. */
export function createJobTexts(): (row: JobRow) => string {
  const known = new WeakMap<JobRow, string>();
  return (row) => {
    const before = known.get(row);
    if (before !== undefined) {
      return before;
    }
    const { plate, vin, customName, number, unitSerial } = row;
    const text = bareText(`j${number}|${plate ?? ''}|${vin ?? ''}|${customName ?? ''}|${unitSerial ?? ''}`);
    known.set(row, text);
    return text;
  };
}
