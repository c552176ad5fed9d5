import { join } from 'node:path';
import Database from 'better-sqlite3';
import { stationId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createIds } from '#electron/adapters/ids/create-ids.ts';
import { openOperationJournal } from '#electron/adapters/operation-journal/open-operation-journal.ts';
import { createScopeSeal } from '#electron/adapters/secrets/scope-seal.ts';
import { createSecretSeal } from '#electron/adapters/secrets/secret-seal.ts';
import { createStationStore } from '#electron/adapters/sqlite/create-station-store.ts';
import { applyDurableSettings } from '#electron/adapters/sqlite/durable-settings.ts';
import { createStatements } from '#electron/adapters/sqlite/statements.ts';
import { silentLog } from '#electron/adapters/sqlite/testing/opened-store.ts';

/**
 * Sabotage: a store that says "done" first and commits 30 ms later, as a store with a write-behind cache would. Everything else about it is
 * the real one. `opened` is the store that was opened properly; it keeps the folder's lock.
 */
export function createLateStore(opened: StationStore, place: LatePlace): StationStore {
  const db = new Database(join(place.directory, 'station.sqlite'));
  const settings = applyDurableSettings(db);
  if (settings.kind === 'unsafe') {
    throw new Error(settings.detail);
  }
  const { store } = createStationStore({
    db: committingLate(db),
    // Straight on the connection: they ask it whether an act is under way, and that must stay true.
    statementsOf: () => createStatements(db),
    reopen: () => db,
    // A journal of its own: that of the real store would bring back what is to be missed.
    journal: openOperationJournal(join(place.directory, 'late.journal')),
    log: silentLog,
    stationId: stationId.parse(place.stationId),
    generation: place.generation,
    clock: systemClock,
    ids: createIds(),
    seal: createSecretSeal({ directory: place.directory }),
    scopeSeal: createScopeSeal({ directory: place.directory }),
    release: () => opened.close(),
  });
  return store;
}

export interface LatePlace {
  readonly directory: string;
  readonly stationId: string;
  readonly generation: number;
}

const lateMs = 30;

/** The same connection, whose transactions share one that is committed later. What they wrote can be read at once. */
function committingLate(db: Database.Database): Database.Database {
  const commit = () => {
    if (db.open && db.inTransaction) {
      db.exec('COMMIT');
    }
  };
  const immediate = <Result>(work: () => Result): Result => {
    if (!db.inTransaction) {
      db.exec('BEGIN IMMEDIATE');
      setTimeout(commit, lateMs);
    }
    db.exec('SAVEPOINT act');
    try {
      const result = work();
      db.exec('RELEASE act');
      return result;
    } catch (error: unknown) {
      db.exec('ROLLBACK TO act');
      db.exec('RELEASE act');
      throw error;
    }
  };
  return new Proxy(db, {
    get(target, name) {
      switch (name) {
        case 'inTransaction':
          return false; // the store would refuse to nest its acts
        case 'transaction':
          return (work: () => unknown) => ({ immediate: () => immediate(work) });
        case 'close':
          return () => {
            commit();
            target.close();
          };
        default: {
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === 'function' ? value.bind(target) : value;
        }
      }
    },
  });
}
