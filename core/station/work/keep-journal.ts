import type { SessionId } from '../../kernel/entity-ids.ts';
import type { StationStore } from '../../ports/station-store.ts';
import type { WriteProgress } from '../../ports/unit-driver.ts';

/** Puts on disk what a driver is about to send and what the unit answered, before the next byte goes out (INST-3, STA-4). */
export function keepJournal(
  { store }: { readonly store: Pick<StationStore, 'transact'> },
  sessionId: SessionId,
): (progress: Pick<WriteProgress, 'journal'>) => void {
  return ({ journal = [] }) => {
    if (journal.length > 0) {
      store.transact((write) => write.noteWrites(sessionId, journal));
    }
  };
}
