// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a table element, so the roles are said outright

import { useCallback } from 'react';
import type { UnitSort } from '#core/domain/units/find-units.ts';
import { type UnitRow, unitKeyOf } from '#core/domain/units/unit-row.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { useGridKeys } from '../../ui/use-grid-keys.ts';
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
  const { place, at, virtualizer, handlers } = useGridKeys({
    rows: rows.length,
    columns: headings.length,
    rowHeight,
    nameOf: useCallback((index: number) => nameOf(rows, index), [rows]),
    onKey(event, { row, column }) {
      const isOpening = event.key === 'Enter' && column > 0;
      if (isOpening) {
        onOpen(nameOf(rows, row));
      }
      return isOpening;
    },
  });
  return (
    <div className="grid-place units-grid card" ref={place}>
      <div
        role="grid"
        aria-label={texts.t('units.title')}
        aria-rowcount={rows.length + 1}
        aria-colcount={headings.length}
      >
        <Headings {...props} />
        <div role="rowgroup" className="grid-rows" style={{ height: virtualizer.getTotalSize() }} {...handlers}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <UnitsGridRow
                key={unitKeyOf(row)}
                index={index}
                row={row}
                typeLabel={labelOf(row.unitType)}
                start={start}
                activeColumn={index === at.row ? at.column : null}
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
    <div role="rowgroup" className="grid-heads">
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid moves the focus among its cells */}
      <div role="row" aria-rowindex={1} className="grid-row units-row">
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

function nameOf(rows: readonly UnitRow[], index: number): string {
  const row = rows[index];
  return row === undefined ? '' : unitKeyOf(row);
}
