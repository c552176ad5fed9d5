import type { SyncStatus } from '#core/contract/station/sync.ts';
import type { OperationVerdict } from '#core/domain/sync/operation.ts';
import { stationId } from '#core/kernel/entity-ids.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { CloudClient } from '#core/ports/cloud-client.ts';
import type { OperationRecord, StationStore } from '#core/ports/station-store.ts';
import { createSyncEngine, type SyncEngine, type SyncEngineDeps } from '#core/station/sync/create-sync-engine.ts';
import { createCheckpointSigner } from '#electron/adapters/secrets/checkpoint-signer.ts';
import { createManualClock, type ManualClock } from '#electron/adapters/sqlite/testing/manual-clock.ts';
import {
  makeTestFolder,
  openedStore,
  removeTestFolder,
  silentLog,
} from '#electron/adapters/sqlite/testing/opened-store.ts';
import { sampleAudit, sampleTransfer } from '#electron/adapters/sqlite/testing/sample-records.ts';
import { createFakeCloud, type FakeCloud } from './fake-cloud.ts';

/** A station's store and sync engine against a fake cloud on a clock that only the test moves. */
export interface SyncBench {
  readonly clock: ManualClock;
  readonly cloud: FakeCloud;
  readonly store: StationStore;
  readonly engine: SyncEngine;
  /** Verdicts as they were applied, in order. */
  readonly applied: OperationVerdict[];
  readonly published: SyncStatus[];
  /** Stores acts `first`…`last`, each an operation and its audit entry; operation n concerns unit n or `unitOf(n)`. */
  act(first: number, last?: number, unitOf?: (number: number) => number): void;
  /** Switches the station off and on. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

export interface SyncBenchOptions extends Partial<Omit<SyncEngineDeps, 'clock'>> {
  /** Puts something between the test's clock and the engine. */
  readonly wrapClock?: (clock: Clock) => Clock;
  /** Puts something between the engine and the cloud, over all restarts. */
  readonly wrapCloud?: (cloud: CloudClient) => CloudClient;
  /** Puts something between the engine and its store. */
  readonly wrapStore?: (store: StationStore) => StationStore;
}

export function createSyncBench(options: SyncBenchOptions = {}): SyncBench {
  const {
    wrapClock = (clock) => clock,
    wrapCloud = (client) => client,
    wrapStore = (store) => store,
    ...change
  } = options;
  const directory = makeTestFolder();
  const clock = createManualClock('2026-11-20T08:00:00.000Z');
  const cloud = createFakeCloud(clock);
  const client = wrapCloud(cloud.client);
  const applied: OperationVerdict[] = [];
  const published: SyncStatus[] = [];
  let random = 0.1;

  const open = (): { readonly store: StationStore; readonly engine: SyncEngine } => {
    const store = openedStore(directory, { clock });
    const engine = createSyncEngine({
      identity: { stationId: stationId.parse('bench-3'), generation: 1 },
      store: wrapStore(store),
      cloud: client,
      clock: wrapClock(clock),
      log: silentLog,
      signer: createCheckpointSigner({ directory }),
      random: () => {
        random = (random * 7.13 + 0.31) % 1;
        return random;
      },
      publish: (status) => published.push(status),
      applyVerdict: (write, _record: OperationRecord, verdict) => {
        applied.push(verdict);
        write.setSetting(`applied.${verdict.operationId}`, verdict.verdict);
      },
      ...change,
    });
    return { store, engine };
  };
  let opened = open();

  return {
    clock,
    cloud,
    applied,
    published,
    get store() {
      return opened.store;
    },
    get engine() {
      return opened.engine;
    },
    act(first, last = first, unitOf = (number) => number) {
      for (let number = first; number <= last; number += 1) {
        opened.store.transact((write) => {
          write.enqueue(sampleTransfer(number, unitOf(number)));
          write.appendAudit(sampleAudit(number));
        });
      }
    },
    async restart() {
      await opened.engine.stop();
      opened.store.close();
      opened = open();
    },
    async dispose() {
      await opened.engine.stop();
      opened.store.close();
      removeTestFolder(directory);
    },
  };
}
