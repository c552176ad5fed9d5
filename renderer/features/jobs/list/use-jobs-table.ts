import { createColumnHelper, functionalUpdate, useTable } from '@tanstack/react-table';
import type { JobRow } from '#core/contract/station/jobs.ts';
import { type ListLayout, narrowestColumnPx, widestColumnPx } from '#core/domain/lists/list-view.ts';
import { identityColumn, jobsTableFeatures, usualLayout, withWidth } from './jobs-columns.ts';
import type { JobHeader } from './jobs-grid-heads.tsx';

const helper = createColumnHelper<typeof jobsTableFeatures, JobRow>();
const columns = helper.columns(
  usualLayout.columns.map(({ id, width }) =>
    helper.display({
      id,
      size: width,
      minSize: narrowestColumnPx,
      maxSize: widestColumnPx,
      enableHiding: id !== identityColumn,
    }),
  ),
);
const noRows: readonly JobRow[] = [];
const tickPx = 44;
/** Between columns, and at both sides of a row; as `grid.css` has it. */
const gapPx = 12;
const sidesPx = 20;

export interface JobsTable {
  readonly headers: readonly JobHeader[];
  /** Ids of those that are shown, in their order. */
  readonly columns: readonly string[];
  /** For `grid-template-columns`; the last one takes what is left. */
  readonly template: string;
  readonly widthPx: number;
}

/** The columns as TanStack Table keeps them, from what the person likes and back again. */
export function useJobsTable(layout: ListLayout, onLayout: (layout: ListLayout) => void): JobsTable {
  const columnSizing = Object.fromEntries(layout.columns.map(({ id, width }) => [id, width]));
  const table = useTable({
    features: jobsTableFeatures,
    columns,
    data: noRows,
    columnResizeMode: 'onChange',
    state: {
      columnOrder: layout.columns.map(({ id }) => id),
      columnVisibility: Object.fromEntries(layout.columns.map(({ id, shown }) => [id, shown])),
      columnSizing,
    },
    onColumnSizingChange(updater) {
      const widths = Object.entries(functionalUpdate(updater, columnSizing));
      onLayout(widths.reduce((next, [id, width]) => withWidth(next, id, width), layout));
    },
  });
  const shown = table.getVisibleLeafColumns();
  const sizes = shown.map((column) => column.getSize());
  const template = sizes.map((size, index) => (index === sizes.length - 1 ? `minmax(${size}px, 1fr)` : `${size}px`));
  return {
    headers: table.getHeaderGroups()[0]?.headers ?? [],
    columns: shown.map(({ id }) => id),
    template: [`${tickPx}px`, ...template].join(' '),
    widthPx: sizes.reduce((sum, size) => sum + size + gapPx, tickPx + sidesPx),
  };
}
