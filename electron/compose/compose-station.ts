import type { StationId } from '#core/kernel/entity-ids.ts';
import type { UnitPorts } from '#core/ports/byte-link.ts';
import type { CloudClient } from '#core/ports/cloud-client.ts';
import type { DemoControls } from '#core/ports/demo-controls.ts';
import type { Log } from '#core/ports/log.ts';
import { createStation, type Station } from '#core/station/create-station.ts';
import type { Enrolment } from '#core/station/enrolment/create-enrolment.ts';
import type { StationPorts } from '#core/station/station-context.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import type { CloudSession } from '../adapters/cloud/cloud-session.ts';
import { createCloudAssets } from '../adapters/cloud/create-cloud-assets.ts';
import { createCloudClient } from '../adapters/cloud/create-cloud-client.ts';
import { createCloudEvents } from '../adapters/cloud/create-cloud-events.ts';
import { createCloudJobs } from '../adapters/cloud/create-cloud-jobs.ts';
import { createCloudPartners } from '../adapters/cloud/create-cloud-partners.ts';
import { createCloudPhotos } from '../adapters/cloud/create-cloud-photos.ts';
import { createCloudProfiles } from '../adapters/cloud/create-cloud-profiles.ts';
import { createCloudReservations } from '../adapters/cloud/create-cloud-reservations.ts';
import { createCloudSupport } from '../adapters/cloud/create-cloud-support.ts';
import { createTableReader } from '../adapters/csv/create-table-reader.ts';
import { createFirmwareShelf } from '../adapters/firmware/create-firmware-shelf.ts';
import { createIds } from '../adapters/ids/create-ids.ts';
import { type ClosableLog, createLog } from '../adapters/log/create-log.ts';
import { createLogBook } from '../adapters/log/log-book.ts';
import { createMachine } from '../adapters/machine/create-machine.ts';
import { createPdfReportPrinter } from '../adapters/pdf/create-pdf-report-printer.ts';
import { createPhotoShelf } from '../adapters/photos/create-photo-shelf.ts';
import { createReaders } from '../adapters/reader/create-readers.ts';
import { createReportFiles } from '../adapters/report-files/create-report-files.ts';
import { createCheckpointSigner } from '../adapters/secrets/checkpoint-signer.ts';
import { createPinVerifier } from '../adapters/secrets/pin-verifier.ts';
import { createRosterTrust } from '../adapters/secrets/roster-trust.ts';
import { createPortInspector } from '../adapters/serial/create-port-inspector.ts';
import { createSerialUnitPorts } from '../adapters/serial/create-serial-unit-ports.ts';
import { createStorage } from '../adapters/sqlite/create-storage.ts';
import type { StationStoreOpening } from '../adapters/sqlite/open-station-store.ts';
import { createStationDrivers } from '../adapters/unit-drivers/create-station-drivers.ts';
import { createVehicleBusReader } from '../adapters/vehicle-bus/create-vehicle-bus-reader.ts';
import { createStationRouter, type StationRouter } from '../host/station-router.ts';
import { placesIn } from './data-folder.ts';
import { fitbayVersion, oldestNode } from './fitbay-version.ts';
import { openCloudSession } from './open-cloud-session.ts';
import { openSafely } from './open-safely.ts';
import { type RulesReading, readRules, type ShippedRules } from './shipped-rules.ts';
import { readStationFile, type StationFile } from './station-file.ts';
import { withNamedPorts } from './with-named-ports.ts';

/**
 * Puts a whole station together over a data folder, once for every host: desktop, browser and command line only differ in how they serve
 * it. Nothing is started: the store is open, and `station.start()` begins to look at ports and to sync.
 */
export interface ComposedStation {
  readonly kind: 'composed';
  readonly station: Station;
  readonly router: StationRouter;
  readonly log: Log;
  /** What the demo wants to say about itself in one line; null on a real station and where all is as usual. */
  readonly demoNotice: string | null;
  /** Ends running work in an orderly way and lets the data folder go. Safe to call twice. */
  close(): Promise<void>;
}

export type CompositionRefusal =
  | { readonly kind: 'not-enrolled'; readonly dataFolder: string }
  | { readonly kind: 'station-file-unreadable'; readonly detail: string }
  | Extract<RulesReading, { kind: 'rules-refused' }>
  | Exclude<StationStoreOpening, { kind: 'opened' }>;

export interface CompositionOptions {
  readonly dataFolder: string;
  readonly host: StationPorts['host'];
  /** Instead of the address in `station.json`. */
  readonly cloudUrl?: string | undefined;
  /** Makes the demo's world, where the data folder is a demo's. Left out, a demo's data is served without its switches. */
  readonly openDemo?: ((place: DemoPlace) => Promise<DemoWorld>) | undefined;
  /** The built page, for `doctor`; null where this host has none. */
  readonly pageFolder?: string | null;
  /** The unit type matrix to go by; default: the shipped one. */
  readonly unitTypesFile?: string;
  /** Default: the log file of the data folder. */
  readonly log?: ClosableLog;
  /** Lets the station be enrolled again; see `compose-served`. */
  readonly enrolment?: Enrolment;
}

/** What a demo is built from. */
export interface DemoPlace {
  readonly dataFolder: string;
  readonly stationId: StationId;
  readonly cloudUrl: string;
  /** How the station proves itself: the demo's units are heard in its name. */
  readonly session: CloudSession;
  readonly log: Log;
}

