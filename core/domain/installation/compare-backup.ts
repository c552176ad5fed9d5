import type { ConfigurationBackup } from './configuration-backup.ts';
import { type ActualValue, secretMask } from './difference.ts';
import { natureOfKey } from './key-nature.ts';
import type { ProfileValue } from './profile.ts';
import { isSameValue } from './same-value.ts';

/** A backup beside something else: another backup, a profile, or the unit as it was read. For looking only; `planRestore` decides. */
export interface BackupComparison {
  readonly key: string;
  readonly here: string | null;
  readonly there: string | null;
  readonly state: 'same' | 'differs' | 'only-here' | 'only-there' | 'secret' | 'unread';
}

/** One side of a comparison: what each key holds, null for empty; keys whose value may not be seen or could not be read. */
export interface ComparedSide {
  readonly values: Readonly<Record<string, string | null>>;
  readonly secrets: readonly string[];
  readonly unread: readonly string[];
}

export function sideOfBackup({ values, secrets, unread }: ConfigurationBackup): ComparedSide {
  return { values, secrets, unread };
}

export function sideOfProfile(values: readonly ProfileValue[]): ComparedSide {
  const isSecret = ({ key, secret }: ProfileValue) => secret === true || natureOfKey(key) === 'secret';
  return {
    values: Object.fromEntries(values.filter((value) => !isSecret(value)).map(({ key, value }) => [key, value])),
    secrets: values.filter(isSecret).map(({ key }) => key),
    unread: [],
  };
}

/** `secretKeys`: what the driver calls secret, beside what is known to be. */
export function sideOfUnit(
  readings: Readonly<Record<string, ActualValue>>,
  secretKeys: readonly string[],
): ComparedSide {
  const values: Record<string, string | null> = {};
  const secrets: string[] = [];
  const unread: string[] = [];
  for (const [key, reading] of Object.entries(readings)) {
    if (reading.kind === 'unsupported') {
      continue;
    }
    if (secretKeys.includes(key) || natureOfKey(key) === 'secret') {
      secrets.push(key);
    } else if (reading.kind === 'unknown') {
      unread.push(key);
    } else {
      values[key] = reading.kind === 'value' ? reading.value : null;
    }
  }
  return { values, secrets, unread };
}

/** Every key of either side, those of the backup first and in its order. Secrets show that they are there and nothing else. */
export function compareSides(here: ComparedSide, there: ComparedSide): readonly BackupComparison[] {
  const keys = [...keysOf(here), ...keysOf(there)];
  return [...new Set(keys)].map((key) => compareKey(key, here, there));
}

function keysOf({ values, secrets, unread }: ComparedSide): readonly string[] {
  return [...Object.keys(values), ...secrets, ...unread];
}

function compareKey(key: string, here: ComparedSide, there: ComparedSide): BackupComparison {
  if (here.secrets.includes(key) || there.secrets.includes(key)) {
    const shown = (side: ComparedSide) => (side.secrets.includes(key) ? secretMask : null);
    return { key, here: shown(here), there: shown(there), state: 'secret' };
  }
  const [left, right] = [heldBy(here, key), heldBy(there, key)];
  const line = { key, here: left ?? null, there: right ?? null };
  if (here.unread.includes(key) || there.unread.includes(key)) {
    return { ...line, state: 'unread' };
  }
  if (left === undefined || right === undefined) {
    return { ...line, state: left === undefined ? 'only-there' : 'only-here' };
  }
  // What the unit says is a number nobody knows here; two spellings of one number are still one value.
  return { ...line, state: isSameValue(left ?? '', right ?? '', 'unknown') ? 'same' : 'differs' };
}

function heldBy({ values }: ComparedSide, key: string): string | null | undefined {
  return Object.hasOwn(values, key) ? (values[key] ?? null) : undefined;
}
