import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '#cloud/database/open-database.ts';
import { registerStation } from '#cloud/stations/register-station.ts';
import { systemClock as cloudClock } from '#cloud/world/system-world.ts';
import type { Operation } from '#core/domain/sync/operation.ts';
import { stationId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { createSyncEngine } from '#core/station/sync/create-sync-engine.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createCloudClient } from '#electron/adapters/cloud/create-cloud-client.ts';
import { createIds } from '#electron/adapters/ids/create-ids.ts';
import { createCheckpointSigner } from '#electron/adapters/secrets/checkpoint-signer.ts';
import { openStationStore } from '#electron/adapters/sqlite/open-station-store.ts';
import { openCloudSession } from '#electron/compose/open-cloud-session.ts';
import { registerDirectly } from '#electron/compose/register-directly.ts';
import { silentLog } from '../parts/bench-station.ts';
import { startCountingProxy } from './counting-proxy.ts';
import { fillRegistry } from './fill-registry.ts';
import { startServer } from './start-server.ts';
import { measure, type Transmission } from './transmission.ts';
import { type Act, actsOf, operationsPerJob } from './workshop-days.ts';

const identity = { stationId: stationId.parse('bench-station'), generation: 1 } as const;
const place = 'bench-workshop';

/** A station's outbox against a cloud of its own on the PostgreSQL, both as in production. */
export interface CloudBench {
  /** What waits in the outbox, with the entries of the trail that go with it. */
  readonly waiting: () => readonly Waiting[];
  /** Sends everything and measures until the last verdict is stored. */
  push(): Promise<Transmission>;
  close(): Promise<void>;
}

export interface Waiting {
  readonly operation: Operation;
  readonly entry: { readonly seq: number; readonly canonical: string; readonly head: string };
}

export async function openCloudBench(wish: {
  readonly databaseUrl: string;
  readonly directory: string;
  readonly operations: number;
}): Promise<CloudBench> {
  const { databaseUrl, operations } = wish;
  const directory = join(wish.directory, 'station');
  mkdirSync(directory, { recursive: true });
  const jobs = Math.ceil(operations / operationsPerJob);
  const parties = await fillRegistry(databaseUrl, jobs);
  await enrol(databaseUrl, directory);
  const store = openStore(directory);
  for (let job = 0; job < jobs; job += 1) {
    keep(store, actsOf(job, parties));
  }
  const proxy = await startCountingProxy();
  const main = join(import.meta.dirname, '../../cloud/main.ts');
  const server = await startServer([main, '--port', '0', '--database', databaseUrl], {
    FITBAY_PUBLIC_URL: `http://127.0.0.1:${proxy.port}`,
  });
  proxy.target = { port: Number(new URL(JSON.parse(server.firstLine).url).port) };
  return {
    waiting: () =>
      store.pendingOperations(operations, []).map((one, index) => {
        const [entry] = store.auditFrom(index + 1, 1);
        return { operation: one, entry: entry ?? { seq: 0, canonical: '', head: '' } };
      }),
    async push() {
      const cloudUrl = `http://127.0.0.1:${proxy.port}`;
      const cloud = createCloudClient({ baseUrl: cloudUrl, session: openCloudSession({ directory, cloudUrl }) });
      const done = Promise.withResolvers<void>();
      const engine = createSyncEngine({
        identity,
        store,
        cloud,
        clock: systemClock,
        log: silentLog,
        random: Math.random,
        signer: createCheckpointSigner({ directory }),
        publish: ({ pending }) => (pending === 0 ? done.resolve() : undefined),
        applyVerdict: () => {},
      });
      const transmission = await measure(proxy, async () => {
        engine.start();
        await done.promise;
      });
      await engine.stop();
      const { pending, needsSomebody } = store.operationCounts();
      if (pending > 0 || needsSomebody > 0) {
        throw new Error(`${pending} operations have no verdict and ${needsSomebody} were refused`);
      }
      return transmission;
    },
    async close() {
      server.process.kill('SIGKILL');
      await once(server.process, 'exit');
      await proxy.close();
      store.close();
    },
  };
}

async function enrol(databaseUrl: string, directory: string): Promise<void> {
  const database = await openDatabase({ kind: 'postgres', url: databaseUrl });
  await registerDirectly({
    directory,
    station: { stationId: identity.stationId, name: 'Bench', organizationId: place },
    register: (station) => registerStation(database, station, cloudClock.now()),
  });
  await database.close();
}

function openStore(directory: string): StationStore {
  const opening = openStationStore({ ...identity, directory, clock: systemClock, ids: createIds(), log: silentLog });
  if (opening.kind !== 'opened') {
    throw new Error(`the store did not open: ${JSON.stringify(opening)}`);
  }
  return opening.store;
}

function keep(store: StationStore, acts: readonly Act[]): void {
  store.transact((write) => {
    for (const { operation, entry } of acts) {
      write.enqueue(operation);
      write.appendAudit(entry);
    }
  });
}
