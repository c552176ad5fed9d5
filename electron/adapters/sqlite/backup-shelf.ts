import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import { syncFolder } from '../files/write-file-durably.ts';
import { type BackupInspection, inspectBackup } from './inspect-backup.ts';
import { syncFile } from './replace-database.ts';

/** The copies of the database in `backups/` (reliability.md §2.4). A file has its name only when it was checked and is on disk. */
export interface BackupShelf {
  /** Copies, checks, names, and drops what is too old. */
  write(copyTo: (file: string) => Promise<void>, now: IsoTime): Promise<BackupWriting>;
  /** All copies, those from before a change of the schema too. */
  newestFirst(): readonly ShelvedBackup[];
}

export interface ShelvedBackup {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  readonly at: IsoTime;
}

export type BackupWriting =
  | { readonly kind: 'written'; readonly backup: ShelvedBackup; readonly inspection: SoundBackup }
  /** The copy is not what it should be, so the database it was made of is in doubt. */
  | { readonly kind: 'damaged'; readonly detail: string };

export type SoundBackup = Extract<BackupInspection, { kind: 'sound' }>;

const regular = /^station-(\d{4}-\d\d-\d\d)T[\d-]+Z\.sqlite$/;
const recentKept = 8;
const daysKept = 7;

export function createBackupShelf(directory: string): BackupShelf {
  const folder = join(directory, 'backups');
  return {
    async write(copyTo, now) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const name = `station-${now.replaceAll(/[:.]/g, '-')}.sqlite`;
      const temporary = join(folder, 'station.new');
      rmSync(temporary, { force: true });
      await copyTo(temporary);
      const inspection = inspectBackup(temporary);
      if (inspection.kind !== 'sound') {
        rmSync(temporary, { force: true });
        return { kind: 'damaged', detail: 'detail' in inspection ? inspection.detail : inspection.kind };
      }
      giveName(temporary, join(folder, name));
      for (const old of backupsToDrop(readdirSync(folder))) {
        rmSync(join(folder, old), { force: true });
      }
      return { kind: 'written', backup: shelved(folder, name), inspection };
    },
    newestFirst: () =>
      (existsSync(folder) ? readdirSync(folder) : [])
        .filter((name) => name.endsWith('.sqlite'))
        .map((name) => shelved(folder, name))
        .sort((a, b) => b.at.localeCompare(a.at)),
  };
}

/** Copies a checked backup to a place of somebody's choice; there it is whole or not at all. */
export function copyBackup(from: string, to: string): BackupCopying {
  try {
    copyFileSync(from, `${to}.new`);
    giveName(`${to}.new`, to);
    return { kind: 'copied' };
  } catch (error: unknown) {
    if (error instanceof Error && 'syscall' in error) {
      rmSync(`${to}.new`, { force: true });
      return { kind: 'unwritable', detail: error.message };
    }
    throw error;
  }
}

export type BackupCopying = { readonly kind: 'copied' } | { readonly kind: 'unwritable'; readonly detail: string };

/** Which of these go: all but the newest 8 and the newest of each of the last 7 days that have any. Names that are none of ours stay. */
export function backupsToDrop(names: readonly string[]): readonly string[] {
  const newestFirst = names.filter((name) => regular.test(name)).sort((a, b) => b.localeCompare(a));
  const newestOfDay = new Map<string, string>();
  for (const name of newestFirst) {
    const day = regular.exec(name)?.[1] ?? '';
    if (!newestOfDay.has(day)) {
      newestOfDay.set(day, name);
    }
  }
  const kept = new Set([...newestFirst.slice(0, recentKept), ...[...newestOfDay.values()].slice(0, daysKept)]);
  return newestFirst.filter((name) => !kept.has(name));
}

function giveName(temporary: string, file: string): void {
  syncFile(temporary);
  renameSync(temporary, file);
  syncFolder(join(file, '..'));
}

function shelved(folder: string, name: string): ShelvedBackup {
  const file = join(folder, name);
  const { size, mtimeMs } = statSync(file);
  return { name, file, bytes: size, at: toIsoTime(Math.round(mtimeMs)) };
}
