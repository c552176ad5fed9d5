/** The end of the serial, as people say it: `evopulse:359315075384726` → `…384 726`. */
export function shortUnit(unit: string): string {
  const serial = unit.slice(unit.indexOf(':') + 1);
  return `…${serial.slice(-6, -3)} ${serial.slice(-3)}`;
}
