/**
 * Long numbers in groups that the eye can compare with a label. For display only: what is stored, sent or compared is ungrouped.
 */
const SERIAL_GROUPS = [3, 3, 3, 6] as const;
const VIN_GROUPS = [3, 6, 8] as const;

/** `123456789123456` → `123 456 789 123456`. Text of another length comes back as it is. */
export function groupSerial(serial: string): string {
  return groupBy(serial, SERIAL_GROUPS);
}

/** `1HGCM82633A004352` → `1HG CM8263 3A004352`: maker, description, indicator (ISO 3779). Text of another length comes back as it is. */
export function groupVin(vin: string): string {
  return groupBy(vin, VIN_GROUPS);
}

function groupBy(text: string, sizes: readonly number[]): string {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (text.length !== total) {
    return text;
  }
  const groups: string[] = [];
  let start = 0;
  for (const size of sizes) {
    groups.push(text.slice(start, start + size));
    start += size;
  }
  return groups.join(' ');
}
