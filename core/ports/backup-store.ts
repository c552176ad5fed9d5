import type { ConfigurationBackup } from '../domain/installation/configuration-backup.ts';

/** What units held at moments that were kept by name (INST-3). Part of the station store. */
export interface BackupReads {
  backup(id: string): ConfigurationBackup | null;
  /** Newest first; of one unit, or of all when `unit` is null. */
  backups(query: BackupQuery): readonly ConfigurationBackup[];
}

export interface BackupQuery {
  /** `type:serial`, or null for all units. */
  readonly unit: string | null;
  readonly limit: number;
}

export interface BackupWrites {
  /** Keeps a new backup. One with this id that is kept already is a bug and throws. */
  saveBackup(backup: ConfigurationBackup): void;
  /** Gives a kept backup another name; null takes the name away. */
  renameBackup(id: string, name: string | null): void;
}
