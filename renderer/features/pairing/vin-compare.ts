import { normalizeVin } from '#core/domain/identity/vin.ts';

/** One character of a VIN in the comparison of three. */
export interface VinCell {
  readonly character: string;
  /** False where another VIN of the comparison has something else in this place. */
  readonly agrees: boolean;
}

/**
 * Lays VINs under each other by their ends, since a part of a VIN is its end (PAIR-2), and marks every place in which two of them differ.
 * A null, and the places a shorter one does not reach, say nothing and contradict nothing.
 */
export function compareVinCells(vins: readonly (string | null)[]): readonly (readonly VinCell[] | null)[] {
  const known = vins.map((vin) => (vin === null ? null : [...normalizeVin(vin)]));
  const fromEnd = (characters: readonly string[], place: number) => characters[characters.length - 1 - place];
  return known.map((characters) =>
    characters === null
      ? null
      : characters.map((character, index) => {
          const place = characters.length - 1 - index;
          const others = known.flatMap((other) => (other === null ? [] : [fromEnd(other, place)]));
          return { character, agrees: others.every((other) => other === undefined || other === character) };
        }),
  );
}

/** Places that differ, counted from 1 in a full VIN, for saying them in words. */
export function differingPlaces(rows: readonly (readonly VinCell[] | null)[]): readonly number[] {
  const full = 17;
  const places = rows.flatMap((row) =>
    row === null ? [] : row.flatMap((cell, index) => (cell.agrees ? [] : [full - row.length + index + 1])),
  );
  return [...new Set(places)].sort((one, other) => one - other);
}
