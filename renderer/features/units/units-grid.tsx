// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a table element, so the roles are said outright
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { UnitSort } from '#core/domain/units/find-units.ts';
import { type UnitRow, unitKeyOf } from '#core/domain/units/unit-row.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { type GridPlace, gridMove } from '../carton/grid-move.ts';
import { UnitsGridRow } from './units-grid-row.tsx';

interface UnitsGridProps {
  readonly rows: readonly UnitRow[];
  readonly labelOf: (unitType: string) => string;
  readonly sort: UnitSort;
  readonly isDescending: boolean;
  readonly onSort: (sort: UnitSort) => void;
  readonly onOpen: (unit: string) => void;
}

/** Headings in order, each with what it sorts by. */
const headings = [
  { key: 'unit', sort: 'unit' },
  { key: 'status', sort: 'status' },
  { key: 'health', sort: null },
  { key: 'asset', sort: 'asset' },
  { key: 'subscription', sort: 'subscription' },
  { key: 'configuration', sort: null },
  { key: 'contact', sort: 'contact' },
] as const;
const rowHeight = 58;

/** The units as a grid (ARIA grid pattern): one stop for Tab, arrows inside, Enter opens. Only rows in sight are drawn, so 20,000 stay fluid. */
export function UnitsGrid(props: UnitsGridProps) {
  const texts = useTexts();
  const { labelOf, onOpen, rows } = props;
  const place = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<GridPlace>({ row: 0, column: 0 });
  const activeRow = Math.min(at.row, rows.length - 1);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: 44,
  });
  const goTo = (next: GridPlace) => {
    setAt(next);
    virtualizer.scrollToIndex(next.row);
    const row = rows[next.row];
    focusWhenDrawn(place.current, row === undefined ? '' : `${unitKeyOf(row)} ${next.column}`);
  };
  const press = (event: KeyboardEvent) => {
    const row = rows[activeRow];
    if (event.key === 'Enter' && row !== undefined && at.column > 0) {
      event.preventDefault();
      onOpen(unitKeyOf(row));
      return;
    }
    const page = Math.max(1, Math.floor((place.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const size = { rows: rows.length, columns: headings.length, page };
    const next = gridMove(event.key, event.ctrlKey, { row: activeRow, column: at.column, ...size });
    if (next !== null) {
      event.preventDefault();
      goTo(next);
    }
  };
  return (
    <div className="units-grid card" ref={place}>
      <div
        role="grid"
        aria-label={texts.t('units.title')}
        aria-rowcount={rows.length + 1}
        aria-colcount={headings.length}
      >
        <Headings {...props} />
        <div
          role="rowgroup"
          className="units-rows"
          style={{ height: virtualizer.getTotalSize() }}
          onKeyDown={press}
          onFocus={(event) => setAt((before) => placeOf(event.target, rows) ?? before)}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <UnitsGridRow
                key={unitKeyOf(row)}
                index={index}
                row={row}
                typeLabel={labelOf(row.unitType)}
                start={start}
                activeColumn={index === activeRow ? at.column : null}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Headings({ sort, isDescending, onSort }: UnitsGridProps) {
  const texts = useTexts();
  const direction = isDescending ? 'descending' : 'ascending';
  return (
    <div role="rowgroup" className="units-heads">
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid moves the focus among its cells */}
      <div role="row" aria-rowindex={1} className="units-row">
        {headings.map((heading, column) => (
          // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus where it sorts
          <span
            role="columnheader"
            aria-colindex={column + 1}
            key={heading.key}
            aria-sort={heading.sort === null ? undefined : heading.sort === sort ? direction : 'none'}
          >
            {heading.sort === null ? (
              texts.t(`units.column.${heading.key}`)
            ) : (
              <button type="button" className="units-sort" onClick={() => onSort(heading.sort)}>
                {texts.t(`units.column.${heading.key}`)}
                <span aria-hidden="true">{heading.sort === sort ? (isDescending ? '▾' : '▴') : ''}</span>
              </button>
            )}
          </span>
        ))}
      </div>
    </div>
  );
}

/** The cell that holds the focus, by what it is called. */
function placeOf(target: Element, rows: readonly UnitRow[]): GridPlace | null {
  const [unit, column] = target.closest('[data-cell]')?.getAttribute('data-cell')?.split(' ') ?? [];
  const row = rows.findIndex((one) => unitKeyOf(one) === unit);
  return row < 0 ? null : { row, column: Number(column) };
}

/** A row that was out of sight is drawn in the next frames; then its cell, or the control in it, takes the focus. */
function focusWhenDrawn(place: HTMLElement | null, cellName: string, framesLeft = 10): void {
  const cell = place?.querySelector<HTMLElement>(`[data-cell="${cellName}"]`) ?? null;
  if (cell !== null) {
    (cell.querySelector('button') ?? cell).focus({ preventScroll: true });
  } else if (framesLeft > 0) {
    requestAnimationFrame(() => focusWhenDrawn(place, cellName, framesLeft - 1));
  }
}
