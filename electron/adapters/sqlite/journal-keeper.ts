import type { Log } from '#core/ports/log.ts';
import type { StoreReader } from '#core/ports/station-store.ts';
import { diskTroubleOf } from '../files/disk-trouble.ts';
import type { OperationJournal } from '../operation-journal/open-operation-journal.ts';
import type { HeardActs } from './heard-acts.ts';
import type { StoreStanding } from './store-standing.ts';

export interface JournalKeeperDeps {
  readonly journal: OperationJournal;
  readonly generation: number;
  readonly log: Log;
  readonly become: (standing: StoreStanding) => void;
}

/** Lets the journal follow the outbox after each commit. The one place that writes it while the station runs. */
export interface JournalKeeper {
  /** One sync at most; none for an act that queued nothing. */
  follow(reads: StoreReader, heard: HeardActs): void;
  /** Writes what a failure left out. False: the disk still refuses. */
  catchUp(reads: StoreReader): boolean;
}

/** While something waits for ever the file is not emptied; from here on it is written anew without what was judged. */
const smallestRewriteBytes = 4 * 1024 * 1024;

export function createJournalKeeper({ journal, generation, log, become }: JournalKeeperDeps): JournalKeeper {
  let owes = false;
  let rewriteAtBytes = smallestRewriteBytes;

  const rewrite = (reads: StoreReader): void => {
    journal.replaceBy(waiting(reads, generation));
    rewriteAtBytes = Math.max(smallestRewriteBytes, 2 * journal.sizeBytes());
    owes = false;
  };

  /** The act itself is on disk, so the caller hears of its success; that the second copy is missing is the station's trouble. */
  const attempt = (work: () => void): boolean => {
    try {
      work();
      return true;
    } catch (error: unknown) {
      const detail = diskTroubleOf(error);
      if (detail === undefined && !(error instanceof Error && 'syscall' in error)) {
        throw error;
      }
      owes = true;
      log.error('journal.failed', { error: String(error) });
      become({ kind: isFull(error) ? 'disk-full' : 'read-only', detail: `operation journal: ${String(error)}` });
      return false;
    }
  };

  return {
    follow(reads, heard) {
      const enqueued = heard.enqueued();
      if (owes) {
        attempt(() => rewrite(reads));
      } else if (enqueued.length > 0) {
        attempt(() => journal.append(enqueued.map((operation) => ({ generation, operation }))));
      }
      if (heard.isAnswered() && journal.sizeBytes() > 0) {
        if (reads.operationCounts().pending === 0) {
          attempt(() => journal.clear());
        } else if (journal.sizeBytes() >= rewriteAtBytes) {
          attempt(() => rewrite(reads));
        }
      }
    },
    catchUp: (reads) => !owes || attempt(() => rewrite(reads)),
  };
}

/** Everything without a verdict. */
function waiting(reads: Pick<StoreReader, 'pendingOperations'>, generation: number) {
  return reads.pendingOperations(Number.MAX_SAFE_INTEGER).map((operation) => ({ generation, operation }));
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
