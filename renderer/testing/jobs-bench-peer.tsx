// The peer of `npm run bench:jobs`: the same rows in bare TanStack Table and Virtual, as its own examples write it: plain texts, no words of a
// catalogue, no marks, no roles, no keys, no choice of rows, no counts of what could be filtered by.
import {
  columnFilteringFeature,
  columnVisibilityFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  filterFn_equalsString,
  filterFn_includesString,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { JobRow } from '#core/contract/station/jobs.ts';

const features = tableFeatures({
  columnFilteringFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
  filterFns: { equalsString: filterFn_equalsString, includesString: filterFn_includesString },
  sortFns: { basic: sortFn_basic },
});
const helper = createColumnHelper<typeof features, JobRow>();
const columns = helper.columns([
  helper.accessor((row) => `j${row.number}|${row.plate}|${row.vin}|${row.customName}|${row.unitSerial}`, {
    id: 'text',
    filterFn: 'includesString',
  }),
  helper.accessor('number', { id: 'number', sortFn: 'basic' }),
  helper.accessor('status', { id: 'status', sortFn: 'basic', filterFn: 'equalsString' }),
  helper.accessor((row) => row.plate ?? '', { id: 'plate', sortFn: 'basic' }),
  helper.accessor((row) => row.vin ?? '', { id: 'vin', sortFn: 'basic' }),
  helper.accessor((row) => row.templateName ?? '', { id: 'template', sortFn: 'basic' }),
  helper.accessor((row) => row.partner?.name ?? '', { id: 'partner', sortFn: 'basic' }),
  helper.accessor((row) => row.serviceDate ?? '', { id: 'serviceDate', sortFn: 'basic' }),
  helper.accessor((row) => row.note ?? '', { id: 'note', sortFn: 'basic' }),
]);
const rowHeight = 48;

export interface PeerAddress {
  readonly text: string;
  readonly status: string | null;
  readonly sort: string;
  readonly down: boolean;
  /** Ids of columns that are not shown. */
  readonly hidden: readonly string[];
}

export function JobsPeer({ rows, address }: { readonly rows: readonly JobRow[]; readonly address: PeerAddress }) {
  const place = useRef<HTMLDivElement>(null);
  const { text, status, sort, down, hidden } = address;
  const columnFilters = useMemo(
    () => [
      ...(text === '' ? [] : [{ id: 'text', value: text }]),
      ...(status === null ? [] : [{ id: 'status', value: status }]),
    ],
    [text, status],
  );
  const sorting = useMemo(() => [{ id: sort, desc: down }], [sort, down]);
  const columnVisibility = useMemo(
    () => ({ text: false, ...Object.fromEntries(hidden.map((id) => [id, false])) }),
    [hidden],
  );
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: ({ id }) => id,
    state: { columnFilters, sorting, columnVisibility },
    onColumnFiltersChange: () => {},
    onSortingChange: () => {},
    onColumnVisibilityChange: () => {},
  });
  const shown = table.getRowModel().rows;
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  return (
    <div ref={place} className="bench-place" data-rows={shown.length} style={{ height: 480, overflow: 'auto' }}>
      <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            className="bench-row"
            style={{ position: 'absolute', height: rowHeight, transform: `translateY(${start}px)` }}
          >
            {shown[index]?.getVisibleCells().map((cell) => (
              <span key={cell.id}>{String(cell.getValue())}</span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
