import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, createCloud } from '#cloud/create-cloud.ts';
import type { CloudDatabase } from '#cloud/database/open-database.ts';
import { seedDemo } from '#cloud/demo/seed-demo.ts';
import { registerStation } from '#cloud/stations/register-station.ts';
import { openMemoryDatabase } from '#cloud/testing/open-memory-database.ts';
import { createIds as createCloudIds } from '#cloud/world/create-ids.ts';
import { systemClock as cloudClock } from '#cloud/world/system-world.ts';
import { organizationId, personId, stationId } from '#core/kernel/entity-ids.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { UnitPorts } from '#core/ports/byte-link.ts';
import type { CloudClient } from '#core/ports/cloud-client.ts';
import type { PhotoShelf } from '#core/ports/photo-shelf.ts';
import type { Readers } from '#core/ports/reader.ts';
import { createStation, type Station } from '#core/station/create-station.ts';
import type { Principal } from '#core/station/principal.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createCloudAssets } from '#electron/adapters/cloud/create-cloud-assets.ts';
import { createCloudClient } from '#electron/adapters/cloud/create-cloud-client.ts';
import { createCloudEvents } from '#electron/adapters/cloud/create-cloud-events.ts';
import { createCloudJobs } from '#electron/adapters/cloud/create-cloud-jobs.ts';
import { createCloudPartners } from '#electron/adapters/cloud/create-cloud-partners.ts';
import { createCloudPhotos } from '#electron/adapters/cloud/create-cloud-photos.ts';
import { createCloudProfiles } from '#electron/adapters/cloud/create-cloud-profiles.ts';
import { createCloudReservations } from '#electron/adapters/cloud/create-cloud-reservations.ts';
import { createCloudSupport } from '#electron/adapters/cloud/create-cloud-support.ts';
import { createTableReader } from '#electron/adapters/csv/create-table-reader.ts';
import { createFirmwareShelf } from '#electron/adapters/firmware/create-firmware-shelf.ts';
import { createIds } from '#electron/adapters/ids/create-ids.ts';
import { createLogBook } from '#electron/adapters/log/log-book.ts';
import { createPdfReportPrinter } from '#electron/adapters/pdf/create-pdf-report-printer.ts';
import { createPhotoShelf } from '#electron/adapters/photos/create-photo-shelf.ts';
import { createReportFiles } from '#electron/adapters/report-files/create-report-files.ts';
import { createCheckpointSigner } from '#electron/adapters/secrets/checkpoint-signer.ts';
import { createPinVerifier } from '#electron/adapters/secrets/pin-verifier.ts';
import { createRosterTrust } from '#electron/adapters/secrets/roster-trust.ts';
import { createPortInspector } from '#electron/adapters/serial/create-port-inspector.ts';
import { createStorage } from '#electron/adapters/sqlite/create-storage.ts';
import { openStationStore } from '#electron/adapters/sqlite/open-station-store.ts';
import { createStationDrivers } from '#electron/adapters/unit-drivers/create-station-drivers.ts';
import { createVehicleBusReader } from '#electron/adapters/vehicle-bus/create-vehicle-bus-reader.ts';
import { openCloudSession } from '#electron/compose/open-cloud-session.ts';
import { registerDirectly } from '#electron/compose/register-directly.ts';
import { readShippedRules } from '#electron/compose/shipped-rules.ts';
import { createInProcessClient, type StationClient } from '#electron/host/in-process-client.ts';
import { createStationRouter } from '#electron/host/station-router.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import type { TestClock } from './test-clock.ts';

/** A real cloud (PGlite in memory, HTTP on loopback) with the demo's world. Stations are added to it. */
export interface CloudWorld {
  readonly url: string;
  /** The centre's own tables, to arrange what a test begins with and to look at the truth. */
  readonly database: CloudDatabase;
  addStation(options?: StationOptions): Promise<BenchWorld>;
  /** What a unit sends over the air, as its mobile network delivers it. */
  deliver(unitId: string, message: object): Promise<void>;
  /** Asks the central API by itself, as a program with the rights of that station would; answers the body. */
  ask(bench: BenchWorld, path: string, body: object): Promise<unknown>;
  /** The truth: whose unit it is in the registry, by organization id. */
  ownerOf(unitId: string): Promise<string>;
  /** Restarts the centre so that it takes stations that speak as before this number no more. */
  takeOnlyFrom(protocol: number): Promise<void>;
  close(): Promise<void>;
}

export interface CloudWorldOptions {
  /** The cloud's clock, for tests that move it. */
  readonly now?: () => IsoTime;
}

