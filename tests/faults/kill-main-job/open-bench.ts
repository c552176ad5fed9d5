import { join } from 'node:path';
import { organizationId, stationId } from '#core/kernel/entity-ids.ts';
import type { UnitPorts } from '#core/ports/byte-link.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { createStation } from '#core/station/create-station.ts';
import type { StationPorts } from '#core/station/station-context.ts';
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
import { createPdfReportPrinter } from '#electron/adapters/pdf/create-pdf-report-printer.ts';
import { createPhotoShelf } from '#electron/adapters/photos/create-photo-shelf.ts';
import { createReportFiles } from '#electron/adapters/report-files/create-report-files.ts';
import { createCheckpointSigner } from '#electron/adapters/secrets/checkpoint-signer.ts';
import { createPinVerifier } from '#electron/adapters/secrets/pin-verifier.ts';
import { createRosterTrust } from '#electron/adapters/secrets/roster-trust.ts';
import { createPortInspector } from '#electron/adapters/serial/create-port-inspector.ts';
import { openStationStore } from '#electron/adapters/sqlite/open-station-store.ts';
import { openTcpLink } from '#electron/adapters/tcp-link/open-tcp-link.ts';
import { createUnitDrivers } from '#electron/adapters/unit-drivers/identify-unit.ts';
import { openCloudSession } from '#electron/compose/open-cloud-session.ts';
import { readShippedRules } from '#electron/compose/shipped-rules.ts';
import { createInProcessClient, type StationClient } from '#electron/host/in-process-client.ts';
import { createStationRouter } from '#electron/host/station-router.ts';
import type { BenchPlan } from './bench-plan.ts';
import { createFastClock } from './fast-clock.ts';
import { createLateStore } from './late-store.ts';

/** A whole station on the plan's data folder, and the one cable of its bench. */
export interface Bench {
  /** As the person at the seat. */
  readonly client: StationClient;
  /** As whoever may read the station's files, before anybody signs in. */
  readonly operator: StationClient;
  /** Plugs the unit at this address into the bench's cable. */
  plugIn(address: string): void;
  sleep(durationMs: number): Promise<void>;
  close(): Promise<void>;
}

/** The port as the station sees it, whatever unit hangs on it. */
const cablePath = 'bench-cable';
const silentLog = { info: () => {}, warn: () => {} };

/** Puts the station together as its hosts do and starts it. Throws where the data folder does not open. */
export function openBench(plan: BenchPlan): Bench {
  const clock = createFastClock(plan.timesFaster);
  const ids = createIds();
  let plugged: string | null = null;
  const unitPorts: UnitPorts = {
    list: async () => (plugged === null ? [] : [{ path: cablePath }]),
    open: async (path) => (plugged === null ? { kind: 'not-found', detail: path } : openTcpLink(plugged)),
  };
  const log = { ...silentLog, error: (event: string, fields: object = {}) => console.error(event, fields) };
  const station = createStation({
    ...portsOf(plan),
    store: openStore(plan),
    unitPorts,
    clock,
    peopleClock: systemClock,
    ids,
    log,
  });
  station.start();
  const router = createStationRouter({ station, log, nextId: () => ids.next() });
  return {
    client: createInProcessClient(router, () => station.seatPrincipal()),
    operator: createInProcessClient(router, () => ({ kind: 'command-line', name: 'kill test' })),
    plugIn(address) {
      plugged = address;
    },
    sleep: clock.sleep,
    close: () => station.dispose(),
  };
}

function openStore(plan: BenchPlan): StationStore {
  const opening = openStationStore({
    directory: plan.directory,
    stationId: stationId.parse(plan.stationId),
    generation: plan.generation,
    // Its own clock tells when wall time and monotonic time disagree, so it gets the real one.
    clock: systemClock,
    ids: createIds(),
    log: { ...silentLog, error: () => {} },
  });
  if (opening.kind !== 'opened') {
    throw new Error(`the store did not open: ${JSON.stringify(opening)}`);
  }
  return plan.sabotage === 'acknowledge-before-commit' ? createLateStore(opening.store, plan) : opening.store;
}

function portsOf(plan: BenchPlan): Omit<StationPorts, 'store' | 'unitPorts' | 'clock' | 'ids' | 'log'> {
  const { directory } = plan;
  return {
    identity: {
      stationId: stationId.parse(plan.stationId),
      generation: plan.generation,
      name: 'Bench 7',
      place: 'Hall South',
      organizationId: organizationId.parse(plan.organizationId),
    },
    version: '0.0.0-test',
    host: 'command-line',
    timeZone: 'Europe/Berlin',
    cloud: createCloudClient({ baseUrl: plan.cloudUrl, session: openCloudSession(plan) }),
    cloudProfiles: createCloudProfiles({ baseUrl: plan.cloudUrl, session: openCloudSession(plan) }),
    cloudAssets: createCloudAssets({ baseUrl: plan.cloudUrl, session: openCloudSession(plan) }),
    cloudJobs: createCloudJobs({ baseUrl: plan.cloudUrl, session: openCloudSession(plan) }),
    cloudPartners: createCloudPartners({ baseUrl: plan.cloudUrl, session: openCloudSession(plan) }),
    cloudPhotos: createCloudPhotos({ baseUrl: plan.cloudUrl, session: openCloudSession(plan) }),
    cloudEvents: createCloudEvents({ baseUrl: plan.cloudUrl, session: openCloudSession(plan) }),
    cloudReservations: createCloudReservations({ baseUrl: plan.cloudUrl, session: openCloudSession(plan) }),
    cloudSupport: createCloudSupport({ baseUrl: plan.cloudUrl, session: openCloudSession(plan) }),
    logBook: { newest: () => [] },
    drivers: createUnitDrivers(),
    portInspector: createPortInspector({ platform: process.platform }),
    readers: { connect: () => ({ close: async () => {} }) },
    vehicleBus: { readVin: async ({ port }) => ({ kind: 'trouble', reason: 'not-found', detail: port }) },
    random: Math.random,
    pin: createPinVerifier(),
    rosterTrust: createRosterTrust({ directory, stationId: plan.stationId, generation: plan.generation }),
    signer: createCheckpointSigner({ directory }),
    printer: createPdfReportPrinter(),
    reportFiles: createReportFiles({ directory: join(directory, 'reports') }),
    firmwareShelf: createFirmwareShelf({ directory: join(directory, 'firmware') }),
    photoShelf: createPhotoShelf({ directory: join(directory, 'photos') }),
    tableReader: createTableReader(),
    machine: { checks: async () => [] },
    ...readShippedRules(),
    demo: null,
    enrolment: null,
  };
}
