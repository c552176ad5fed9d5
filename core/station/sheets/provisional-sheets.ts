import { isProvisional } from '../../domain/bench/bench-permission.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { StoreReader } from '../../ports/station-store.ts';

const waitingAtMost = 1_000;

/**
 * Says of a sheet whether something on it rests on what the cloud has not confirmed (OWN-11). A closed sheet keeps the verdict it was worked
 * by, be it from the mirror; it is confirmed once the cloud has answered all that came of it. Asks the store at most once.
 */
export function provisionalSheets(store: StoreReader): (session: BenchSession) => boolean {
  let waiting: ReadonlySet<string | null> | null = null;
  const hasWaiting = (session: BenchSession): boolean => {
    waiting ??= new Set(store.pendingOperations(waitingAtMost).map(({ sessionId }) => sessionId));
    return waiting.has(session.id);
  };
  return (session) => isProvisional(session) && (session.state === 'open' || isAsked(session) || hasWaiting(session));
}

function isAsked({ transfer, pairing }: BenchSession): boolean {
  const isPairingAsked = pairing.kind === 'requested' || pairing.kind === 'unpair-requested';
  return transfer.kind === 'provisional' || isPairingAsked;
}
