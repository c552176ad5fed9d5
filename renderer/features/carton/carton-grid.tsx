// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a table element, so the roles are said outright
import {
  columnFilteringFeature,
  createColumnHelper,
  createFilteredRowModel,
  filterFn_equalsString,
  filterFn_includesString,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { CartonRow } from '#core/domain/carton/carton.ts';
import { type CartonOutcome, cartonOutcome, unitOfRow } from '#core/domain/carton/carton-outcome.ts';
import type { TextKey } from '#resources/texts/catalogues.ts';
import { useUnitTypes } from '../../station/use-unit-types.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { useGridKeys } from '../../ui/use-grid-keys.ts';
import { CartonGridRow } from './carton-grid-row.tsx';

/** What the table asks of whoever shows it. */
export interface CartonRowActs {
  chooseType(row: CartonRow): void;
  openSheet(row: CartonRow): void;
  /** Ends the reservation that somebody else has. */
  release(row: CartonRow): void;
  remove(row: CartonRow): void;
}

export interface CartonGridProps {
  readonly rows: readonly CartonRow[];
  readonly checking: ReadonlySet<number>;
  readonly customer: string;
  readonly isOpen: boolean;
  readonly outcome: CartonOutcome | null;
  readonly search: string;
  /** The row that a scan pointed at, and how often one did. */
  readonly pointed: { readonly number: number; readonly turn: number } | null;
  readonly acts: CartonRowActs;
}

const features = tableFeatures({
  columnFilteringFeature,
  filteredRowModel: createFilteredRowModel(),
  filterFns: { equalsString: filterFn_equalsString, includesString: filterFn_includesString },
});
const helper = createColumnHelper<typeof features, CartonRow>();
const columns = helper.columns([
  helper.accessor('number', { id: 'number', enableColumnFilter: false }),
  helper.accessor(({ label }) => label.serial, { id: 'unit', filterFn: 'includesString' }),
  helper.accessor('unitType', { id: 'owner', enableColumnFilter: false }),
  helper.accessor((row) => cartonOutcome(row), { id: 'state', filterFn: 'equalsString' }),
  helper.accessor('revision', { id: 'finding', enableColumnFilter: false }),
]);

/** Headings in order; the last two columns hold the act that helps and taking the row out. */
const headings: readonly (TextKey | null)[] = [
  'carton.column.number',
  'carton.column.unit',
  'carton.column.owner',
  'carton.column.state',
  'carton.column.finding',
  'carton.column.next',
  null,
];
const rowHeight = 58;

/**
 * The units of a carton as a grid (ARIA grid pattern): one stop for Tab, arrows inside, Delete takes a row out. Only rows in sight are drawn,
 * so two thousand are no slower than twenty.
 */
export function CartonGrid(props: CartonGridProps) {
  const { outcome, rows, search } = props;
  const texts = useTexts();
  const columnFilters = useMemo(
    () => [
      ...(outcome === null ? [] : [{ id: 'state', value: outcome }]),
      ...(search === '' ? [] : [{ id: 'unit', value: search }]),
    ],
    [outcome, search],
  );
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: ({ number }) => String(number),
    state: { columnFilters },
    onColumnFiltersChange: () => {},
  });
  const shown = table.getRowModel().rows;
  return shown.length === 0 ? (
    <p className="empty dim">{texts.t(rows.length === 0 ? 'carton.empty' : 'carton.nothing-so')}</p>
  ) : (
    <ShownRows {...props} shown={shown.map(({ original }) => original)} />
  );
}

function ShownRows({ shown, ...props }: CartonGridProps & { readonly shown: readonly CartonRow[] }) {
  const texts = useTexts();
  const types = useUnitTypes();
  const { place, at, virtualizer, handlers } = useGridKeys({
    rows: shown.length,
    columns: headings.length,
    rowHeight,
    nameOf: useCallback((index: number) => String(shown[index]?.number ?? ''), [shown]),
    onKey(event, { row: index }) {
      const row = shown[index];
      const isRemoving = event.key === 'Delete' && row !== undefined && props.isOpen;
      if (isRemoving) {
        props.acts.remove(row);
      }
      return isRemoving;
    },
  });
  usePointedRow(props.pointed, shown, (index) => virtualizer.scrollToIndex(index, { align: 'center' }));
  return (
    // The grid's own rows hold the stop for Tab; the place around them only scrolls.
    <div className="grid-place carton-grid card" ref={place}>
      <div
        role="grid"
        aria-label={texts.t('carton.table')}
        aria-rowcount={shown.length + 1}
        aria-colcount={headings.length}
        {...handlers}
      >
        <Headings />
        <div role="rowgroup" className="grid-rows" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const row = shown[index];
            const unit = row === undefined ? null : unitOfRow(row);
            return row === undefined ? null : (
              <CartonGridRow
                key={key}
                index={index}
                row={row}
                typeLabel={unit === null ? null : types.labelOf(unit.unitType)}
                start={start}
                measure={virtualizer.measureElement}
                customer={props.customer}
                isOpen={props.isOpen}
                isChecking={props.checking.has(row.number)}
                activeColumn={index === at.row ? at.column : null}
                isPointed={props.pointed?.number === row.number}
                acts={props.acts}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Headings() {
  const texts = useTexts();
  return (
    <div role="rowgroup" className="grid-heads">
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid moves the focus among its cells */}
      <div role="row" aria-rowindex={1} className="grid-row carton-row">
        {headings.map((key, column) => (
          // biome-ignore lint/a11y/useFocusableInteractive: nothing can be done with a heading
          <span role="columnheader" aria-colindex={column + 1} key={key ?? 'remove'}>
            {key === null ? <span className="visually-hidden">{texts.t('carton.remove')}</span> : texts.t(key)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Brings the row that was scanned again into sight, once for each scan. */
function usePointedRow(
  pointed: CartonGridProps['pointed'],
  shown: readonly CartonRow[],
  show: (index: number) => void,
): void {
  const latest = useRef({ shown, show });
  latest.current = { shown, show };
  useEffect(() => {
    if (pointed !== null) {
      const index = latest.current.shown.findIndex(({ number }) => number === pointed.number);
      if (index >= 0) {
        latest.current.show(index);
      }
    }
  }, [pointed]);
}
