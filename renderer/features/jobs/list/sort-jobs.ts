import type { JobRow } from '#core/contract/station/jobs.ts';
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

/** The jobs in this order; what has no value comes last in either direction, and of equals the newest number first. */
export function sortJobs(
  rows: readonly JobRow[],
  { sort, isDescending }: { readonly sort: JobSort; readonly isDescending: boolean },
): readonly JobRow[] {
  const turn = isDescending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: keyOf(row, sort) }));
  keyed.sort((left, right) => compare(left.key, right.key, turn) || right.row.number - left.row.number);
  return keyed.map(({ row }) => row);
}

type Key = string | number | null;

function compare(left: Key, right: Key, turn: number): number {
  if (left === right) {
    return 0;
  }
  if (left === null || right === null) {
    return left === null ? 1 : -1;
  }
  return left < right ? -turn : turn;
}

function keyOf(row: JobRow, sort: JobSort): Key {
  switch (sort) {
    case 'number':
    case 'overrides':
      return row[sort];
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
