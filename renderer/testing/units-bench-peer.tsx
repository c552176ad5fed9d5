// The peer of `npm run bench:units`: the same rows in bare TanStack Table and Virtual, as its own examples write it: plain texts, no words of a
// catalogue, no marks, no roles, no keys.
import {
  columnFilteringFeature,
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
import type { UnitSort } from '#core/domain/units/find-units.ts';
import { type UnitRow, type UnitStanding, unitKeyOf, unitStanding, worstHealth } from '#core/domain/units/unit-row.ts';

const features = tableFeatures({
  columnFilteringFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
  filterFns: { equalsString: filterFn_equalsString, includesString: filterFn_includesString },
  sortFns: { basic: sortFn_basic },
});
const helper = createColumnHelper<typeof features, UnitRow>();
const columns = helper.columns([
  helper.accessor((row) => `${unitKeyOf(row)}|${row.pairedWith?.label ?? ''}|${row.pairedWith?.vin ?? ''}`, {
    id: 'text',
    filterFn: 'includesString',
  }),
  helper.accessor(unitKeyOf, { id: 'unit', sortFn: 'basic' }),
  helper.accessor(unitStanding, { id: 'status', sortFn: 'basic', filterFn: 'equalsString' }),
  helper.accessor(worstHealth, { id: 'health', sortFn: 'basic' }),
  helper.accessor((row) => row.pairedWith?.label ?? '', { id: 'asset', sortFn: 'basic' }),
  helper.accessor((row) => row.subscription.endsAt ?? '', { id: 'subscription', sortFn: 'basic' }),
  helper.accessor('configuration', { id: 'configuration', sortFn: 'basic' }),
  helper.accessor((row) => row.lastContactAt ?? '', { id: 'contact', sortFn: 'basic' }),
]);
const rowHeight = 58;

export interface PeerSearch {
  readonly text: string;
  readonly standing: UnitStanding | null;
  readonly sort: UnitSort;
  readonly isDescending: boolean;
}

export function UnitsPeer({ rows, search }: { readonly rows: readonly UnitRow[]; readonly search: PeerSearch }) {
  const place = useRef<HTMLDivElement>(null);
  const { text, standing, sort, isDescending } = search;
  const columnFilters = useMemo(
    () => [
      ...(text === '' ? [] : [{ id: 'text', value: text }]),
      ...(standing === null ? [] : [{ id: 'status', value: standing }]),
    ],
    [text, standing],
  );
  const sorting = useMemo(() => [{ id: sort, desc: isDescending }], [sort, isDescending]);
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: unitKeyOf,
    state: { columnFilters, sorting },
    onColumnFiltersChange: () => {},
    onSortingChange: () => {},
  });
  const shown = table.getRowModel().rows;
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  return (
    <div ref={place} className="bench-place" data-rows={shown.length} style={{ height: 560, overflow: 'auto' }}>
      <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            className="bench-row"
            style={{ position: 'absolute', height: rowHeight, transform: `translateY(${start}px)` }}
          >
            {shown[index]?.getAllCells().map((cell) => (
              <span key={cell.id}>{String(cell.getValue())}</span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
