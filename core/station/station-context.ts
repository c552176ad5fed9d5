import type { StationEvent } from '../contract/station/station.ts';
import type { UsbDevice } from '../domain/cable/usb-devices.ts';
import type { Checklist } from '../domain/inspection/checklist.ts';
import type { OwnershipPolicy } from '../domain/ownership/ownership-policy.ts';
import type { UnitTypeFile } from '../domain/ownership/unit-type-file.ts';
import type { UnitTypeMatrix } from '../domain/ownership/unit-type-matrix.ts';
import type { OrganizationId, StationId } from '../kernel/entity-ids.ts';
import type { UnitPorts } from '../ports/byte-link.ts';
import type { Clock } from '../ports/clock.ts';
import type { CloudAssets } from '../ports/cloud-assets.ts';
import type { CloudClient } from '../ports/cloud-client.ts';
import type { CloudEvents } from '../ports/cloud-events.ts';
import type { CloudJobs } from '../ports/cloud-jobs.ts';
import type { CloudPartners } from '../ports/cloud-partners.ts';
import type { CloudPhotos } from '../ports/cloud-photos.ts';
import type { CloudProfiles } from '../ports/cloud-profiles.ts';
import type { CloudReservations } from '../ports/cloud-reservations.ts';
import type { CloudSupport } from '../ports/cloud-support.ts';
import type { DemoControls } from '../ports/demo-controls.ts';
import type { FirmwareShelf } from '../ports/firmware-shelf.ts';
import type { Ids } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import type { LogBook } from '../ports/log-book.ts';
import type { Machine } from '../ports/machine.ts';
import type { PhotoShelf } from '../ports/photo-shelf.ts';
import type { PortInspector } from '../ports/port-inspector.ts';
import type { Readers } from '../ports/reader.ts';
import type { ReportFiles } from '../ports/report-files.ts';
import type { ReportPrinter } from '../ports/report-printer.ts';
import type { CheckpointSigner, PinVerifier, RosterTrust } from '../ports/secrets.ts';
import type { StationStore } from '../ports/station-store.ts';
import type { Storage } from '../ports/storage.ts';
import type { TableReader } from '../ports/table-reader.ts';
import type { UnitDrivers } from '../ports/unit-drivers.ts';
import type { VehicleBusReader } from '../ports/vehicle-bus-reader.ts';
import type { PinCheck } from './access/pin-check.ts';
import type { RosterBook } from './access/roster-book.ts';
import type { Seat } from './access/seat.ts';
import type { StepUps } from './access/step-ups.ts';
import type { Bays } from './cable/bays.ts';
import type { CartonChecker } from './carton/carton-checker.ts';
import type { CartonReserver } from './carton/carton-reserver.ts';
import type { Enrolment } from './enrolment/create-enrolment.ts';
import type { ReaderDesk } from './readers/reader-desk.ts';
import type { SyncEngine } from './sync/create-sync-engine.ts';
import type { VehicleBusDesk } from './vehicle-bus/vehicle-bus-desk.ts';

/** Who this station is. Made at enrolment. */
export interface StationIdentity {
  readonly stationId: StationId;
  readonly generation: number;
  readonly name: string;
  readonly place: string;
  readonly organizationId: OrganizationId;
}

/** Everything a station needs from the world. */
export interface StationPorts {
  readonly identity: StationIdentity;
  readonly version: string;
  readonly host: 'electron' | 'browser' | 'command-line';
  /** IANA name of the bench's zone; moments on reports are written in it. */
  readonly timeZone: string;
  readonly store: StationStore;
  /** Looks after the store; left out where nothing lasts longer than a test. */
  readonly storage?: Storage;
  readonly cloud: CloudClient;
  readonly cloudAssets: CloudAssets;
  readonly cloudJobs: CloudJobs;
  readonly cloudPartners: CloudPartners;
  readonly cloudEvents: CloudEvents;
  readonly cloudPhotos: CloudPhotos;
  readonly cloudProfiles: CloudProfiles;
  readonly cloudReservations: CloudReservations;
  readonly cloudSupport: CloudSupport;
  readonly unitPorts: UnitPorts;
  readonly drivers: UnitDrivers;
  readonly portInspector: PortInspector;
  /** What USB ids of serial devices are known as. */
  readonly usbDevices: readonly UsbDevice[];
  readonly readers: Readers;
  readonly vehicleBus: VehicleBusReader;
  readonly clock: Clock;
  /** People's time: how long nobody touched the bench, how old a proof is. Left out, the same clock; a test that hurries machines hurries nobody's hand. */
  readonly peopleClock?: Clock;
  readonly ids: Ids;
  /** Uniform in [0, 1); for jitter only. */
  readonly random: () => number;
  readonly log: Log;
  readonly logBook: LogBook;
  readonly pin: PinVerifier;
  readonly rosterTrust: RosterTrust;
  readonly signer: CheckpointSigner;
  readonly printer: ReportPrinter;
  readonly reportFiles: ReportFiles;
  readonly firmwareShelf: FirmwareShelf;
  readonly photoShelf: PhotoShelf;
  readonly tableReader: TableReader;
  readonly machine: Machine;
  readonly unitTypes: UnitTypeMatrix;
  /** Where the matrix comes from, for whoever looks at it. */
  readonly unitTypeSource: Omit<UnitTypeFile, 'types'>;
  readonly ownershipPolicy: OwnershipPolicy;
  readonly checklists: readonly Checklist[];
  readonly demo: DemoControls | null;
  /** Null where this host cannot enrol the station again. */
  readonly enrolment: Enrolment | null;
}

export type ChangedTopic = Extract<StationEvent, { kind: 'changed' }>['topics'][number];

/** What the use cases share: the ports and the long-lived parts built on them. */
export interface StationContext extends StationPorts {
  readonly seat: Seat;
  readonly roster: RosterBook;
  readonly pinCheck: PinCheck;
  readonly stepUps: StepUps;
  readonly bays: Bays;
  readonly readerDesk: ReaderDesk;
  readonly vehicleBusDesk: VehicleBusDesk;
  readonly sync: SyncEngine;
  readonly cartonChecker: CartonChecker;
  readonly cartonReserver: CartonReserver;
  publish(event: StationEvent): void;
  /** Tells watchers that something of these topics is different now. */
  changed(...topics: ChangedTopic[]): void;
}
