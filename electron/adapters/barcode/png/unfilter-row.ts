/**
 * Takes the filter off one row in place (ISO/IEC 15948, clause 9). `above` is the row before it, already unfiltered, or zeros; `distance`
 * is the number of bytes back to the same byte of the pixel before. Answers whether the filter is one of the five.
 */
export function unfilterRow(row: Uint8Array, above: Uint8Array, { filter, distance }: RowFilter): boolean {
  switch (filter) {
    case 0:
      return true;
    case 1:
      addLeft(row, distance);
      return true;
    case 2:
      addAbove(row, above);
      return true;
    case 3:
      addMean(row, above, distance);
      return true;
    case 4:
      addPaeth(row, above, distance);
      return true;
    default:
      return false;
  }
}

export interface RowFilter {
  readonly filter: number;
  readonly distance: number;
}

function addLeft(row: Uint8Array, distance: number): void {
  for (let at = distance; at < row.length; at += 1) {
    row[at] = (row[at] ?? 0) + (row[at - distance] ?? 0);
  }
}

function addAbove(row: Uint8Array, above: Uint8Array): void {
  for (let at = 0; at < row.length; at += 1) {
    row[at] = (row[at] ?? 0) + (above[at] ?? 0);
  }
}

function addMean(row: Uint8Array, above: Uint8Array, distance: number): void {
  for (let at = 0; at < row.length; at += 1) {
    const left = at < distance ? 0 : (row[at - distance] ?? 0);
    row[at] = (row[at] ?? 0) + ((left + (above[at] ?? 0)) >> 1);
  }
}

function addPaeth(row: Uint8Array, above: Uint8Array, distance: number): void {
  for (let at = 0; at < Math.min(distance, row.length); at += 1) {
    row[at] = (row[at] ?? 0) + (above[at] ?? 0);
  }
  for (let at = distance; at < row.length; at += 1) {
    const left = row[at - distance] ?? 0;
    const up = above[at] ?? 0;
    const corner = above[at - distance] ?? 0;
    const toLeft = Math.abs(up - corner);
    const toUp = Math.abs(left - corner);
    const toCorner = Math.abs(left + up - 2 * corner);
    const nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    row[at] = (row[at] ?? 0) + nearest;
  }
}
