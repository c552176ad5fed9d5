import { normalizeVin, VIN_LENGTH } from '#core/domain/identity/vin.ts';

/** What the form of an existing asset begins with: a part of a VIN must not take the place of a whole one. */
export function wholeVin(vin: string | null): { readonly vin?: string } {
  return vin !== null && normalizeVin(vin).length === VIN_LENGTH ? { vin } : {};
}
