import { groupSerial } from '#core/domain/identity/group-digits.ts';

/**
 * A unit as people read it: `Evo Pulse 866 344 054 201822`, or the number alone while the type is not known. The number never breaks
 * at the end of a line.
 */
export function unitName({
  unit,
  typeLabel,
}: {
  /** `type:serial`, or the serial alone. */
  readonly unit: string;
  readonly typeLabel: string | null;
}): string {
  const serial = unit.slice(unit.indexOf(':') + 1);
  const number = /^\d{15}$/.test(serial) ? groupSerial(serial).replaceAll(' ', '\u00a0') : serial;
  return typeLabel === null ? number : `${typeLabel} ${number}`;
}
