import { join } from 'node:path';
import { stationId } from '#core/kernel/entity-ids.ts';
import type { CloudClient, CloudFailure } from '#core/ports/cloud-client.ts';
import type { CloudJobs } from '#core/ports/cloud-jobs.ts';
import type { CloudPartners } from '#core/ports/cloud-partners.ts';
import type { Log } from '#core/ports/log.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { createStation, type Station } from '#core/station/create-station.ts';
import type { Principal } from '#core/station/principal.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
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
import { createUnitDrivers } from '#electron/adapters/unit-drivers/identify-unit.ts';
import { readShippedRules } from '#electron/compose/shipped-rules.ts';
import { createInProcessClient, type StationClient } from '#electron/host/in-process-client.ts';
import { createStationRouter, type StationRouter } from '#electron/host/station-router.ts';
import { partnerId } from './world.ts';

/** A station on a filled data folder, without network and cables, that answers its contract. Its loops are not started. */
export interface BenchStation {
  readonly station: Station;
  readonly router: StationRouter;
  readonly client: StationClient;
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

export const operator: Principal = { kind: 'command-line', name: 'bench' };
export const benchIdentity = { stationId: stationId.parse('bench-station'), generation: 1 } as const;

/** Opens the store of the data folder as every host does. */
export function openBenchStore(directory: string): StationStore {
  const opening = openStationStore({
    ...benchIdentity,
    directory,
    clock: systemClock,
    ids: createIds(),
    log: silentLog,
  });
  if (opening.kind !== 'opened') {
    throw new Error(`the store did not open: ${JSON.stringify(opening)}`);
  }
  return opening.store;
}

export function openBenchStation(directory: string): BenchStation {
  const ids = createIds();
  // A bench must not swallow a fault: it would be the fastest answer of all.
  const log: Log = { ...silentLog, error: (event, fields = {}) => console.error(event, fields) };
  const station = createStation({
    identity: { ...benchIdentity, name: 'Bench', place: 'Hall', organizationId: partnerId },
    version: '0.0.0-bench',
    host: 'command-line',
    timeZone: 'Europe/Berlin',
    store: openBenchStore(directory),
    cloud: noCloud,
    cloudAssets: { create: offline, change: offline, link: offline, unlink: offline },
    cloudEvents: { subscriptions: offline, create: offline, change: offline, batches: offline, batch: offline },
    cloudJobs: noJobs,
    cloudPartners: noPartners,
    cloudPhotos: { give: offline, read: offline },
    cloudProfiles: { history: offline, giveSecret: offline },
    cloudReservations: { take: offline, release: offline, break: offline },
    cloudSupport: { send: offline },
    logBook: { newest: () => [] },
    unitPorts: { list: async () => [], open: async (path) => ({ kind: 'not-found', detail: path }) },
    drivers: createUnitDrivers(),
    portInspector: createPortInspector({ platform: process.platform }),
    readers: { connect: () => ({ close: async () => {} }) },
    vehicleBus: { readVin: async ({ port }) => ({ kind: 'trouble', reason: 'not-found', detail: port }) },
    clock: systemClock,
    ids,
    random: Math.random,
    log,
    pin: createPinVerifier(),
    rosterTrust: createRosterTrust({ directory, ...benchIdentity }),
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
  });
  const router = createStationRouter({ station, log, nextId: () => ids.next() });
  return { station, router, client: createInProcessClient(router, () => operator) };
}

const offline = async (): Promise<CloudFailure> => ({ kind: 'unreachable', detail: 'the bench has no network' });
/** What is measured is the station, so the cloud says at once that it is not there. */
const noCloud: CloudClient = {
  answers: async () => false,
  lookUpUnits: offline,
  lookUpManyUnits: offline,
  push: offline,
  changes: offline,
  organizationAudit: offline,
  auditProof: offline,
  changePin: offline,
};
const noJobs: CloudJobs = {
  create: offline,
  order: offline,
  orderMany: offline,
  importMany: offline,
  putTemplate: offline,
  removeTemplate: offline,
  setVisits: offline,
};
const noPartners: CloudPartners = {
  partners: offline,
  invite: offline,
  change: offline,
  invitations: offline,
  lookUpInvitation: offline,
  answerInvitation: offline,
};
