import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { StationId } from '#core/kernel/entity-ids.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Ids } from '#core/ports/ids.ts';
import type { Log } from '#core/ports/log.ts';
import { StorageRefusal } from '#core/ports/storage-refusal.ts';
import { type OperationJournal, openOperationJournal } from '../operation-journal/open-operation-journal.ts';
import { createScopeSeal } from '../secrets/scope-seal.ts';
import { createSecretSeal } from '../secrets/secret-seal.ts';
import { adoptIdentity, type IdentityOutcome } from './adopt-identity.ts';
import { createBackupShelf } from './backup-shelf.ts';
import { createStationStore, type StationStoreAndCare } from './create-station-store.ts';
import { readDamageNotice, writeDamageNotice } from './damage-notice.ts';
import { applyDurableSettings, readDurableSettings, type SettingsCheck } from './durable-settings.ts';
import { checkChain } from './inspect-backup.ts';
import { meetJournal } from './meet-journal.ts';
import { type MigrationOutcome, migrate } from './migrate.ts';
import { stationMigrations } from './migrations/station-migrations.ts';
import { hasUntoldRepair } from './repair-note.ts';
import { databaseFile, finishReplacing } from './replace-database.ts';
import { toStoreFault } from './sqlite-fault.ts';
import { type LockHolder, type StationLock, takeStationLock } from './station-lock.ts';

/** Why a data folder could not be opened. Nothing in it was changed and nothing is ever deleted. */
export type StationStoreOpening =
  /** `replayed`: how many operations came from the journal alone. */
  | ({ readonly kind: 'opened'; readonly replayed: number } & StationStoreAndCare)
  /** Another Fitbay has this folder; `holder` is unknown for a moment after it started. */
  | { readonly kind: 'another-is-open'; readonly holder: LockHolder | null }
  /** A newer Fitbay wrote it: update this one. */
  | Extract<MigrationOutcome, { kind: 'newer-schema' | 'foreign-file' }>
  | { readonly kind: 'corrupt'; readonly detail: string }
  /** The journal holds operations that the database lost: committed acts are gone with the WAL, or the file is an old one (reliability.md §2.3). */
  | { readonly kind: 'behind-journal'; readonly missing: number }
  /** The disk is full, read-only or failing, or the folder cannot be made or written. */
  | { readonly kind: 'unusable-disk'; readonly detail: string }
  /** SQLite would not promise durability (reliability.md §2.1). */
  | Extract<SettingsCheck, { kind: 'unsafe' }>
  | Exclude<IdentityOutcome, { kind: 'adopted' }>;

