import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import Database from 'better-sqlite3';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { createBackupShelf } from './backup-shelf.ts';
import { type BackupInspection, inspectBackup } from './inspect-backup.ts';
import { migrate } from './migrate.ts';
import { stationMigrations } from './migrations/station-migrations.ts';
import { putRepairNote, type RepairNote } from './repair-note.ts';
import { nextDatabaseFile, replaceDatabase } from './replace-database.ts';
import { type LockHolder, takeStationLock } from './station-lock.ts';

/**
 * Puts a backup in the place of the station's database, which is set aside and never deleted (reliability.md §2.5). Whoever calls has raised the
 * generation before: numbers and audit trail begin anew, and the cloud takes the station for no fork (§3.3).
 */
export interface RecoveryPlan {
  readonly directory: string;
  readonly stationId: string;
  readonly now: IsoTime;
}

export type Recovery =
  | { readonly kind: 'recovered'; readonly note: RepairNote }
  | { readonly kind: 'another-is-open'; readonly holder: LockHolder | null };

export type Restoring =
  | Recovery
  | Exclude<BackupInspection, { kind: 'sound' }>
  | { readonly kind: 'no-such-file' }
  | { readonly kind: 'another-station'; readonly stationId: string };

/** After damage: the newest backup that is sound, or an empty database where there is none. */
export function recoverDatabase(plan: RecoveryPlan, why: string): Recovery {
  return underLock(plan, () => {
    const from = prepareNewestSound(plan);
    return { kind: 'recovered', note: takePlace(plan, { kind: 'repaired', why, from }) };
  });
}

/**
 * Somebody wants this file back. `beforeReplacing` is called when nothing stands against it any more and nothing has been changed.
 */
export function restoreDatabase(plan: RecoveryPlan, file: string, beforeReplacing: () => void): Restoring {
  if (!existsSync(file)) {
    return { kind: 'no-such-file' };
  }
  return underLock(plan, (): Restoring => {
    const inspection = prepare(plan, file);
    if (inspection.kind !== 'sound') {
      forgetNext(plan.directory);
      return inspection;
    }
    if (inspection.stationId !== plan.stationId) {
      forgetNext(plan.directory);
      return { kind: 'another-station', stationId: inspection.stationId };
    }
    beforeReplacing();
    return { kind: 'recovered', note: takePlace(plan, { kind: 'restored', why: 'asked for', from: file }) };
  });
}

function underLock<Outcome>(
  { directory, now }: RecoveryPlan,
  work: () => Outcome,
): Outcome | Extract<Recovery, { kind: 'another-is-open' }> {
  const lock = takeStationLock(directory, now);
  if (lock.kind === 'another-is-open') {
    return lock;
  }
  try {
    return work();
  } finally {
    lock.release();
  }
}

function prepareNewestSound(plan: RecoveryPlan): string | null {
  for (const { file, name } of createBackupShelf(plan.directory).newestFirst()) {
    const inspection = prepare(plan, file);
    if (inspection.kind === 'sound' && inspection.stationId === plan.stationId) {
      return name;
    }
  }
  forgetNext(plan.directory);
  const db = new Database(nextDatabaseFile(plan.directory));
  migrate(db, { migrations: stationMigrations, backupDirectory: plan.directory });
  db.close();
  return null;
}

function prepare({ directory }: RecoveryPlan, file: string): BackupInspection {
  forgetNext(directory);
  copyFileSync(file, nextDatabaseFile(directory));
  return inspectBackup(nextDatabaseFile(directory));
}

function forgetNext(directory: string): void {
  for (const end of ['', '-journal', '-wal', '-shm']) {
    rmSync(`${nextDatabaseFile(directory)}${end}`, { force: true });
  }
}

function takePlace(plan: RecoveryPlan, how: Pick<RepairNote, 'kind' | 'why' | 'from'>): RepairNote {
  const { directory, now } = plan;
  const name = now.replaceAll(/[:.]/g, '-');
  const note: RepairNote = {
    ...how,
    at: now,
    setAside: `set-aside/${name}`,
    told: false,
    replayed: 0,
    waiting: 0,
    missingSheets: [],
  };
  const db = new Database(nextDatabaseFile(directory));
  try {
    putRepairNote(db, note);
  } finally {
    db.close();
  }
  return { ...note, setAside: relative(directory, replaceDatabase(directory, name)) };
}
