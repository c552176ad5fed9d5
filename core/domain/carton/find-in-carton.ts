import type { CartonRow } from './carton.ts';
import { unitOfRow } from './carton-outcome.ts';

/**
 * The row that a code means which is in the carton already, removed or not; null where it is a unit of its own. A code without a type
 * means whatever unit of that serial is there: it is the same label held under the reader again. A code that names its type is another
 * unit than a row of another type (OWN-5).
 */
export function findInCarton(
  rows: readonly CartonRow[],
  code: { readonly serial: string; readonly unitType: string | null },
): CartonRow | null {
  const sameSerial = rows.filter(({ label }) => label.serial === code.serial);
  return (
    sameSerial.find((row) => {
      const type = unitOfRow(row)?.unitType ?? null;
      return code.unitType === null || type === null || type === code.unitType;
    }) ?? null
  );
}
