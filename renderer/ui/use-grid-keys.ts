import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type FocusEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { type GridPlace, gridMove } from './grid-move.ts';

export interface GridKeysOptions {
  readonly rows: number;
  readonly columns: number;
  /**
   * What a row is called; its cells carry `data-cell="<name> <column>"`. No blank may stand in it. The same function as long as the rows are the
   * same: with another one everything is measured anew.
   */
  readonly nameOf: (row: number) => string;
  /** In pixels; rows may turn out higher where they are measured. */
  readonly rowHeight: number;
  /** An act of the grid's own on the row that holds the stop; true where the key was one. */
  readonly onKey: (event: KeyboardEvent, at: GridPlace) => boolean;
}

export interface GridKeys {
  /** Goes to the element that scrolls. */
  readonly place: RefObject<HTMLDivElement | null>;
  /** The grid's one stop for Tab. */
  readonly at: GridPlace;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  /** Goes to the element around the rows. */
  readonly handlers: {
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onFocus: (event: FocusEvent) => void;
  };
}

const headingsHeight = 44;
const drawnBeyondSight = 8;

/** The ARIA grid pattern for rows of which only those in sight are drawn: one stop for Tab, arrows, Home, End and pages inside. */
export function useGridKeys({ rows, columns, nameOf, rowHeight, onKey }: GridKeysOptions): GridKeys {
  const place = useRef<HTMLDivElement>(null);
  const [last, setLast] = useState<GridPlace>({ row: 0, column: 0 });
  const at = { row: Math.min(last.row, rows - 1), column: last.column };
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    getItemKey: nameOf,
    overscan: drawnBeyondSight,
    scrollPaddingStart: headingsHeight,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (at.row >= 0 && onKey(event, at)) {
      event.preventDefault();
      return;
    }
    const page = Math.max(1, Math.floor((place.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const next = gridMove(event.key, event.ctrlKey, { ...at, rows, columns, page });
    if (next !== null) {
      event.preventDefault();
      setLast(next);
      virtualizer.scrollToIndex(next.row);
      focusWhenDrawn(place.current, `${nameOf(next.row)} ${next.column}`);
    }
  };
  const onFocus = ({ target }: FocusEvent) => {
    const [name, column] = target.closest('[data-cell]')?.getAttribute('data-cell')?.split(' ') ?? [];
    const row = name === undefined ? -1 : rowCalled(name, { rows, nameOf });
    if (row >= 0) {
      setLast({ row, column: Number(column) });
    }
  };
  return { place, at, virtualizer, handlers: { onKeyDown, onFocus } };
}

function rowCalled(name: string, { rows, nameOf }: Pick<GridKeysOptions, 'rows' | 'nameOf'>): number {
  for (let row = 0; row < rows; row += 1) {
    if (nameOf(row) === name) {
      return row;
    }
  }
  return -1;
}

/** A row that was out of sight is drawn in the next frames; then its cell, or the one control in it, takes the focus. */
function focusWhenDrawn(place: HTMLElement | null, cellName: string, framesLeft = 10): void {
  const cell = place?.querySelector<HTMLElement>(`[data-cell="${cellName}"]`) ?? null;
  if (cell !== null) {
    (cell.querySelector('button') ?? cell).focus({ preventScroll: true });
  } else if (framesLeft > 0) {
    requestAnimationFrame(() => focusWhenDrawn(place, cellName, framesLeft - 1));
  }
}
