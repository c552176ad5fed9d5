import { groupSerial } from '#core/domain/identity/group-digits.ts';

/** What a sentence names, with each number of a unit in groups that can be compared with a label and never break at the end of a line. */
export function groupedSerials(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isSerial(value) ? grouped(value) : value]),
  );
}

function isSerial(value: string): boolean {
  return /^\d{15}$/.test(value);
}

function grouped(serial: string): string {
  return groupSerial(serial).replaceAll(' ', '\u00a0');
}
