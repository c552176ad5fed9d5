import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { StationId } from '#core/kernel/entity-ids.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Ids } from '#core/ports/ids.ts';
import type { Log } from '#core/ports/log.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { createSecretSeal } from '../secrets/secret-seal.ts';
import { adoptIdentity, type IdentityOutcome } from './adopt-identity.ts';
import { createStationStore } from './create-station-store.ts';
import { applyDurableSettings, readDurableSettings, type SettingsCheck } from './durable-settings.ts';
import { type MigrationOutcome, migrate } from './migrate.ts';
import { stationMigrations } from './migrations/station-migrations.ts';
import { toStoreFault } from './sqlite-fault.ts';
import { createStatements } from './statements.ts';
import { type LockHolder, type StationLock, takeStationLock } from './station-lock.ts';

/** Why a data folder could not be opened. Nothing in it was changed and nothing is ever deleted. */
export type StationStoreOpening =
  | { readonly kind: 'opened'; readonly store: StationStore }
  /** Another Fitbay has this folder; `holder` is unknown for a moment after it started. */
  | { readonly kind: 'another-is-open'; readonly holder: LockHolder | null }
  /** A newer Fitbay wrote it: update this one. */
  | Extract<MigrationOutcome, { kind: 'newer-schema' | 'foreign-file' }>
  | { readonly kind: 'corrupt'; readonly detail: string }
  /** The disk is full, read-only or failing, or the folder cannot be made or written. */
  | { readonly kind: 'unusable-disk'; readonly detail: string }
  /** SQLite would not promise durability (reliability.md §2.1). */
  | Extract<SettingsCheck, { kind: 'unsafe' }>
  | Exclude<IdentityOutcome, { kind: 'adopted' }>;

export interface StationStoreOptions {
  /** The station's data folder; made if absent. Holds `station.sqlite`, its WAL, `secret.key`, `station.lock` and `backups/`. */
  readonly directory: string;
  readonly stationId: StationId;
  readonly generation: number;
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
  const db = new Database(join(options.directory, 'station.sqlite'));
  const opening = prepareDatabase(db, options, release);
  if (opening.kind !== 'opened') {
    db.close();
  }
  return opening;
}

function prepareDatabase(
  db: Database.Database,
  options: StationStoreOptions,
  release: () => void,
): StationStoreOpening {
  try {
    const settings = applyDurableSettings(db);
    if (settings.kind === 'unsafe') {
      return settings;
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
    const { stationId, generation, clock, ids, log } = options;
    const identity = adoptIdentity(db, stationId, generation);
    if (identity.kind !== 'adopted') {
      return identity;
    }
    // Once more after the first writes: SQLite applies the default for WAL only when it first reads such a file.
    const settled = readDurableSettings(db);
    if (settled.kind === 'unsafe') {
      return settled;
    }
    log.info('store.opened', { schema: migration.version, renumbered: identity.renumbered });
    const statements = createStatements(db);
    const seal = createSecretSeal({ directory: options.directory });
    return {
      kind: 'opened',
      store: createStationStore({ db, statements, stationId, generation, clock, ids, seal, release }),
    };
  } catch (error: unknown) {
    db.close();
    throw error;
  }
}
