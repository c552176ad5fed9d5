// biome-ignore-all lint/a11y/useSemanticElements: see the grid
import { memo, type ReactNode } from 'react';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { type UnitRow, unitKeyOf, unitStanding } from '#core/domain/units/unit-row.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { HealthOverview } from './health-overview.tsx';
import { contactWords, standingMarks, subscriptionWords } from './unit-words.ts';

/** One unit of the list. Drawn again only when it changes or takes the grid's stop for Tab. */
export const UnitsGridRow = memo(function UnitsGridRow(props: {
  readonly index: number;
  readonly row: UnitRow;
  readonly typeLabel: string;
  /** Distance from the top of the rows, in pixels. */
  readonly start: number;
  /** The column that holds the grid's stop for Tab; null where another row has it. */
  readonly activeColumn: number | null;
  readonly onOpen: (unit: string) => void;
}) {
  const { activeColumn, index, row, start, typeLabel, onOpen } = props;
  const texts = useTexts();
  const unit = unitKeyOf(row);
  const standing = unitStanding(row);
  const cell = (column: number, content: ReactNode, className = '') => (
    <div
      role="gridcell"
      aria-colindex={column + 1}
      data-cell={`${unit} ${column}`}
      tabIndex={activeColumn === column && column > 0 ? 0 : -1}
      className={`grid-cell units-cell ${className}`}
    >
      {content}
    </div>
  );
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid moves the focus among its cells
    <div
      role="row"
      aria-rowindex={index + 2}
      className="grid-row units-row"
      style={{ transform: `translateY(${start}px)` }}
    >
      {cell(
        0,
        <button
          type="button"
          className="units-open"
          tabIndex={activeColumn === 0 ? 0 : -1}
          onClick={() => onOpen(unit)}
        >
          <strong className="mono units-serial" translate="no">
            {groupSerial(row.serial)}
          </strong>
          <span className="small dim units-line">{typeLabel}</span>
        </button>,
      )}
      {cell(
        1,
        <>
          <StatusMark mark={standingMarks[standing]} size="tiny" isStill />
          <strong>{texts.t(`units.status.${standing}`)}</strong>
        </>,
        'units-status',
      )}
      {cell(2, <HealthOverview row={row} />)}
      {cell(3, row.pairedWith === null ? '–' : row.pairedWith.label)}
      {cell(4, subscriptionWords(texts, row), 'small')}
      {cell(5, texts.t(`units.configuration.${row.configuration}`), 'small')}
      {cell(6, contactWords(texts, row), 'small')}
    </div>
  );
});
