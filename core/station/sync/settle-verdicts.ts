import type { OperationVerdict } from '../../domain/sync/operation.ts';
import { standingOfVerdict } from '../../domain/sync/verdict-standing.ts';
import type { OperationRecord, StoreWriter } from '../../ports/station-store.ts';
import type { SyncDeps } from './sync-deps.ts';

/** What became of one verdict at the station. */
export type Settling =
  | { readonly kind: 'settled'; readonly record: OperationRecord }
  | { readonly kind: 'known-before' }
  /** No verdict, or not yet. */
  | { readonly kind: 'deferred' }
  /** The station itself failed over it. */
  | { readonly kind: 'not-stored' };

/**
 * Stores verdicts in order, each together with what follows from it, all in one transaction: a commit waits for the disk, and a push brings a
 * hundred. Where one of them cannot be applied, that transaction comes to nothing and each has one of its own, so that it holds up nobody else.
 */
export function settleVerdicts(
  deps: SyncDeps,
  verdicts: readonly (OperationVerdict | undefined)[],
): readonly Settling[] {
  try {
    return deps.store.transact((write) => verdicts.map((verdict) => settle(deps, write, verdict)));
  } catch (error: unknown) {
    deps.log.warn('sync.verdicts-one-by-one', { error: String(error) });
    return verdicts.map((verdict) => settleAlone(deps, verdict));
  }
}

function settleAlone(deps: SyncDeps, verdict: OperationVerdict | undefined): Settling {
  try {
    return deps.store.transact((write) => settle(deps, write, verdict));
  } catch (error: unknown) {
    deps.log.error('sync.verdict-not-stored', { operationId: verdict?.operationId ?? null, error: String(error) });
    return { kind: 'not-stored' };
  }
}

function settle({ applyVerdict }: SyncDeps, write: StoreWriter, verdict: OperationVerdict | undefined): Settling {
  if (verdict === undefined || standingOfVerdict(verdict.verdict) === 'unanswered') {
    return { kind: 'deferred' };
  }
  const before = write.operation(verdict.operationId);
  if (before === null || before.verdict !== null) {
    return { kind: 'known-before' };
  }
  write.setVerdict(verdict);
  const record = { ...before, verdict };
  applyVerdict(write, record, verdict);
  return { kind: 'settled', record };
}
