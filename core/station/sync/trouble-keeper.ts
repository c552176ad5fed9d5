import type { SyncState } from '../../domain/sync/sync-machine.ts';
import type { SyncDeps } from './sync-deps.ts';
import { readTrouble, writeTrouble } from './sync-memory.ts';

/**
 * Keeps the moment of the next attempt on disk while the loop waits, and clears it when all is well again, so that a station that is
 * switched off and on goes on waiting instead of hammering. Not being able to write it is no reason to stop trying.
 */
export function createTroubleKeeper({ store, clock, log }: SyncDeps): (state: SyncState) => void {
  let kept = readTrouble(store, clock) === null ? 'none' : 'from before';

  return (state) => {
    if (state.kind !== 'waiting' && state.kind !== 'idle') {
      return;
    }
    const wanted = state.kind === 'waiting' ? `${state.trouble.failures} until ${state.untilMs}` : 'none';
    if (wanted === kept) {
      return;
    }
    try {
      store.transact((write) => writeTrouble(write, clock, state.kind === 'waiting' ? state : null));
      kept = wanted;
    } catch (error: unknown) {
      log.warn('sync.wait-not-stored', { error: String(error) });
    }
  };
}
