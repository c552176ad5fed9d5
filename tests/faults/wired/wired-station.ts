import {
  type Operation,
  type OperationDraft,
  type OperationVerdict,
  transferOperation,
} from '#core/domain/sync/operation.ts';
import { organizationId, stationId } from '#core/kernel/entity-ids.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { CloudClient } from '#core/ports/cloud-client.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { createSyncEngine, type SyncEngine } from '#core/station/sync/create-sync-engine.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createCloudClient } from '#electron/adapters/cloud/create-cloud-client.ts';
import { createIds } from '#electron/adapters/ids/create-ids.ts';
import { createCheckpointSigner } from '#electron/adapters/secrets/checkpoint-signer.ts';
import {
  makeTestFolder,
  openedStore,
  removeTestFolder,
  silentLog,
} from '#electron/adapters/sqlite/testing/opened-store.ts';
import { openCloudSession } from '#electron/compose/open-cloud-session.ts';
import { enrolAnew } from './enrol-anew.ts';
import type { WiredSite } from './wired-site.ts';

/** A station's own store, key, session and sync engine against the cloud of a site, with nobody at it but the test. */
export interface WiredStation {
  readonly id: string;
  readonly directory: string;
  readonly generation: number;
  readonly store: StationStore;
  readonly engine: SyncEngine;
  /** Verdicts as they were applied, in order. */
  readonly applied: readonly OperationVerdict[];
  /** Performs one act: the operation and its audit entry, as one. */
  act(draft: OperationDraft): void;
  /** The workshop's unit goes to its customer. */
  transfer(unit: string, expectedEpoch?: number): Operation['id'];
  /** Tries to sync until nothing waits any more; answers how often it tried. */
  drain(mostTries: number): Promise<number>;
  restart(): Promise<void>;
  /** Ends the program; the disk stays. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface WiredStationOptions {
  readonly url?: string;
  readonly clock?: Clock;
  /** Puts something between the engine and its cloud. */
  readonly wrapCloud?: (cloud: CloudClient) => CloudClient;
  readonly wrapStore?: (store: StationStore) => StationStore;
  /** Another disk that speaks with a station's name: its folder, and who it says it is. */
  readonly on?: { readonly directory: string; readonly id: string; readonly generation: number };
}

const ids = createIds();

export async function openWiredStation(site: WiredSite, options: WiredStationOptions = {}): Promise<WiredStation> {
  const { url = site.proxy.url, clock = systemClock } = options;
  const { directory, id, generation } = options.on ?? (await enrol(site));
  const applied: OperationVerdict[] = [];
  const open = () => {
    const identity = { stationId: stationId.parse(id), generation };
    const opened = openedStore(directory, { ...identity, clock });
    const store = options.wrapStore?.(opened) ?? opened;
    const cloud = createCloudClient({ baseUrl: url, session: openCloudSession({ directory, cloudUrl: url }) });
    const engine = createSyncEngine({
      identity,
      store,
      cloud: options.wrapCloud?.(cloud) ?? cloud,
      clock,
      log: silentLog,
      signer: createCheckpointSigner({ directory }),
      random: () => 0.5,
      publish: () => {},
      applyVerdict: (_write, _record, verdict) => {
        applied.push(verdict);
      },
    });
    engine.start();
    return { store, engine };
  };
  let opened = open();
  const act = (draft: OperationDraft): void =>
    opened.store.transact((write) => {
      write.enqueue(draft);
      write.appendAudit({
        actor: { ...draft.actor, method: 'pin' },
        organizations: [site.world.partner, site.world.customer].map((id) => organizationId.parse(id)),
        action: 'transfer.requested',
        outcome: 'done',
        unit: draft.unit,
        sessionId: null,
        operationId: draft.id,
        after: null,
      });
    });
  return {
    id,
    directory,
    generation,
    applied,
    get store() {
      return opened.store;
    },
    get engine() {
      return opened.engine;
    },
    act,
    transfer(unit, expectedEpoch = 0) {
      const draft = transferOf(site, { unit, expectedEpoch, at: clock.now() });
      act(draft);
      return draft.id;
    },
    async drain(mostTries) {
      for (let tries = 0; tries < mostTries; tries += 1) {
        if (opened.store.operationCounts().pending === 0) {
          return tries;
        }
        await opened.engine.runNow();
      }
      return mostTries;
    },
    async restart() {
      await opened.engine.stop();
      opened.store.close();
      opened = open();
    },
    async stop() {
      await opened.engine.stop();
      opened.store.close();
    },
    async close() {
      await opened.engine.stop();
      opened.store.close();
      removeTestFolder(directory);
    },
  };
}

async function enrol(site: WiredSite) {
  const directory = makeTestFolder();
  const id = ids.next();
  return { directory, id, generation: await enrolAnew(site, { directory, id }) };
}

export function transferOf(
  { world }: WiredSite,
  { unit, expectedEpoch, at }: { readonly unit: string; readonly expectedEpoch: number; readonly at: IsoTime },
): OperationDraft {
  return transferOperation.omit({ seq: true }).parse({
    id: ids.next(),
    kind: 'unit.transfer',
    unit,
    sessionId: null,
    actor: { personId: null, name: 'M. Kaya', roles: ['technician', 'installer'] },
    occurredAt: at,
    payload: { fromId: world.partner, toId: world.customer, expectedEpoch, unpairFirst: false },
  });
}
