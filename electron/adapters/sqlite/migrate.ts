import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { invariant } from '#core/kernel/invariant.ts';
import { syncFolder } from '../files/write-file-durably.ts';

/** One step of the schema. It runs in one transaction together with its `user_version`: the database is old or new, never between. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

export type MigrationOutcome =
  | { readonly kind: 'current'; readonly version: number; readonly backupFile: string | null }
  /** A newer Fitbay wrote this file. It is left alone. */
  | { readonly kind: 'newer-schema'; readonly found: number; readonly supported: number }
  /** The file belongs to another program. */
  | { readonly kind: 'foreign-file'; readonly applicationId: number }
  | { readonly kind: 'damaged'; readonly detail: string };

export interface MigrationPlan {
  readonly migrations: readonly Migration[];
  /** Where the copy goes that is taken before an old database is changed. */
  readonly backupDirectory: string;
}

/** "Fitb" in the file's header, so that `file` and we ourselves can tell whose it is. */
export const applicationId = 0x46697462;

/** Brings the schema up to date. Before an existing database is changed a verified copy of it is on disk; an empty one needs none. */
export function migrate(db: Database.Database, plan: MigrationPlan): MigrationOutcome {
  plan.migrations.forEach((migration, index) => {
    invariant(migration.version > (plan.migrations[index - 1]?.version ?? 0), 'the numbers of migrations rise');
  });
  const supported = plan.migrations.at(-1)?.version ?? 0;
  const found = readNumber(db, 'user_version');
  const owner = readNumber(db, 'application_id');
  const isEmpty = db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  if (owner !== applicationId && !(isEmpty && owner === 0)) {
    return { kind: 'foreign-file', applicationId: owner };
  }
  if (found > supported) {
    return { kind: 'newer-schema', found, supported };
  }
  if (found === supported) {
    return { kind: 'current', version: found, backupFile: null };
  }
  const backup: BackupOutcome = isEmpty
    ? { kind: 'written', file: null }
    : writeBackup(db, join(plan.backupDirectory, `before-schema-${supported}-from-${found}.sqlite`));
  if (backup.kind === 'damaged') {
    return backup;
  }
  for (const migration of plan.migrations.filter(({ version }) => version > found)) {
    applyMigration(db, migration);
  }
  return { kind: 'current', version: supported, backupFile: backup.file };
}

function applyMigration(db: Database.Database, migration: Migration): void {
  db.transaction(() => {
    db.exec(migration.sql);
    const orphans = db.pragma('foreign_key_check');
    invariant(Array.isArray(orphans) && orphans.length === 0, `migration ${migration.version} leaves no orphans`);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${migration.version}`);
  }).immediate();
}

type BackupOutcome =
  | { readonly kind: 'written'; readonly file: string | null }
  | { readonly kind: 'damaged'; readonly detail: string };

/** A compact copy, checked before it gets its name. */
function writeBackup(db: Database.Database, file: string): BackupOutcome {
  const temporary = `${file}.new`;
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  rmSync(temporary, { force: true });
  db.prepare('VACUUM INTO ?').run(temporary);
  const copy = new Database(temporary, { readonly: true });
  const verdict = String(copy.pragma('quick_check(1)', { simple: true }));
  copy.close();
  if (verdict !== 'ok') {
    rmSync(temporary, { force: true });
    return { kind: 'damaged', detail: `the copy before the migration is not sound: ${verdict}` };
  }
  syncFile(temporary);
  renameSync(temporary, file);
  syncFolder(join(file, '..'));
  return { kind: 'written', file };
}

function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function readNumber(db: Database.Database, pragma: string): number {
  const value = db.pragma(pragma, { simple: true });
  invariant(typeof value === 'number', `${pragma} is a number`);
  return value;
}
