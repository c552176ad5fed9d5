import { groupSerial } from '#core/domain/identity/group-digits.ts';

/** `Evo Pulse 866 344 054 201822`, or the number alone while the type is not known. */
export function unitWords({
  unit,
  unitTypeLabel,
}: {
  readonly unit: string;
  readonly unitTypeLabel: string | null;
}): string {
  const serial = groupSerial(unit.split(':').at(-1) ?? unit);
  return unitTypeLabel === null ? serial : `${unitTypeLabel} ${serial}`;
}
