import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import type { Operation } from '../../domain/sync/operation.ts';
import type { StoreReader } from '../../ports/station-store.ts';

/**
 * For which stay of the unit with its owner something was done, as far as this bench knows: the newest owner epoch it has heard of, or the one that its
 * own waiting transfer leads to. The cloud holds it against the unit as it is then, so that what was done before a unit went away and came back
 * does not count for what came back (reliability.md §3.5). Undefined: nothing is known, and nothing is said.
 */
export function epochOfWork(
  store: Pick<StoreReader, 'unitsBySerial' | 'waitingOperations'>,
  { unit, verdict }: Pick<BenchSession, 'unit' | 'verdict'>,
): number | undefined {
  if (unit === null) {
    return undefined;
  }
  const key = formatUnitKey(unit);
  const waiting = store.waitingOperations(key).filter(movesOwner);
  const last = waiting.at(-1);
  if (last !== undefined) {
    // Where a decision to undo waits, nobody here knows what the centre makes of it.
    return last.kind === 'unit.transfer' ? last.payload.expectedEpoch + 1 : undefined;
  }
  const mirrored = store.unitsBySerial(unit.serial).find((one) => formatUnitKey(one) === key)?.ownerEpoch;
  // A live look at the registry may be ahead of the copy, and the copy of an older look; epochs only rise.
  const shown = verdict.kind === 'verdict' ? verdict.ownerEpoch : null;
  const known = [mirrored, shown].filter((epoch) => epoch !== undefined && epoch !== null);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** The same as a field of what the cloud is told; no field where nothing is known. */
export function stayOf(
  store: Pick<StoreReader, 'unitsBySerial' | 'waitingOperations'>,
  session: Pick<BenchSession, 'unit' | 'verdict'>,
): { readonly ownerEpoch?: number } {
  const ownerEpoch = epochOfWork(store, session);
  return ownerEpoch === undefined ? {} : { ownerEpoch };
}

function movesOwner(
  operation: Operation,
): operation is Extract<Operation, { kind: 'unit.transfer' | 'reversal.decide' }> {
  return operation.kind === 'unit.transfer' || operation.kind === 'reversal.decide';
}