/** A demo's world as the composition sees it. */
export interface DemoWorld {
  readonly controls: DemoControls;
  readonly unitPorts: UnitPorts;
  /** The centre with a platform behind it that reaches the demo's units. */
  behindPlatform(cloud: CloudClient): CloudClient;
  /** One line for the console where something is not as usual. */
  readonly notice: string | null;
  close(): Promise<void>;
}

export async function composeStation(options: CompositionOptions): Promise<ComposedStation | CompositionRefusal> {
  const reading = readStationFile(options.dataFolder);
  if (reading.kind === 'absent') {
    return { kind: 'not-enrolled', dataFolder: options.dataFolder };
  }
  if (reading.kind === 'unreadable') {
    return { kind: 'station-file-unreadable', detail: reading.detail };
  }
  const ruling = readRules(options.unitTypesFile);
  if (ruling.kind === 'rules-refused') {
    return ruling;
  }
  const { rules } = ruling;
  const log = options.log ?? createLog({ destination: placesIn(options.dataFolder).logFile });
  const ids = createIds();
  const directory = options.dataFolder;
  const opening = openSafely({ directory, file: reading.file, clock: systemClock, ids, log });
  if (opening.kind !== 'opened') {
    log.close();
    return opening;
  }
  const { generation } = opening;
  const { store, care } = opening.opened;
  const identity = { ...reading.file, generation, cloudUrl: options.cloudUrl ?? reading.file.cloudUrl };
  let demo: DemoWorld | null = null;
  try {
    const session = openCloudSession({ directory: options.dataFolder, cloudUrl: identity.cloudUrl });
    demo = identity.demo ? await openDemo(options, { ...identity, session, log }) : null;
    const storage = createStorage({ directory, store, care, clock: systemClock, log });
    const ports = portsOf({ options, identity, session, demo, log, rules });
    const station = createStation({ ...ports, drivers: createStationDrivers(store), store, storage, ids, log });
    return composed({ station, demo, log, nextId: () => ids.next() });
  } catch (error: unknown) {
    store.close();
    await demo?.close();
    log.close();
    throw error;
  }
}

interface Parts {
  readonly station: Station;
  readonly demo: DemoWorld | null;
  readonly log: ClosableLog;
  readonly nextId: () => string;
}

function composed({ station, demo, log, nextId }: Parts): ComposedStation {
  const closeAll = async () => {
    try {
      await station.dispose();
    } finally {
      await demo?.close();
      log.close();
    }
  };
  let closing: Promise<void> | undefined;
  return {
    kind: 'composed',
    station,
    router: createStationRouter({ station, log, nextId }),
    log,
    demoNotice: demo?.notice ?? null,
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}

async function openDemo(
  options: CompositionOptions,
  { stationId, cloudUrl, session, log }: Omit<DemoPlace, 'dataFolder'>,
): Promise<DemoWorld | null> {
  return (await options.openDemo?.({ dataFolder: options.dataFolder, stationId, cloudUrl, session, log })) ?? null;
}

interface PortsPlan {
  readonly options: CompositionOptions;
  readonly identity: StationFile;
  readonly session: CloudSession;
  readonly demo: DemoWorld | null;
  readonly log: Log;
  readonly rules: ShippedRules;
}

function portsOf({
  options,
  identity,
  session,
  demo,
  log,
  rules,
}: PortsPlan): Omit<StationPorts, 'store' | 'storage' | 'ids' | 'log' | 'drivers'> {
  const { dataFolder, host, pageFolder = null } = options;
  const network = demo === null ? {} : { network: { connected: () => demo.controls.networkConnected() } };
  const centre = { baseUrl: identity.cloudUrl, session, ...network };
  const cloud = createCloudClient(centre);
  const serialPorts = createSerialUnitPorts({ clock: systemClock, log });
  const portInspector = createPortInspector({ platform: process.platform });
  const unitPorts = demo === null ? serialPorts : withNamedPorts(demo.unitPorts, serialPorts);
  const { stationId, generation, name, place, organizationId } = identity;
  return {
    identity: { stationId, generation, name, place, organizationId },
    version: fitbayVersion,
    host,
    cloud: demo?.behindPlatform(cloud) ?? cloud,
    cloudAssets: createCloudAssets(centre),
    cloudJobs: createCloudJobs(centre),
    cloudPartners: createCloudPartners(centre),
    cloudPhotos: createCloudPhotos(centre),
    cloudEvents: createCloudEvents(centre),
    cloudProfiles: createCloudProfiles(centre),
    cloudReservations: createCloudReservations(centre),
    cloudSupport: createCloudSupport(centre),
    logBook: createLogBook({ file: placesIn(dataFolder).logFile }),
    unitPorts,
    portInspector,
    // Readers are real in the demo, too.
    readers: createReaders({ ports: serialPorts, clock: systemClock, log }),
    vehicleBus: createVehicleBusReader({ ports: serialPorts, clock: systemClock }),
    clock: systemClock,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    random: Math.random,
    pin: createPinVerifier(),
    rosterTrust: createRosterTrust({ directory: dataFolder, stationId, generation }),
    signer: createCheckpointSigner({ directory: dataFolder }),
    printer: createPdfReportPrinter(),
    reportFiles: createReportFiles({ directory: placesIn(dataFolder).reports }),
    firmwareShelf: createFirmwareShelf({ directory: placesIn(dataFolder).firmware }),
    photoShelf: createPhotoShelf({ directory: placesIn(dataFolder).photos }),
    tableReader: createTableReader(),
    machine: createMachine({ dataFolder, unitPorts, portInspector, pageFolder, oldestNode }),
    ...rules,
    demo: demo?.controls ?? null,
    enrolment: options.enrolment ?? null,
  };
}
