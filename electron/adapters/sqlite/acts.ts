import type Database from 'better-sqlite3';
import { invariant } from '#core/kernel/invariant.ts';
import type { Log } from '#core/ports/log.ts';
import type { StationStore, StoreReader, StoreWriter } from '#core/ports/station-store.ts';
import { StorageRefusal } from '#core/ports/storage-refusal.ts';
import type { OperationJournal } from '../operation-journal/open-operation-journal.ts';
import type { HeardActs } from './heard-acts.ts';
import { createJournalKeeper } from './journal-keeper.ts';
import { type StationStoreFault, toStoreFault } from './sqlite-fault.ts';
import { createStanding, type StoreStanding } from './store-standing.ts';

/**
 * How acts are written and what is made of a disk that fails (STA-4, reliability.md §2.2, §2.5). One immediate transaction per act, then its
 * operations into the journal, then the caller hears of it. After a fault that leaves the outcome open the database is closed, opened and asked
 * whether the act is there: what the caller hears is what is on the disk.
 */
export interface LiveDatabase {
  readonly db: Database.Database;
  readonly reads: StoreReader;
  readonly writer: StoreWriter;
  readonly heard: HeardActs;
}

export interface StoreCare {
  standing(): StoreStanding;
  /** Called when the standing becomes another. Returns the way to stop listening. */
  onChange(listener: () => void): () => void;
  /** Number of the last committed act: higher than at the last backup means that there is something to back up. */
  lastAct(): number;
  /** There is room again, or somebody looked: ends `disk-full`, and the journal catches up. */
  roomAgain(): void;
  /** Copies the whole database to this path while work goes on. */
  copyTo(file: string): Promise<void>;
  journalBytes(): number;
}

export interface ActsDeps {
  readonly live: () => LiveDatabase;
  /** Closes the database and opens it anew; `live` is the new one then. Throws SQLite's error where it does not open. */
  readonly reopen: () => void;
  readonly journal: OperationJournal;
  readonly generation: number;
  readonly log: Log;
}

interface Acts {
  readonly transact: StationStore['transact'];
  /** Takes note of a read that failed; answers what to throw. */
  readonly readFailed: (error: unknown) => unknown;
  readonly care: StoreCare;
}

export function createActs({ live, reopen, journal, generation, log }: ActsDeps): Acts {
  const { standing, become, onChange } = createStanding(log);
  let hasFailedBefore = false;
  const journalKeeper = createJournalKeeper({ journal, generation, log, become });

  /** Returns where the act is on disk after all; throws what the caller must hear otherwise. */
  const settle = (fault: StationStoreFault, act: number): void => {
    log.error('store.fault', { kind: fault.kind, code: fault.sqliteCode });
    if (fault.kind === 'disk-full' || fault.kind === 'damaged' || fault.kind === 'read-only') {
      become({ kind: fault.kind, detail: fault.message });
    }
    if (fault.kind !== 'outcome-unknown') {
      throw fault;
    }
    const isCommitted = lookUp(fault, act);
    if (hasFailedBefore) {
      become({ kind: 'read-only', detail: fault.message });
    }
    hasFailedBefore = true;
    if (!isCommitted) {
      throw new StorageRefusal('not-saved', `the act was not saved: ${fault.message}`, { cause: fault });
    }
  };

  const lookUp = (fault: StationStoreFault, act: number): boolean => {
    try {
      reopen();
      const isCommitted = act > 0 && live().heard.last() === act;
      log.warn('store.reopened', { act, isCommitted });
      return isCommitted;
    } catch (error: unknown) {
      if (toStoreFault(error) === undefined) {
        throw error;
      }
      become({ kind: 'read-only', detail: fault.message });
      throw fault;
    }
  };

  return {
    transact<Result>(work: (write: StoreWriter) => Result): Result {
      const { db, writer, heard } = live();
      invariant(!db.inTransaction, 'acts do not nest');
      refuseWhereNothingIsWritten(standing());
      const results: Result[] = [];
      let act = 0;
      try {
        db.transaction(() => {
          act = heard.begin();
          const result = work(writer);
          invariant(!(result instanceof Promise), 'an act does not wait for anything');
          results.push(result);
        }).immediate();
      } catch (error: unknown) {
        const fault = toStoreFault(error);
        if (fault === undefined) {
          throw error;
        }
        settle(fault, act);
      }
      journalKeeper.follow(live().reads, heard);
      invariant(results.length === 1, 'a committed act has its result');
      return results[0] as Result;
    },
    readFailed(error) {
      const fault = toStoreFault(error);
      if (fault?.kind === 'damaged') {
        become({ kind: 'damaged', detail: fault.message });
      }
      return fault ?? error;
    },
    care: {
      standing,
      onChange,
      lastAct: () => live().heard.last(),
      roomAgain() {
        if (standing().kind === 'disk-full' && journalKeeper.catchUp(live().reads)) {
          become({ kind: 'sound' });
        }
      },
      async copyTo(file) {
        await live().db.backup(file);
      },
      journalBytes: () => journal.sizeBytes(),
    },
  };
}

function refuseWhereNothingIsWritten(standing: StoreStanding): void {
  if (standing.kind === 'read-only' || standing.kind === 'damaged') {
    throw new StorageRefusal(standing.kind, standing.detail);
  }
}
