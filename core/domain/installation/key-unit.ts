/** Units of configuration values, by key. Values are stored as units and profiles have them; this only says what stands behind the number. */
const units: Readonly<Record<string, string>> = {
  openLinkS: 's',
  responseS: 's',
  reportStoppedS: 's',
  sendStoppedS: 's',
  reportMovingS: 's',
  sendMovingS: 's',
  reportMovingM: 'm',
  reportMovingDeg: '°',
  sleepMinutes: 'min',
  heartbeatMin: 'min',
  tyreCircumferenceMm: 'mm',
};

/** What to write behind the value of a key, null where it is a word or a plain number. */
export function unitOfKey(key: string): string | null {
  return Object.hasOwn(units, key) ? (units[key] ?? null) : null;
}
