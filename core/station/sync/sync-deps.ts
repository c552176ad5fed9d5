import type { SyncStatus } from '../../contract/station/sync.ts';
import type { ChangesPage } from '../../domain/sync/changes.ts';
import type { OperationVerdict } from '../../domain/sync/operation.ts';
import type { RequestEnd } from '../../domain/sync/sync-machine.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { StationId } from '../../kernel/entity-ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CloudClient, CloudFailure } from '../../ports/cloud-client.ts';
import type { Log } from '../../ports/log.ts';
import type { CheckpointSigner } from '../../ports/secrets.ts';
import type { OperationRecord, StationStore, StoreWriter } from '../../ports/station-store.ts';

/** What the sync engine and its two requests work with. */
export interface SyncDeps {
  readonly identity: { readonly stationId: StationId; readonly generation: number };
  readonly store: StationStore;
  readonly cloud: CloudClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly signer: CheckpointSigner;
  /** Uniform in [0, 1); for jitter only. */
  readonly random: () => number;
  /** Told whenever the status is another one. */
  readonly publish: (status: SyncStatus) => void;
  /**
   * Writes what follows from a verdict (sheet, feed, audit, task) in the transaction that stores it. Called once per operation, also
   * when the cloud repeats its answer. If it throws, the verdict is not stored either and is asked for again later.
   */
  readonly applyVerdict: (write: StoreWriter, record: OperationRecord, verdict: OperationVerdict) => void;
  /** Writes what follows from pulled rows, in the transaction that stores them and their cursor. */
  readonly applyPage?: (write: StoreWriter, page: ChangesPage) => void;
}

/** Whether the last request found the cloud. `not-asked`: there was nothing to send. */
export type Reach = 'reached' | 'not-reached' | 'not-asked';

/** How a request that the cloud did not take ends for the loop. */
export function endOfFailure(failure: CloudFailure): RequestEnd {
  switch (failure.kind) {
    case 'unreachable':
    case 'not-enrolled':
    case 'revoked':
    case 'too-old':
    case 'faulty':
      return { kind: 'failed', why: failure.kind };
    case 'busy':
      return { kind: 'failed', why: 'busy', retryAfterMs: failure.retryAfterMs };
    case 'not-allowed':
      // Nothing that the loop asks for is anybody else's: such an answer makes no sense.
      return { kind: 'failed', why: 'faulty' };
    case 'forked':
      return { kind: 'halt', why: 'forked' };
    default:
      return assertNever(failure);
  }
}
