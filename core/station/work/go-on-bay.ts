import { refuse } from '../../domain/bench/bench-refusal.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { compareOnBay } from './compare-on-bay.ts';
import { identifyOnBay } from './identify-on-bay.ts';
import { type Written, writeOnBay } from './write-on-bay.ts';

/**
 * Takes up a write that was cut off, in one act (INST-3): looks again who is on the cable, reads what the unit holds now, and writes what is
 * still missing. Another unit stops it before anything is read; a value that moved meanwhile is seen, because everything is read first.
 */
export async function goOnBay(context: StationContext, principal: Principal, sessionId: SessionId): Promise<Written> {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  if (session.configuration.kind !== 'incomplete') {
    return refuse('no-write-open');
  }
  if (session.identity.kind === 'mismatch' && session.bay !== null) {
    const met = await identifyOnBay(context, principal, { sessionId, bay: session.bay });
    if (met.kind !== 'changed' || met.session.identity.kind !== 'agrees') {
      return met;
    }
  }
  const compared = await compareOnBay(context, principal, sessionId);
  const isOpen =
    compared.kind === 'changed' &&
    compared.session.configuration.kind === 'compared' &&
    compared.session.configuration.changes.some(({ state }) => state === 'to-write');
  return isOpen ? writeOnBay(context, principal, sessionId) : compared;
}
