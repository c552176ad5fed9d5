import type Database from 'better-sqlite3';
import type { StationId } from '#core/kernel/entity-ids.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Ids } from '#core/ports/ids.ts';
import type { StationStore, StoreReader, StoreWriter } from '#core/ports/station-store.ts';
import type { SecretSeal } from '../secrets/secret-seal.ts';
import { createAuditTable } from './audit-table.ts';
import { createBackupsTable } from './backups-table.ts';
import { createCapturesTable } from './captures-table.ts';
import { createCartonsTable } from './cartons-table.ts';
import { createFeedTable } from './feed-table.ts';
import { createMirrorReads } from './mirror-reads.ts';
import { createMirrorWrites } from './mirror-writes.ts';
import { createOperationsTable } from './operations-table.ts';
import { createProfilesTable } from './profiles-table.ts';
import { createReadersTable } from './readers-table.ts';
import { createRosterTable } from './roster-table.ts';
import { createSessionsTable } from './sessions-table.ts';
import { createSettingsTable } from './settings-table.ts';
import { type StationStoreFault, toStoreFault } from './sqlite-fault.ts';
import type { Statements } from './statements.ts';
import { createSupportTable } from './support-table.ts';

export interface StationStoreParts {
  readonly db: Database.Database;
  readonly statements: Statements;
  readonly stationId: StationId;
  readonly generation: number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly seal: SecretSeal;
  /** Called once, after the database is closed. */
  readonly release: () => void;
}

/** Puts the tables together into the port. Opening, locking and migrating are done before; see `openStationStore`. */
export function createStationStore(parts: StationStoreParts): StationStore {
  const { reads, writes } = assemble(parts);
  const writer: StoreWriter = { ...reads, ...writes };
  return {
    ...reads,
    transact: createTransact(parts.db, writer),
    close() {
      if (parts.db.open) {
        parts.db.pragma('wal_checkpoint(TRUNCATE)');
        parts.db.close();
        parts.release();
      }
    },
  };
}

function assemble({ statements, stationId, generation, clock, ids, seal }: StationStoreParts) {
  const settings = createSettingsTable(statements);
  const sessions = createSessionsTable(statements);
  const backups = createBackupsTable(statements);
  const captures = createCapturesTable(statements);
  const support = createSupportTable(statements);
  const cartons = createCartonsTable(statements);
  const profiles = createProfilesTable(statements, seal);
  const readers = createReadersTable(statements);
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
    ...operations.reads,
    ...audit.reads,
    ...feed.reads,
    ...roster.reads,
    ...createMirrorReads(statements),
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
    ...operations.writes,
    ...audit.writes,
    ...feed.writes,
    ...roster.writes,
    mirror: createMirrorWrites(statements, { setSetting: settings.writes.setSetting, seal }),
  };
  return { reads, writes };
}

/**
 * One immediate transaction per act. After a fault that leaves open whether the commit is on disk, nothing is written any more until
 * the store was closed and opened again (reliability.md finding F6): saying anything before would be a guess.
 */
function createTransact(db: Database.Database, writer: StoreWriter): StationStore['transact'] {
  let unknownSince: StationStoreFault | null = null;
  return (work) => {
    invariant(!db.inTransaction, 'acts do not nest');
    if (unknownSince !== null) {
      throw unknownSince;
    }
    try {
      return db
        .transaction(() => {
          const result = work(writer);
          invariant(!(result instanceof Promise), 'an act does not wait for anything');
          return result;
        })
        .immediate();
    } catch (error: unknown) {
      const fault = toStoreFault(error);
      if (fault === undefined) {
        throw error;
      }
      if (fault.kind === 'outcome-unknown' || fault.kind === 'damaged') {
        unknownSince = fault;
      }
      throw fault;
    }
  };
}
