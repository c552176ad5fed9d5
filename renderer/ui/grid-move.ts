/** A place in a grid, counted from 0. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that are in sight at once. */
  readonly page: number;
}

/** Where a key leads in a grid (ARIA grid pattern); null where the key is none of the grid's. */
export function gridMove(
  key: string,
  withCtrl: boolean,
  { row, column, ...size }: GridPlace & GridSize,
): GridPlace | null {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const to = (place: Partial<GridPlace>): GridPlace => ({
    row: Math.min(Math.max(place.row ?? row, 0), last.row),
    column: Math.min(Math.max(place.column ?? column, 0), last.column),
  });
  switch (key) {
    case 'ArrowUp':
      return to({ row: row - 1 });
    case 'ArrowDown':
      return to({ row: row + 1 });
    case 'ArrowLeft':
      return to({ column: column - 1 });
    case 'ArrowRight':
      return to({ column: column + 1 });
    case 'Home':
      return to(withCtrl ? { row: 0, column: 0 } : { column: 0 });
    case 'End':
      return to(withCtrl ? last : { column: last.column });
    case 'PageUp':
      return to({ row: row - size.page });
    case 'PageDown':
      return to({ row: row + size.page });
    default:
      return null;
  }
}
