import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import type { UnitFacts } from '../../domain/ownership/unit-facts.ts';
import type { CartonId, SessionId } from '../../kernel/entity-ids.ts';
import type { StoreReader } from '../../ports/station-store.ts';

/**
 * Lays what waits here over what the cloud said of a unit (OWN-15, reliability.md §3.6): a transfer that this station has not brought to the cloud yet
 * is as much under way as one of another bench. Whoever made it is not stopped by it: their own sheet or carton goes on.
 */
export function withWaitingTransfer(
  store: StoreReader,
  unit: UnitFacts,
  within: SessionId | CartonId | undefined,
): UnitFacts {
  for (const operation of store.waitingOperations(formatUnitKey(unit))) {
    if (operation.kind === 'unit.transfer') {
      const isOwn = within !== undefined && (operation.sessionId === within || operation.payload.cartonId === within);
      return {
        ...unit,
        transferPending: isOwn ? null : { by: operation.actor.name, since: operation.occurredAt },
      };
    }
  }
  return unit;
}
