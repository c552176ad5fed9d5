import type { SyncStatus } from '../../contract/station/sync.ts';
import { isRunning, type SyncState, type Trouble } from '../../domain/sync/sync-machine.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';

/** How the station stands with the centre, in the words of the contract. Says `online` only where the cloud has answered. */
export interface SyncSituation {
  readonly state: SyncState;
  /** Whether the newest request found the cloud; `unknown` since the program started. */
  readonly reach: 'reached' | 'not-reached' | 'unknown';
  readonly counts: { readonly pending: number; readonly needsSomebody: number; readonly oldest: IsoTime | null };
  /** Rows of the cloud that only a later version understands. */
  readonly laterChanges: number;
  readonly lastContact: IsoTime | null;
  readonly clockOffsetMs: number | null;
  readonly nowMs: number;
}

export function describeSync(situation: SyncSituation): SyncStatus {
  const { state, counts, lastContact, clockOffsetMs, nowMs } = situation;
  const reason = reasonOf(situation);
  return {
    state: wordFor(situation),
    pending: counts.pending,
    needsYou: counts.needsSomebody,
    oldest: counts.oldest,
    lastContact,
    nextAttemptInMs: state.kind === 'waiting' ? Math.max(0, Math.round(state.untilMs - nowMs)) : null,
    why: reason === null ? null : `sync.why.${reason}`,
    clockOffsetMs,
    laterChanges: situation.laterChanges,
  };
}

function wordFor({ state, reach, counts, lastContact }: SyncSituation): SyncStatus['state'] {
  if (state.kind === 'halted') {
    return 'halted';
  }
  const why = troubleOf(state)?.why;
  if (why === 'not-enrolled' || why === 'revoked') {
    return 'not-enrolled';
  }
  if (why === 'too-old') {
    return 'halted';
  }
  if (reach !== 'reached' || state.kind === 'stopped') {
    return lastContact === null ? 'never' : 'offline';
  }
  return state.kind === 'pushing' && counts.pending > 0 ? 'sending' : 'online';
}

function reasonOf({ state, reach }: SyncSituation): string | null {
  if (state.kind === 'halted') {
    return state.why;
  }
  // Running again with success: the old reason has passed.
  return isRunning(state) && reach === 'reached' ? null : (troubleOf(state)?.why ?? null);
}

function troubleOf(state: SyncState): Trouble | null {
  return 'trouble' in state ? state.trouble : null;
}
