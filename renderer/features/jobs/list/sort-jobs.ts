import type { JobRow } from '#core/contract/station/jobs.ts';
import { orderOfJobNumber } from '#core/domain/jobs/job-name.ts';
import { assertNever } from '#core/kernel/assert-never.ts';

/** Columns that the list can be ordered by. */
export const jobSorts = [
  ...([
    'number',
    'status',
    'plate',
    'vin',
    'customName',
    'template',
    'partner',
    'serviceDate',
    'servicePlace',
  ] as const),
  ...(['unitType', 'unitSerial', 'task', 'technician', 'progress', 'overrides', 'changedAt'] as const),
] as const;
export type JobSort = (typeof jobSorts)[number];

/** What is most urgent to look at stands first. */
const statusOrder = { failed: 0, running: 1, assigned: 2, pending: 3, succeeded: 4 } as const;

export interface JobOrder {
  readonly sort: JobSort;
  readonly isDescending: boolean;
}

/** The jobs in this order; what has no value comes last in either direction, and of equals the newest number first. */
export type SortJobs = (rows: readonly JobRow[], order: JobOrder) => readonly JobRow[];

/**
 * Sorts jobs and remembers, as long as the jobs are the same, what it found out about each column, so that turning round or coming back to
 * a column costs no comparison.
 */
export function createJobSort(): SortJobs {
  const newestFirst = new WeakMap<readonly JobRow[], readonly JobRow[]>();
  const columns = new WeakMap<readonly JobRow[], Map<JobSort, SortedColumn>>();
  return (rows, { sort, isDescending }) => {
    const newest = newestFirst.get(rows) ?? inNumberOrder(rows);
    newestFirst.set(rows, newest);
    const known = columns.get(rows) ?? new Map<JobSort, SortedColumn>();
    columns.set(rows, known);
    const column = known.get(sort) ?? sortColumn(newest, sort);
    known.set(sort, column);
    return inOrder(newest, column, isDescending);
  };
}

type Key = string | number;

/** Rows by their place among the newest first: those of one key are a chain, so that only different keys are ever compared. */
interface SortedColumn {
  /** Ascending. */
  readonly keys: readonly Key[];
  readonly firstOf: ReadonlyMap<Key | null, number>;
  /** The next row with the same key; -1 where there is none. */
  readonly next: Int32Array;
}

function inNumberOrder(rows: readonly JobRow[]): readonly JobRow[] {
  return [...rows].sort((left, right) => orderOfJobNumber(right.number) - orderOfJobNumber(left.number));
}

function sortColumn(newest: readonly JobRow[], sort: JobSort): SortedColumn {
  const firstOf = new Map<Key | null, number>();
  const next = new Int32Array(newest.length);
  const places = newest.map((row, place) => ({ row, place })).reverse();
  for (const { row, place } of places) {
    const key = keyOf(row, sort);
    next[place] = firstOf.get(key) ?? -1;
    firstOf.set(key, place);
  }
  return { keys: sortKeys([...firstOf.keys()].filter((key) => key !== null)), firstOf, next };
}

/** A column holds texts or numbers, never both. Without a function to compare them texts go by their characters, and much faster. */
function sortKeys(keys: readonly Key[]): readonly Key[] {
  const numbers = keys.filter((key) => typeof key === 'number');
  return numbers.length > 0 ? [...Float64Array.from(numbers).sort()] : [...keys].sort();
}

function inOrder(newest: readonly JobRow[], column: SortedColumn, isDescending: boolean): readonly JobRow[] {
  const { keys, firstOf, next } = column;
  const rows: JobRow[] = [];
  const addAll = (key: Key | null): void => {
    for (let place = firstOf.get(key) ?? -1; place >= 0; place = next[place] ?? -1) {
      const row = newest[place];
      if (row !== undefined) {
        rows.push(row);
      }
    }
  };
  for (const key of isDescending ? keys.toReversed() : keys) {
    addAll(key);
  }
  addAll(null);
  return rows;
}

function keyOf(row: JobRow, sort: JobSort): Key | null {
  switch (sort) {
    case 'number':
      return orderOfJobNumber(row.number);
    case 'overrides':
      return row.overrides;
    case 'status':
      return statusOrder[row.status];
    case 'progress':
      return row.steps.total === 0 ? null : row.steps.done / row.steps.total;
    case 'vin':
    case 'unitSerial':
    case 'serviceDate':
    case 'changedAt':
    case 'task':
      return row[sort];
    case 'plate':
    case 'customName':
    case 'servicePlace':
    case 'unitType':
      return lower(row[sort]);
    case 'template':
      return lower(row.templateName);
    case 'partner':
      return lower(row.partner?.name ?? null);
    case 'technician':
      return lower(row.technicianName);
    default:
      return assertNever(sort);
  }
}

function lower(text: string | null): string | null {
  return text === null ? null : text.toLowerCase();
}
