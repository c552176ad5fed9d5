import type { ConfigChange, ConfigReading, ReadConfigurationOutcome, VerifyOutcome } from '#core/ports/unit-driver.ts';

/** What was wanted beside what a fresh reading found (INST-3): the only thing that makes a write green. */
export function compareWithUnit(
  read: ReadConfigurationOutcome,
  changes: readonly ConfigChange[],
  isSame: (key: string, found: string, wanted: string) => boolean,
): VerifyOutcome {
  if (read.kind !== 'read') {
    return read;
  }
  const keys = changes.map(({ key, to }) => {
    const found = read.values[key] ?? UNREAD;
    const held = heldIn(found);
    return { key, wanted: to, found, equal: held !== null && isSame(key, held, to) };
  });
  return keys.every(({ equal }) => equal) ? { kind: 'verified', keys } : { kind: 'differs', keys };
}

/** A key that no reading speaks of. */
export const UNREAD: ConfigReading = { kind: 'unknown', why: 'it was not read' };

function heldIn(found: ConfigReading): string | null {
  if (found.kind === 'empty') {
    return '';
  }
  return found.kind === 'value' ? found.value : null;
}