export interface StationOptions {
  readonly name?: string;
  /** Key of the demo's organization whose station it is; default: the workshop. */
  readonly organization?: string;
  readonly unitPorts?: UnitPorts;
  readonly readers?: Readers;
  readonly clock?: TestClock;
  /** Puts a platform that reaches units behind the centre. */
  readonly behindPlatform?: (cloud: CloudClient) => CloudClient;
  /** A sabotage of where photos lie; `BenchWorld.wrapShelf` takes it back. */
  readonly wrapShelf?: WrapShelf;
}

export type WrapShelf = (shelf: PhotoShelf) => PhotoShelf;

/** One station with its own data folder on a real disk. */
export interface BenchWorld {
  readonly directory: string;
  readonly station: Station;
  /** As the person at the seat. */
  readonly client: StationClient;
  /** As the machine's command line, which needs no sign-in. */
  readonly operator: StationClient;
  /** As anybody that a test names, through the same gate. */
  clientAs(principal: Principal): StationClient;
  setConnected(connected: boolean): void;
  signIn(name: string): Promise<void>;
  chooseCustomer(key: string): Promise<void>;
  /** From the next start on. */
  wrapShelf(wrap: WrapShelf): void;
  /** Ends the station and starts another on the same folder, as after a crash of the program. */
  restart(): Promise<void>;
  /** The same as after a power cut: what is on disk at this moment is all that the next program finds. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

const silentLog = { info: () => {}, warn: () => {}, error: () => {} };

export async function createCloudWorld({ now = () => cloudClock.now() }: CloudWorldOptions = {}): Promise<CloudWorld> {
  const database = await openMemoryDatabase();
  const ids = createCloudIds();
  await seedDemo(database, now());
  const serve = (oldestProtocol: number): Promise<Cloud> =>
    createCloud({ database, clock: { now }, ids, log: silentLog }, { rateRules: null, oldestProtocol });
  let cloud = await serve(1);
  const { url } = await cloud.listen({ port: 0 });
  const stations: BenchWorld[] = [];
  let count = 0;

  return {
    url,
    database,
    async addStation(options = {}) {
      count += 1;
      const directory = mkdtempSync(join(tmpdir(), 'fitbay-bench-'));
      const { generation } = await registerDirectly({
        directory,
        station: {
          stationId: `station-${count}`,
          name: options.name ?? `Bench ${count}`,
          organizationId: organizationOf(options.organization ?? 'hansen'),
        },
        register: (station) => registerStation(database, station, now()),
      });
      const bench = createBench({ url, directory, options, generation, id: `station-${count}` });
      stations.push(bench);
      await bench.operator.sync.run();
      return bench;
    },
    async deliver(unitId, message) {
      const [first] = stations;
      if (first === undefined) {
        throw new Error('units are heard in the name of a station');
      }
      const response = await openCloudSession({ directory: first.directory, cloudUrl: url }).fetch(
        new Request(`${url}/v1/units/${unitId}/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(message),
        }),
      );
      if (!response.ok) {
        throw new Error(`the cloud did not take the message: ${response.status} ${await response.text()}`);
      }
    },
    async ask({ directory }, path, body) {
      const response = await openCloudSession({ directory, cloudUrl: url }).fetch(
        new Request(`${url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': `"${ids.next()}"` },
          body: JSON.stringify(body),
        }),
      );
      return response.json();
    },
    async ownerOf(unitId) {
      const row = await database
        .asSystem('administration')
        .transact((transaction) =>
          transaction.selectFrom('units').select('owner_id').where('unit', '=', unitId).executeTakeFirstOrThrow(),
        );
      return row.owner_id;
    },
    async takeOnlyFrom(protocol) {
      await cloud.close();
      cloud = await serve(protocol);
      await cloud.listen({ port: Number(new URL(url).port) });
    },
    async close() {
      for (const bench of stations) {
        await bench.close();
      }
      await cloud.close();
      await database.close();
    },
  };
}

interface BenchPlan {
  readonly url: string;
  readonly directory: string;
  readonly options: StationOptions;
  readonly generation: number;
  readonly id: string;
}

function createBench(plan: BenchPlan): BenchWorld {
  let connected = true;
  let directory = plan.directory;
  let station = openStation(plan, () => connected);
  const seat = (): Principal => station.seatPrincipal();
  const machine = (): Principal => ({ kind: 'command-line', name: 'test' });
  let client = clientOf(station, seat);
  let operator = clientOf(station, machine);
  let { wrapShelf } = plan.options;
  const start = () => {
    const options = { ...plan.options, ...(wrapShelf === undefined ? {} : { wrapShelf }) };
    station = openStation({ ...plan, options, directory }, () => connected);
    client = clientOf(station, seat);
    operator = clientOf(station, machine);
  };
  return {
    get directory() {
      return directory;
    },
    get station() {
      return station;
    },
    get client() {
      return client;
    },
    get operator() {
      return operator;
    },
    clientAs: (principal) => clientOf(station, () => principal),
    setConnected(now) {
      connected = now;
    },
    async signIn(name) {
      const person = demoFleet.people.find(({ displayName }) => displayName === name);
      const result = await client.access.signIn({ personId: personId.parse(person?.id), pin: person?.pin ?? '' });
      if (result.kind !== 'signed-in') {
        throw new Error(`${name} could not sign in: ${result.kind}`);
      }
    },
    async chooseCustomer(key) {
      const chosen = await client.customers.choose({ customerId: organizationId.parse(organizationOf(key)) });
      if (chosen.kind !== 'chosen') {
        throw new Error(`${key} is no customer`);
      }
    },
    wrapShelf(wrap) {
      wrapShelf = wrap;
    },
    async restart() {
      await station.dispose();
      start();
    },
    async crash() {
      const [before, old] = [directory, station];
      directory = mkdtempSync(join(tmpdir(), 'fitbay-bench-'));
      cpSync(before, directory, { recursive: true });
      start();
      await old.dispose();
      rmSync(before, { recursive: true, force: true });
    },
    async close() {
      await station.dispose();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function clientOf(station: Station, seat: () => Principal): StationClient {
  const log = { ...silentLog, error: (event: string, fields: object = {}) => console.error(event, fields) };
  const router = createStationRouter({ station, log, nextId: () => 'test-fault' });
  return createInProcessClient(router, seat);
}

const noPorts: UnitPorts = {
  list: async () => [],
  open: async (path) => ({ kind: 'not-found', detail: path }),
};

const noReaders: Readers = { connect: () => ({ close: async () => {} }) };

function openStation({ url, directory, options, generation, id }: BenchPlan, isConnected: () => boolean): Station {
  const ids = createIds();
  const clock = options.clock ?? systemClock;
  const opening = openStationStore({
    directory,
    stationId: stationId.parse(id),
    generation,
    clock,
    ids,
    log: silentLog,
  });
  if (opening.kind !== 'opened') {
    throw new Error(`the store did not open: ${JSON.stringify(opening)}`);
  }
  const centre = {
    baseUrl: url,
    session: openCloudSession({ directory, cloudUrl: url }),
    network: { connected: isConnected },
  };
  const station = createStation({
    identity: {
      stationId: stationId.parse(id),
      generation,
      name: options.name ?? 'Bench 2',
      place: 'Hall North',
      organizationId: organizationId.parse(organizationOf(options.organization ?? 'hansen')),
    },
    version: '0.0.0-test',
    host: 'command-line',
    timeZone: 'Europe/Berlin',
    store: opening.store,
    // No reserve: many benches lie side by side in the tests.
    storage: createStorage({ ...opening, directory, clock, log: silentLog, limits: { reserveBytes: 0, lowBytes: 0 } }),
    cloud: (options.behindPlatform ?? ((cloud) => cloud))(createCloudClient(centre)),
    cloudAssets: createCloudAssets(centre),
    cloudJobs: createCloudJobs(centre),
    cloudPartners: createCloudPartners(centre),
    cloudPhotos: createCloudPhotos(centre),
    cloudEvents: createCloudEvents(centre),
    cloudProfiles: createCloudProfiles(centre),
    cloudReservations: createCloudReservations(centre),
    cloudSupport: createCloudSupport(centre),
    logBook: createLogBook({ file: join(directory, 'logs', 'station.log') }),
    unitPorts: options.unitPorts ?? noPorts,
    drivers: createStationDrivers(opening.store),
    // Whether this machine has the program that lists its ports is no matter of these tests.
    portInspector: createPortInspector({ platform: process.platform, listing: async () => 'works' }),
    readers: options.readers ?? noReaders,
    vehicleBus: createVehicleBusReader({ ports: options.unitPorts ?? noPorts, clock }),
    clock,
    ...(options.clock === undefined ? {} : { peopleClock: options.clock.people }),
    ids,
    random: Math.random,
    log: silentLog,
    pin: createPinVerifier(),
    rosterTrust: createRosterTrust({ directory, stationId: id, generation }),
    signer: createCheckpointSigner({ directory }),
    printer: createPdfReportPrinter(),
    reportFiles: createReportFiles({ directory: join(directory, 'reports') }),
    firmwareShelf: createFirmwareShelf({ directory: join(directory, 'firmware') }),
    photoShelf: (options.wrapShelf ?? ((shelf) => shelf))(createPhotoShelf({ directory: join(directory, 'photos') })),
    tableReader: createTableReader(),
    machine: { checks: async () => [] },
    ...readShippedRules(),
    demo: null,
    enrolment: null,
  });
  station.start();
  return station;
}

export function organizationOf(key: string): string {
  const found = demoFleet.organizations.find((organization) => organization.key === key);
  if (found === undefined) {
    throw new Error(`the demo has no organization ${key}`);
  }
  return found.id;
}
