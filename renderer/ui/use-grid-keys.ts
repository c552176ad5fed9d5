import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
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
    readonly onBlur: (event: FocusEvent) => void;
  };
}

const headingsHeight = 44;
const drawnBeyondSight = 8;

/** The grid's stop for Tab: rows that come or go above it do not move it to another one, so it is kept by the row's name. */
interface Stop extends GridPlace {
  readonly name: string | null;
}

/**
 * The ARIA grid pattern for rows of which only those in sight are drawn: one stop for Tab, arrows, Home, End and pages inside. The row with the
 * stop is always drawn, so that Tab finds it and a focus in it is not lost by scrolling.
 */
export function useGridKeys({ rows, columns, nameOf, rowHeight, onKey }: GridKeysOptions): GridKeys {
  const place = useRef<HTMLDivElement>(null);
  const [last, setLast] = useState<Stop>({ row: 0, column: 0, name: null });
  const row = useMemo(() => rowOfStop(last, { rows, nameOf }), [last, rows, nameOf]);
  const at = { row, column: Math.min(last.column, columns - 1) };
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    getItemKey: nameOf,
    overscan: drawnBeyondSight,
    scrollPaddingStart: headingsHeight,
    rangeExtractor: useCallback((range: Range) => withRow(defaultRangeExtractor(range), row), [row]),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height lie elsewhere, and nothing else tells the virtualizer
  useLayoutEffect(() => virtualizer.measure(), [rowHeight]);
  const stopAt = (next: GridPlace) => setLast({ ...next, name: rows === 0 ? null : nameOf(next.row) });
  const holdsFocus = useFocusHeld(place, rows === 0 ? null : `${nameOf(at.row)} ${at.column}`);
  const onKeyDown = (event: KeyboardEvent) => {
    if (at.row >= 0 && onKey(event, at)) {
      event.preventDefault();
      return;
    }
    const page = Math.max(1, Math.floor((place.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const next = gridMove(event.key, event.ctrlKey, { ...at, rows, columns, page });
    if (next !== null) {
      event.preventDefault();
      stopAt(next);
      virtualizer.scrollToIndex(next.row);
      focusWhenDrawn(place.current, `${nameOf(next.row)} ${next.column}`);
    }
  };
  const onFocus = ({ target }: FocusEvent) => {
    holdsFocus.current = true;
    const [name, column] = target.closest('[data-cell]')?.getAttribute('data-cell')?.split(' ') ?? [];
    const found = name === undefined ? -1 : rowCalled(name, { rows, nameOf });
    if (found >= 0) {
      stopAt({ row: found, column: Number(column) });
    }
  };
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    // Somewhere else on purpose; a row that goes away takes the focus with it to nowhere.
    holdsFocus.current = relatedTarget === null && holdsFocus.current;
  };
  return { place, at, virtualizer, handlers: { onKeyDown, onFocus, onBlur } };
}

/** Gives the focus to the grid's stop where the row that had it is there no more. */
function useFocusHeld(place: RefObject<HTMLElement | null>, stop: string | null): RefObject<boolean> {
  const held = useRef(false);
  const before = useRef(stop);
  useLayoutEffect(() => {
    const wasElsewhere = before.current !== null && before.current !== stop;
    const isGone = wasElsewhere && place.current?.querySelector(`[data-cell="${before.current}"]`) === null;
    if (stop !== null && isGone && held.current && document.activeElement === document.body) {
      focusWhenDrawn(place.current, stop);
    }
    before.current = stop;
  }, [place, stop]);
  return held;
}

/** Where the stop is now: at its row wherever that has gone, or at its old place where the row is gone. */
function rowOfStop({ row, name }: Stop, grid: Pick<GridKeysOptions, 'rows' | 'nameOf'>): number {
  const inside = Math.min(row, grid.rows - 1);
  if (name === null || inside < 0 || grid.nameOf(inside) === name) {
    return inside;
  }
  const found = rowCalled(name, grid);
  return found < 0 ? inside : found;
}

function withRow(drawn: number[], row: number): number[] {
  return row < 0 || drawn.includes(row) ? drawn : [...drawn, row].sort((left, right) => left - right);
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
    (cell.querySelector<HTMLElement>('button, a') ?? cell).focus({ preventScroll: true });
  } else if (framesLeft > 0) {
    requestAnimationFrame(() => focusWhenDrawn(place, cellName, framesLeft - 1));
  }
}
