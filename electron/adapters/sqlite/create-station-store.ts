import type Database from 'better-sqlite3';
import type { StationId } from '#core/kernel/entity-ids.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Ids } from '#core/ports/ids.ts';
import type { Log } from '#core/ports/log.ts';
import type { StationStore, StoreReader, StoreWriter } from '#core/ports/station-store.ts';
import type { OperationJournal } from '../operation-journal/open-operation-journal.ts';
import type { ScopeSeal } from '../secrets/scope-seal.ts';
import type { SecretSeal } from '../secrets/secret-seal.ts';
import { createActs, type LiveDatabase, type StoreCare } from './acts.ts';
import { createAuditTable } from './audit-table.ts';
import { createBackupsTable } from './backups-table.ts';
import { createCapturesTable } from './captures-table.ts';
import { createCartonsTable } from './cartons-table.ts';
import { createFeedTable } from './feed-table.ts';
import { createHeardActs } from './heard-acts.ts';
import { createJobsTable } from './jobs-table.ts';
import { createMirrorReads } from './mirror-reads.ts';
import { createMirrorWrites } from './mirror-writes.ts';
import { createOperationsTable } from './operations-table.ts';
import { createProfilesTable } from './profiles-table.ts';
import { createReadersTable } from './readers-table.ts';
import { createRosterTable } from './roster-table.ts';
import { createForgetting, createForgettingNotes } from './secret-forgetting.ts';
import { createSessionsTable } from './sessions-table.ts';
import { createSettingsTable } from './settings-table.ts';
import { toStoreFault } from './sqlite-fault.ts';
import { createStatements, type Statements } from './statements.ts';
import { createSupportTable } from './support-table.ts';
import { createUnitReads } from './unit-reads.ts';

export interface StationStoreParts {
  readonly db: Database.Database;
  /** Left out, statements are prepared and kept; given, somebody looks at their texts. */
  readonly statementsOf?: (db: Database.Database) => Statements;
  /** Opens the same file once more after a fault, with the settings that durability rests on; throws SQLite's error where that fails. */
  readonly reopen: () => Database.Database;
  readonly journal: OperationJournal;
  readonly stationId: StationId;
  readonly generation: number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly seal: SecretSeal;
  /** For what the station keeps only as long as it is let. */
  readonly scopeSeal: ScopeSeal;
  readonly log: Log;
  /** Called once, after the database is closed. */
  readonly release: () => void;
}

/** The port, and what looks after it. */
export interface StationStoreAndCare {
  readonly store: StationStore;
  readonly care: StoreCare;
}

/** Puts the tables together into the port. Opening, locking and migrating are done before; see `openStationStore`. */
export function createStationStore(parts: StationStoreParts): StationStoreAndCare {
  let live = assemble(parts, parts.db);
  const acts = createActs({
    live: () => live,
    reopen() {
      live.db.close();
      live = assemble(parts, parts.reopen());
    },
    journal: parts.journal,
    generation: parts.generation,
    log: parts.log,
  });
  const doWhatIsOwed = createForgetting({
    notes: () => live.notes,
    seal: parts.scopeSeal,
    act: (work) => acts.transact(work),
    emptyLog: () => checkpoint(live.db),
    log: parts.log,
  });
  doWhatIsOwed();
  const store: StationStore = {
    ...delegateReads(live.reads, () => live.reads, acts.readFailed),
    transact(work) {
      const result = acts.transact(work);
      doWhatIsOwed();
      return result;
    },
    sweep: () => void checkpoint(live.db),
    close() {
      if (live.db.open) {
        checkpoint(live.db);
        live.db.close();
      }
      parts.journal.close();
      parts.release();
    },
  };
  return { store: { ...store, close: once(store.close) }, care: acts.care };
}

/** Makes the file whole without its WAL. False where something stands in the way; the WAL is read again at the next opening. */
function checkpoint(db: Database.Database): boolean {
  try {
    return db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
  } catch (error: unknown) {
    if (toStoreFault(error) === undefined) {
      throw error;
    }
    return false;
  }
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) {
      isDone = true;
      work();
    }
  };
}

/** The reads of whichever database is open now. */
function delegateReads(
  names: StoreReader,
  current: () => StoreReader,
  readFailed: (error: unknown) => unknown,
): StoreReader {
  const reads = Object.keys(names).map((name) => [
    name,
    (...given: readonly unknown[]) => {
      const now = current() as unknown as Record<string, (...given: readonly unknown[]) => unknown>;
      try {
        return now[name]?.(...given);
      } catch (error: unknown) {
        throw readFailed(error);
      }
    },
  ]);
  // The same names with functions of the same shape; the type cannot follow a loop.
  return Object.fromEntries(reads) as unknown as StoreReader;
}

type Assembled = LiveDatabase & { readonly notes: ReturnType<typeof createForgettingNotes> };

/** Everything over one open database. */
function assemble(parts: StationStoreParts, db: Database.Database): Assembled {
  const { statementsOf = createStatements, stationId, generation, clock, ids, seal, scopeSeal } = parts;
  const statements = statementsOf(db);
  const heard = createHeardActs(statements);
  const notes = createForgettingNotes(statements);
  const settings = createSettingsTable(statements);
  const sessions = createSessionsTable(statements);
  const backups = createBackupsTable(statements);
  const captures = createCapturesTable(statements);
  const support = createSupportTable(statements);
  const cartons = createCartonsTable(statements);
  const profiles = createProfilesTable(statements, scopeSeal);
  const readers = createReadersTable(statements);
  const jobs = createJobsTable(statements, scopeSeal);
  const operations = createOperationsTable(statements, generation);
  const audit = createAuditTable(statements, { stationId, generation, clock, setting: settings.reads.setting });
  const feed = createFeedTable(statements, ids);
  const roster = createRosterTable(statements, seal);
  const reads: StoreReader = {
    ...settings.reads,
    ...sessions.reads,
    ...backups.reads,
    ...captures.reads,
    ...support.reads,
    ...cartons.reads,
    ...profiles.reads,
    ...readers.reads,
    ...jobs.reads,
    ...operations.reads,
    ...audit.reads,
    ...feed.reads,
    ...roster.reads,
    ...createMirrorReads(statements, scopeSeal),
    ...createUnitReads(statements),
  };
  const writes: Omit<StoreWriter, keyof StoreReader> = {
    ...settings.writes,
    ...sessions.writes,
    ...backups.writes,
    ...captures.writes,
    ...support.writes,
    ...cartons.writes,
    ...profiles.writes,
    ...readers.writes,
    ...jobs.writes,
    ...heard.watch(operations.writes),
    ...audit.writes,
    ...feed.writes,
    ...roster.writes,
    mirror: createMirrorWrites(statements, {
      setSetting: settings.writes.setSetting,
      seal: scopeSeal,
      noteForgetting: notes.note,
    }),
  };
  return { db, reads, writer: { ...reads, ...writes }, heard, notes };
}
