import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach } from 'vitest';
import { stationId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createIds } from '#electron/adapters/ids/create-ids.ts';
import { openOperationJournal } from '#electron/adapters/operation-journal/open-operation-journal.ts';
import { createScopeSeal, type ScopeSeal } from '#electron/adapters/secrets/scope-seal.ts';
import { createSecretSeal } from '#electron/adapters/secrets/secret-seal.ts';
import type { StoreCare } from '#electron/adapters/sqlite/acts.ts';
import { createStationStore } from '#electron/adapters/sqlite/create-station-store.ts';
import { applyDurableSettings } from '#electron/adapters/sqlite/durable-settings.ts';
import { migrate } from '#electron/adapters/sqlite/migrate.ts';
import { stationMigrations } from '#electron/adapters/sqlite/migrations/station-migrations.ts';
import { makeTestFolder, removeTestFolder, silentLog } from '#electron/adapters/sqlite/testing/opened-store.ts';

/** What takes a store's care for secrets away. */
export interface SecretsSabotage {
  readonly secureDelete?: 'OFF';
  readonly wrapSeal?: (seal: ScopeSeal) => ScopeSeal;
}

/** A real store with its seals in a folder of its own, for each test of a file; closed and taken away after it. */
export interface StoreOfSecrets {
  readonly folder: string;
  open(sabotage?: SecretsSabotage): StationStore;
  close(): void;
  /** Copies it to where the station keeps its backups. */
  backUp(): Promise<void>;
}

/** Called at the top of the file. */
export function storeOfSecrets(id = 'bench-3'): StoreOfSecrets {
  let folder = '';
  let opened: { readonly care: StoreCare; readonly db: Database.Database } | undefined;
  beforeEach(() => {
    folder = makeTestFolder();
  });
  const close = (): void => {
    opened?.db.close();
    opened = undefined;
  };
  afterEach(() => {
    close();
    removeTestFolder(folder);
  });
  return {
    get folder() {
      return folder;
    },
    close,
    async backUp() {
      mkdirSync(join(folder, 'backups'), { recursive: true });
      await opened?.care.copyTo(join(folder, 'backups', 'station-2026-11-21T08-00-00-000Z.sqlite'));
    },
    open({ secureDelete, wrapSeal = (seal: ScopeSeal) => seal } = {}) {
      const db = new Database(join(folder, 'station.sqlite'));
      applyDurableSettings(db);
      if (secureDelete !== undefined) {
        db.pragma(`secure_delete = ${secureDelete}`);
      }
      migrate(db, { migrations: stationMigrations, backupDirectory: join(folder, 'backups') });
      const { store, care } = createStationStore({
        db,
        reopen: () => db,
        journal: openOperationJournal(join(folder, 'operations.journal')),
        stationId: stationId.parse(id),
        generation: 1,
        clock: systemClock,
        ids: createIds(),
        seal: createSecretSeal({ directory: folder }),
        scopeSeal: wrapSeal(createScopeSeal({ directory: folder })),
        log: silentLog,
        release: () => {},
      });
      opened = { care, db };
      return store;
    },
  };
}
