import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
} from '@tanstack/react-table';
import { type ListColumn, type ListLayout, narrowestColumnPx, widestColumnPx } from '#core/domain/lists/list-view.ts';
import type { JobSort } from './sort-jobs.ts';

/** What stands in the list about a job, as it comes: in this order, this wide (pixels), and shown or not. */
const table = {
  number: { width: 76, shown: true },
  status: { width: 122, shown: true },
  plate: { width: 124, shown: true },
  vin: { width: 186, shown: true },
  customName: { width: 150, shown: false },
  template: { width: 118, shown: true },
  partner: { width: 190, shown: true },
  serviceDate: { width: 118, shown: true },
  servicePlace: { width: 150, shown: false },
  task: { width: 150, shown: false },
  unitType: { width: 150, shown: false },
  unitSerial: { width: 182, shown: false },
  technician: { width: 140, shown: false },
  progress: { width: 118, shown: false },
  overrides: { width: 104, shown: false },
  changedAt: { width: 176, shown: false },
  note: { width: 200, shown: true },
} as const satisfies Readonly<Record<JobSort | 'note', { readonly width: number; readonly shown: boolean }>>;

export type JobColumnId = keyof typeof table;
// The keys of an object are strings to the compiler.
export const jobColumnIds = Object.keys(table) as readonly JobColumnId[];

/** Says which job a line is about, so it can be neither hidden nor moved away from the front. */
export const identityColumn: JobColumnId = 'number';

/** What the table itself keeps: which columns, in which order, how wide. Rows are found and ordered by `find-jobs.ts` and `sort-jobs.ts`. */
export const jobsTableFeatures = tableFeatures({
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});

export const usualLayout: ListLayout = {
  columns: jobColumnIds.map((id) => ({ id, ...table[id] })),
  isDense: true,
};

/** A kept layout in today's columns: one that is no more is left out, a new one comes at the end, the identity stays in front. */
export function fitLayout(kept: ListLayout | null): ListLayout {
  if (kept === null) {
    return usualLayout;
  }
  const known = kept.columns.filter(({ id }) => jobColumnIds.some((one) => one === id));
  const added = usualLayout.columns.filter(({ id }) => known.every((one) => one.id !== id));
  const all = [...known, ...added.map((column) => ({ ...column, shown: false }))];
  const identity = all.find(({ id }) => id === identityColumn);
  const others = all.filter((column) => column !== identity);
  return { ...kept, columns: identity === undefined ? others : [{ ...identity, shown: true }, ...others] };
}

export function withColumn(layout: ListLayout, id: string, changed: Partial<Omit<ListColumn, 'id'>>): ListLayout {
  return { ...layout, columns: layout.columns.map((one) => (one.id === id ? { ...one, ...changed } : one)) };
}

export function withWidth(layout: ListLayout, id: string, width: number): ListLayout {
  const fit = Math.min(widestColumnPx, Math.max(narrowestColumnPx, Math.round(width)));
  return withColumn(layout, id, { width: fit });
}

/** The column put where another one stands; nothing comes before the identity. */
export function moveColumn(layout: ListLayout, id: string, to: string): ListLayout {
  const from = layout.columns.findIndex((one) => one.id === id);
  const place = layout.columns.findIndex((one) => one.id === to);
  const moved = layout.columns[from];
  if (moved === undefined || from === 0 || place < 1 || place === from) {
    return layout;
  }
  const others = layout.columns.filter((one) => one !== moved);
  return { ...layout, columns: [...others.slice(0, place), moved, ...others.slice(place)] };
}

/** What a column stands before or behind when it is moved by one, among all columns; null at the ends. */
export function besideColumn({ columns }: ListLayout, id: string, by: -1 | 1): string | null {
  const place = columns.findIndex((one) => one.id === id) + by;
  return place < 1 ? null : (columns[place]?.id ?? null);
}

export function isJobColumn(id: string): id is JobColumnId {
  return jobColumnIds.some((one) => one === id);
}
