import { assertNever } from '#core/kernel/assert-never.ts';
import type { UnitMemory } from './unit-machine.ts';
import type { UnitQuirks, WriteQuirk } from './unit-quirks.ts';

/** One value on its way into memory. `numeric` and `accessPoint` say which quirks can touch it. */
export interface ValueWrite {
  readonly id: string;
  readonly value: string;
  readonly numeric: boolean;
  readonly accessPoint: boolean;
}

/**
 * Puts values that the unit has accepted where they belong, or where its quirks let them go. What was answered
 * is decided before and elsewhere: that the answer says nothing about this is the point of the quirks.
 */
export function storeValues<Memory extends UnitMemory>(
  memory: Memory,
  writes: readonly ValueWrite[],
  quirks: UnitQuirks,
): Memory {
  const kept = keptWrites(writes, quirks.writes);
  const changes: Record<string, string> = {};
  for (const write of kept) {
    changes[write.id] = quirks.writes.reduce((value, quirk) => bend(value, write, quirk), write.value);
  }
  const survives = !quirks.writes.some((quirk) => quirk.kind === 'forgotten-on-restart');
  return {
    ...memory,
    running: { ...memory.running, ...changes },
    saved: survives ? { ...memory.saved, ...changes } : memory.saved,
  };
}

function keptWrites(writes: readonly ValueWrite[], quirks: readonly WriteQuirk[]): readonly ValueWrite[] {
  let kept = writes;
  for (const quirk of quirks) {
    if (quirk.kind === 'not-stored') {
      kept = [];
    } else if (quirk.kind === 'first-keys-only') {
      kept = kept.slice(0, quirk.count);
    }
  }
  return kept;
}

function bend(value: string, write: ValueWrite, quirk: WriteQuirk): string {
  switch (quirk.kind) {
    case 'not-stored':
    case 'first-keys-only':
    case 'forgotten-on-restart':
      return value;
    case 'truncated':
      return write.numeric ? value : value.slice(0, quirk.length);
    case 'lower-cased':
      return value.toLowerCase();
    case 'float-formatted':
      return write.numeric && value !== '' ? Number(value).toFixed(6) : value;
    case 'clamped':
      return write.numeric && Number(value) > quirk.maximum ? String(quirk.maximum) : value;
    case 'apn-suffixed':
      return write.accessPoint && value !== '' ? `${value}.MNC001.MCC262.GPRS` : value;
    default:
      return assertNever(quirk);
  }
}
