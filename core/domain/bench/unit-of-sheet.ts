import { formatUnitKey } from '../identity/unit-key.ts';
import type { BenchSession } from './bench-session.ts';

/** `type:serial`, or the serial alone while the type is open. */
export function unitOfSheet({ unit, label }: Pick<BenchSession, 'unit' | 'label'>): string {
  return unit === null ? label.serial : formatUnitKey(unit);
}
