import { backupChecksum, type ConfigurationBackup } from './configuration-backup.ts';
import type { ActualValue } from './difference.ts';
import { natureOfKey } from './key-nature.ts';

/** All that is known of a reading besides its values. */
export type BackupOccasion = Omit<ConfigurationBackup, 'values' | 'secrets' | 'unread' | 'checksum'>;

/** Turns a reading into a backup. A secret is known by the driver's word or by the key itself, and leaves nothing but its name. */
export function takeBackup(
  occasion: BackupOccasion,
  readings: Readonly<Record<string, ActualValue>>,
  keys: Readonly<Record<string, { readonly secret?: boolean }>>,
): ConfigurationBackup {
  const values: Record<string, string | null> = {};
  const secrets: string[] = [];
  const unread: string[] = [];
  for (const [key, reading] of Object.entries(readings)) {
    if (reading.kind === 'unsupported') {
      continue;
    }
    if (keys[key]?.secret === true || natureOfKey(key) === 'secret') {
      secrets.push(key);
    } else if (reading.kind === 'unknown') {
      unread.push(key);
    } else {
      values[key] = reading.kind === 'value' ? reading.value : null;
    }
  }
  const backup = { ...occasion, values, secrets, unread };
  return { ...backup, checksum: backupChecksum(backup) };
}

/** Whether two backups hold the same, whenever and by whom they were taken. */
export function holdsTheSame(one: ConfigurationBackup, other: ConfigurationBackup): boolean {
  const keys = new Set([...Object.keys(one.values), ...Object.keys(other.values)]);
  return (
    one.unit === other.unit &&
    one.ownerId === other.ownerId &&
    [...keys].every((key) => one.values[key] === other.values[key])
  );
}