export interface StationStoreOptions {
  /** The station's data folder; made if absent. Holds `station.sqlite`, its WAL, `secret.key`, `scope.keys`, `station.lock`, `operations.journal` and `backups/`. */
  readonly directory: string;
  readonly stationId: StationId;
  readonly generation: number;
  /** Takes operations that only the journal holds back into the outbox. To be said under a new generation only, or their numbers would clash. */
  readonly replay?: boolean;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/** Opens the station's memory (STA-4): takes the lock, sets and checks what durability rests on, brings the schema up to date. */
export function openStationStore(options: StationStoreOptions): StationStoreOpening {
  const opening = openOrExplain(options);
  if (opening.kind !== 'opened') {
    options.log.error('store.refused', { kind: opening.kind });
  }
  return opening;
}

function openOrExplain(options: StationStoreOptions): StationStoreOpening {
  let lock: StationLock | null = null;
  try {
    mkdirSync(options.directory, { recursive: true, mode: 0o700 });
    lock = takeStationLock(options.directory, options.clock.now());
    if (lock.kind === 'another-is-open') {
      return lock;
    }
    const opening = openDatabase(options, lock.release);
    if (opening.kind !== 'opened') {
      lock.release();
    }
    return opening;
  } catch (error: unknown) {
    if (lock?.kind === 'locked') {
      lock.release();
    }
    return explain(error);
  }
}

/** What the disk's errors mean; anything else is a bug and is thrown on. */
function explain(error: unknown): StationStoreOpening {
  const fault = toStoreFault(error);
  if (fault !== undefined) {
    return { kind: fault.kind === 'damaged' ? 'corrupt' : 'unusable-disk', detail: fault.message };
  }
  if (error instanceof Error && 'syscall' in error) {
    return { kind: 'unusable-disk', detail: error.message };
  }
  throw error;
}

function openDatabase(options: StationStoreOptions, release: () => void): StationStoreOpening {
  finishReplacing(options.directory);
  const file = databaseFile(options.directory);
  if (!existsSync(file) && createBackupShelf(options.directory).newestFirst().length > 0) {
    return { kind: 'corrupt', detail: 'the database is gone, its backups are there' };
  }
  const db = new Database(file);
  let journal: OperationJournal | null = null;
  try {
    const preparation = prepareDatabase(db, options);
    if (preparation.kind !== 'prepared') {
      db.close();
      return preparation;
    }
    journal = openOperationJournal(join(options.directory, 'operations.journal'));
    const { replay = hasUntoldRepair(db) } = options;
    const meeting = meetJournal({ db, journal, generation: options.generation, replay });
    if (meeting.kind !== 'met') {
      db.close();
      journal.close();
      return meeting;
    }
    const { schema, renumbered } = preparation;
    const { found } = journal;
    options.log.info('store.opened', {
      schema,
      renumbered,
      replayed: meeting.replayed,
      journalTornBytes: found.tornBytes,
      journalDamagedBytes: found.damagedBytes,
    });
    const seal = createSecretSeal({ directory: options.directory });
    const scopeSeal = createScopeSeal({ directory: options.directory });
    const made = createStationStore({
      ...options,
      db,
      reopen: () => reopenDatabase(file),
      journal,
      seal,
      scopeSeal,
      release,
    });
    made.care.onChange(() => {
      const standing = made.care.standing();
      if (standing.kind === 'damaged') {
        writeDamageNotice(options.directory, standing.detail);
      }
    });
    return { kind: 'opened', replayed: meeting.replayed, ...made };
  } catch (error: unknown) {
    db.close();
    journal?.close();
    throw error;
  }
}

type Preparation =
  | { readonly kind: 'prepared'; readonly schema: number; readonly renumbered: number }
  | Exclude<StationStoreOpening, { kind: 'opened' }>;

function prepareDatabase(db: Database.Database, options: StationStoreOptions): Preparation {
  const settings = applyDurableSettings(db);
  if (settings.kind === 'unsafe') {
    return settings;
  }
  const damage = findDamage(db, options.directory);
  if (damage !== null) {
    return { kind: 'corrupt', detail: damage };
  }
  const migration = migrate(db, {
    migrations: stationMigrations,
    backupDirectory: join(options.directory, 'backups'),
  });
  if (migration.kind === 'damaged') {
    return { kind: 'corrupt', detail: migration.detail };
  }
  if (migration.kind !== 'current') {
    return migration;
  }
  const chain = checkChain(db);
  if (chain.kind === 'broken') {
    return { kind: 'corrupt', detail: chain.detail };
  }
  const identity = adoptIdentity(db, options.stationId, options.generation);
  if (identity.kind !== 'adopted') {
    return identity;
  }
  // Once more after the first writes: SQLite applies the default for WAL only when it first reads such a file.
  const settled = readDurableSettings(db);
  return settled.kind === 'unsafe'
    ? settled
    : { kind: 'prepared', schema: migration.version, renumbered: identity.renumbered };
}

/** A larger file is looked at whole when it is copied; at the start nobody waits for that. */
const checkedAtStartBytes = 64 * 1024 * 1024;

/** What the last run noticed, or what shows now. */
function findDamage(db: Database.Database, directory: string): string | null {
  const noticed = readDamageNotice(directory);
  if (noticed !== null) {
    return noticed;
  }
  if (statSync(databaseFile(directory)).size > checkedAtStartBytes) {
    return null;
  }
  const check = String(db.pragma('quick_check(1)', { simple: true }));
  return check === 'ok' ? null : check;
}

/** A second connection to a file whose first one failed. Its settings are read back like those of the first. */
function reopenDatabase(file: string): Database.Database {
  const db = new Database(file, { fileMustExist: true });
  const settings = applyDurableSettings(db);
  if (settings.kind === 'unsafe') {
    db.close();
    throw new StorageRefusal('read-only', `the database does not open as it must: ${settings.detail}`);
  }
  return db;
}
