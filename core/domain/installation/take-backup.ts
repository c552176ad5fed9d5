import { sideOfUnit } from './compare-backup.ts';
import { backupChecksum, type ConfigurationBackup } from './configuration-backup.ts';
import type { ActualValue } from './difference.ts';

/** All that is known of a reading besides its values. */
export type BackupOccasion = Omit<ConfigurationBackup, 'values' | 'secrets' | 'unread' | 'checksum'>;

/** Turns a reading into a backup. A secret is known by the driver's word or by the key itself, and leaves nothing but its name. */
export function takeBackup(
  occasion: BackupOccasion,
  readings: Readonly<Record<string, ActualValue>>,
  keys: Readonly<Record<string, { readonly secret?: boolean }>>,
): ConfigurationBackup {
  const secretKeys = Object.keys(readings).filter((key) => keys[key]?.secret === true);
  const { values, secrets, unread } = sideOfUnit(readings, secretKeys);
  const backup = {
    ...occasion,
    values: { ...values },
    secrets: [...secrets],
    unread: [...unread],
  };
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
