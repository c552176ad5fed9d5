import { accessContract } from './station/access.ts';
import { assetsContract } from './station/assets.ts';
import { auditContract } from './station/audit.ts';
import { backupsContract } from './station/backups.ts';
import { benchContract } from './station/bench.ts';
import { cableContract } from './station/cable.ts';
import { capturesContract } from './station/captures.ts';
import { cartonContract } from './station/carton.ts';
import { customersContract } from './station/customers.ts';
import { demoContract } from './station/demo.ts';
import { draftsContract } from './station/drafts.ts';
import { enrolmentContract } from './station/enrolment.ts';
import { eventsContract } from './station/events.ts';
import { firmwareContract } from './station/firmware.ts';
import { jobBulkContract } from './station/job-bulk.ts';
import { jobImportContract } from './station/job-import.ts';
import { jobBenchContract, jobsContract, jobTemplatesContract } from './station/jobs.ts';
import { listsContract } from './station/lists.ts';
import { ownershipContract } from './station/ownership.ts';
import { pairingContract } from './station/pairing.ts';
import { invitationsContract, partnersContract } from './station/partners.ts';
import { photosContract } from './station/photos.ts';
import { portsContract } from './station/ports.ts';
import { profilesContract } from './station/profiles.ts';
import { readersContract } from './station/readers.ts';
import { scanContract } from './station/scan.ts';
import { stationContract as generalContract } from './station/station.ts';
import { storageContract } from './station/storage.ts';
import { supportContract } from './station/support.ts';
import { syncContract } from './station/sync.ts';
import { tasksContract } from './station/tasks.ts';
import { teltonikaContract } from './station/teltonika.ts';
import { unitOrdersContract } from './station/unit-orders.ts';
import { unitsContract } from './station/units.ts';
import { vehicleBusContract } from './station/vehicle-bus.ts';

/** Spelled out, because the type that would be inferred is longer than the compiler writes down. */
export type StationContract = {
  readonly access: typeof accessContract;
  readonly assets: typeof assetsContract;
  readonly audit: typeof auditContract;
  readonly backups: typeof backupsContract;
  readonly bench: typeof benchContract;
  readonly cable: typeof cableContract & typeof unitOrdersContract;
  readonly captures: typeof capturesContract;
  readonly carton: typeof cartonContract;
  readonly customers: typeof customersContract;
  readonly demo: typeof demoContract;
  readonly enrolment: typeof enrolmentContract;
  readonly events: typeof eventsContract;
  readonly firmware: typeof firmwareContract;
  readonly invitations: typeof invitationsContract;
  readonly drafts: typeof draftsContract;
  readonly lists: typeof listsContract;
  readonly jobBulk: typeof jobBulkContract;
  readonly jobImport: typeof jobImportContract;
  readonly jobs: typeof jobsContract & typeof jobBenchContract;
  readonly jobTemplates: typeof jobTemplatesContract;
  readonly ownership: typeof ownershipContract;
  readonly partners: typeof partnersContract;
  readonly pairing: typeof pairingContract;
  readonly photos: typeof photosContract;
  readonly ports: typeof portsContract;
  readonly profiles: typeof profilesContract;
  readonly readers: typeof readersContract;
  readonly scan: typeof scanContract;
  readonly station: typeof generalContract;
  readonly storage: typeof storageContract;
  readonly support: typeof supportContract;
  readonly sync: typeof syncContract;
  readonly tasks: typeof tasksContract;
  readonly teltonika: typeof teltonikaContract;
  readonly units: typeof unitsContract;
  readonly vehicleBus: typeof vehicleBusContract;
};

/**
 * Everything a page, the command line or a test can ask of a station, in one object. Served over a MessagePort, a loopback WebSocket
 * and in-process, with inputs and outputs checked on the receiving side. Expected outcomes are unions on `kind`; only being
 * not signed in, not allowed, a missing PIN, a disk that takes nothing, malformed input and bugs come as errors (`NOT_SIGNED_IN`, `NOT_ALLOWED`,
 * `STEP_UP_NEEDED`, `STORAGE`, `BAD_REQUEST`, `FAULT`).
 */
export const stationContract: StationContract = {
  access: accessContract,
  assets: assetsContract,
  audit: auditContract,
  backups: backupsContract,
  bench: benchContract,
  cable: { ...cableContract, ...unitOrdersContract },
  captures: capturesContract,
  carton: cartonContract,
  customers: customersContract,
  demo: demoContract,
  enrolment: enrolmentContract,
  events: eventsContract,
  firmware: firmwareContract,
  invitations: invitationsContract,
  drafts: draftsContract,
  lists: listsContract,
  jobBulk: jobBulkContract,
  jobImport: jobImportContract,
  jobs: { ...jobsContract, ...jobBenchContract },
  jobTemplates: jobTemplatesContract,
  ownership: ownershipContract,
  pairing: pairingContract,
  partners: partnersContract,
  photos: photosContract,
  ports: portsContract,
  profiles: profilesContract,
  readers: readersContract,
  scan: scanContract,
  station: generalContract,
  storage: storageContract,
  support: supportContract,
  sync: syncContract,
  tasks: tasksContract,
  teltonika: teltonikaContract,
  units: unitsContract,
  vehicleBus: vehicleBusContract,
};
