import type { VinCell } from './vin-compare.ts';

const wholeLength = 17;

/** A VIN character under character. It is read as one word; the marked characters are for the eye. `small`: in a row of a list. */
export function VinCells({ cells, small = false }: { readonly cells: readonly VinCell[]; readonly small?: boolean }) {
  return (
    <>
      <span className="visually-hidden">{cells.map((cell) => cell.character).join('')}</span>
      <span className={small ? 'vin-cells vin-cells-small mono' : 'vin-cells mono'} aria-hidden="true">
        {Array.from({ length: Math.max(0, wholeLength - cells.length) }, (_, index) => index).map((gap) => (
          <span key={`gap-${gap}`} className="vin-cell vin-cell-gap" />
        ))}
        {cells.map((cell, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place in a VIN is its identity
          <span key={index} className={cell.agrees ? 'vin-cell' : 'vin-cell vin-cell-differs'}>
            {cell.character}
          </span>
        ))}
      </span>
    </>
  );
}
