import type { ChangesPage } from '../domain/sync/changes.ts';
import type { PortInfo } from '../ports/byte-link.ts';
import type { StoreWriter } from '../ports/station-store.ts';
import { accessProcedures } from './access/access-procedures.ts';
import { createShift, type Shift } from './access/create-shift.ts';
import { createSeatWatch } from './access/seat-watch.ts';
import { takeRoster } from './access/take-roster.ts';
import { assetProcedures } from './assets/asset-procedures.ts';
import { auditProcedures } from './audit/audit-procedures.ts';
import { hearErasures } from './audit/erase-personal.ts';
import { backupProcedures } from './backups/backup-procedures.ts';
import { type Bays, createBays } from './cable/bays.ts';
import { cableProcedures } from './cable/cable-procedures.ts';
import { portProcedures } from './cable/port-procedures.ts';
import { teltonikaProcedures } from './cable/teltonika-procedures.ts';
import { createCaptureKeeper } from './captures/capture-keeper.ts';
import { captureProcedures } from './captures/capture-procedures.ts';
import { createCartonChecker } from './carton/carton-checker.ts';
import { cartonProcedures } from './carton/carton-procedures.ts';
import { createCartonReserver } from './carton/carton-reserver.ts';
import { customerProcedures } from './customers/customer-procedures.ts';
import { demoProcedures } from './demo/demo-procedures.ts';
import { draftProcedures } from './drafts/draft-procedures.ts';
import { enrolmentProcedures } from './enrolment/enrolment-procedures.ts';
import { createEventHub, type EventHub } from './event-hub.ts';
import { eventProcedures } from './events/event-procedures.ts';
import { firmwareProcedures } from './firmware/firmware-procedures.ts';
import { generalProcedures } from './general/general-procedures.ts';
import { jobBulkProcedures } from './jobs/bulk-procedures.ts';
import { jobImportProcedures } from './jobs/import/import-procedures.ts';
import { jobBenchProcedures } from './jobs/job-bench-procedures.ts';
import { jobProcedures } from './jobs/job-procedures.ts';
import { jobTemplateProcedures } from './jobs/template-procedures.ts';
import { listProcedures } from './lists/list-procedures.ts';
import { ownershipProcedures } from './ownership/ownership-procedures.ts';
import { pairingProcedures } from './pairing/pairing-procedures.ts';
import { invitationProcedures } from './partners/invitation-procedures.ts';
import { partnerProcedures } from './partners/partner-procedures.ts';
import { photoProcedures } from './photos/photo-procedures.ts';
import { dropStrayDrafts } from './photos/photos-of-end.ts';
import type { Principal } from './principal.ts';
import type { StationProcedures } from './procedures.ts';
import { profileProcedures } from './profiles/profile-procedures.ts';
import { createReaderDesk } from './readers/reader-desk.ts';
import { readerProcedures } from './readers/reader-procedures.ts';
import { createRunningActs, type RunningActs } from './running-acts.ts';
import { scanProcedures } from './scan/scan-procedures.ts';
import { applyPage, applyVerdict } from './sheets/apply-verdict.ts';
import { benchProcedures } from './sheets/bench-procedures.ts';
import { renewVerdicts } from './sheets/renew-verdicts.ts';
import type { StationContext, StationPorts } from './station-context.ts';
import { storageProcedures } from './storage/storage-procedures.ts';
import { supportProcedures } from './support/support-procedures.ts';
import { createSenders, type Senders } from './sync/create-senders.ts';
import { createSyncEngine } from './sync/create-sync-engine.ts';
import type { ScopeBook } from './sync/scope-book.ts';
import { createNotedScopeBook, createScopeWatch } from './sync/scope-watch.ts';
import { syncProcedures } from './sync/sync-procedures.ts';
import { taskProcedures } from './tasks/task-procedures.ts';
import { unitProcedures } from './units/unit-procedures.ts';
import { createVehicleBusDesk } from './vehicle-bus/vehicle-bus-desk.ts';
import { vehicleBusProcedures } from './vehicle-bus/vehicle-bus-procedures.ts';
import { recoverWrites } from './work/recover-writes.ts';

/** The whole backend: every procedure of the station contract over the given ports. Hosts serve it, tests drive it. */
export interface Station {
  readonly procedures: StationProcedures;
  /** Whoever sits at the bench's seat; what a page's calls are made as. */
  seatPrincipal(): Principal;
  /** The second half of the gate, after the right: whether a call needs a PIN first. */
  readonly checkStepUp: Shift['admit'];
  /** Begins to look at ports and to sync. */
  start(): void;
  /** Ends running work in an orderly way and closes the store. */
  dispose(): Promise<void>;
}

export function createStation(ports: StationPorts): Station {
  const hub = createEventHub();
  const { store } = ports;
  const { admit, ...shift } = createShift(ports);
  const readerDesk = createReaderDesk({ ...ports, publish: hub.publish, isWatched: hub.isWatched });
  const vehicleBusDesk = createVehicleBusDesk(ports);
  const bays = createCable(ports, hub, (port) => readerDesk.isReaderPort(port) || vehicleBusDesk.isAdapterPort(port));
  const { stationId, generation } = ports.identity;
  const scopeBook = createNotedScopeBook(ports);
  const sync = createSyncEngine({
    ...ports,
    identity: { stationId, generation },
    publish(status) {
      hub.publish({ kind: 'sync', status });
      if (status.state === 'online') {
        renew(context);
        senders.wake();
      }
      if (status.why === 'sync.why.revoked' && scopeBook.endAll()) {
        context.changed('jobs');
      }
    },
    applyVerdict: (write, record, verdict) => applyVerdict(context, write, { operation: record.operation, verdict }),
    applyPage: (write, page) => takePage(context, write, { page, scopeBook }),
  });
  const acts = createRunningActs();
  const renew = createRenewal(acts);
  const context: StationContext = {
    ...ports,
    ...shift,
    bays,
    readerDesk,
    vehicleBusDesk,
    sync,
    cartonChecker: createCartonChecker(() => context, acts),
    cartonReserver: createCartonReserver(() => context, acts),
    publish: hub.publish,
    changed(...topics) {
      hub.publish({ kind: 'changed', topics, sessionId: null });
      if (topics.includes('jobs')) {
        dropStrayDrafts(context);
      }
    },
  };
  const senders = createSenders(context);
  const stopNews = publishNews(context, senders);
  const watches = [createSeatWatch(context), createScopeWatch(context, scopeBook), context.cartonReserver];
  return {
    procedures: proceduresOf(context, { hub, acts, senders }),
    seatPrincipal: () => shift.seat.principal(),
    checkStepUp: admit,
    start() {
      recoverWrites(context);
      readerDesk.start();
      bays.start();
      for (const watch of watches) {
        watch.start();
      }
      sync.start();
      senders.start();
      ports.storage?.start();
    },
    async dispose() {
      stopNews();
      hub.dispose();
      const watched = watches.map((watch) => watch.dispose());
      await Promise.all([bays.dispose(), readerDesk.dispose(), ...watched, sync.stop(), senders.stop()]);
      await acts.settled();
      await ports.storage?.stop();
      store.close();
    },
  };
}

/** What came with a pull besides rows, and what follows from both for sheets and trail. */
function takePage(
  context: StationContext,
  write: StoreWriter,
  { page, scopeBook }: { readonly page: ChangesPage; readonly scopeBook: ScopeBook },
): void {
  takeRoster(context, write, page);
  scopeBook.take(write, page);
  hearErasures(context, write, page);
  applyPage(context, write, page);
}

/** Tells the pages what became different without a call of theirs. Returns the way to stop what outlives the station. */
function publishNews(context: StationContext, senders: Senders): () => void {
  const { sync, demo, enrolment, storage } = context;
  // It lets go what waited for it.
  sync.onVerdict(senders.wake);
  sync.onVerdict(context.cartonReserver.wake);
  sync.onVerdict(() => context.changed('sheets', 'units', 'cartons', 'profiles', 'jobs', 'feed', 'sync', 'audit'));
  sync.onPulled((rows) => {
    if (rows.length > 0) {
      context.changed('customers', 'partners', 'profiles', 'sheets', 'seat', 'feed', 'sync', 'jobs');
    }
    if (rows.some(({ kind }) => kind === 'unit' || kind === 'asset' || kind === 'pairing' || kind === 'removed')) {
      context.changed('units');
    }
  });
  const stops = [
    demo?.onChange(() => context.changed('demo')),
    enrolment?.onChange(() => context.changed('enrolment')),
    storage?.onChange(() => context.changed('storage')),
  ];
  return () => {
    for (const stop of stops) {
      stop?.();
    }
  };
}

/** The bays, and the record of what goes over their cables. */
function createCable(ports: StationPorts, { publish }: EventHub, isReaderPort: (port: PortInfo) => boolean): Bays {
  const { unitPorts, drivers, usbDevices, store, clock, log } = ports;
  const changed = () => publish({ kind: 'changed', topics: ['captures'], sessionId: null });
  const captures = createCaptureKeeper({ store, clock, log, changed });
  return createBays({ captures, unitPorts, drivers, usbDevices, store, clock, log, isReaderPort, publish });
}

/** Asks the cloud anew about what was judged without it. One round at a time; the next word of the cloud starts another. */
function createRenewal(acts: RunningActs): (context: StationContext) => void {
  let isRenewing = false;
  const round = async (context: StationContext) => {
    isRenewing = true;
    try {
      await renewVerdicts(context);
      await context.cartonChecker.renew();
      context.cartonReserver.wake();
    } catch (error: unknown) {
      context.log.error('verdicts.renew-failed', { error: String(error) });
    } finally {
      isRenewing = false;
    }
  };
  return (context) => {
    if (!isRenewing) {
      void acts.add(round(context));
    }
  };
}

/** One line per area of the contract. Every call is watched, so that the store is closed after its last word. */
function proceduresOf(
  context: StationContext,
  { hub, acts, senders }: { readonly hub: EventHub; readonly acts: RunningActs; readonly senders: Senders },
): StationProcedures {
  return {
    access: acts.watched(accessProcedures(context)),
    assets: acts.watched(assetProcedures(context)),
    audit: acts.watched(auditProcedures(context)),
    backups: acts.watched(backupProcedures(context)),
    bench: acts.watched(benchProcedures(context)),
    cable: acts.watched(cableProcedures(context)),
    captures: acts.watched(captureProcedures(context)),
    carton: acts.watched(cartonProcedures(context)),
    customers: acts.watched(customerProcedures(context)),
    demo: acts.watched(demoProcedures(context)),
    enrolment: acts.watched(enrolmentProcedures(context.enrolment)),
    firmware: acts.watched(firmwareProcedures(context)),
    invitations: acts.watched(invitationProcedures(context)),
    drafts: acts.watched(draftProcedures(context.store)),
    lists: acts.watched(listProcedures(context)),
    jobBulk: acts.watched(jobBulkProcedures(context)),
    jobImport: acts.watched(jobImportProcedures(context)),
    jobs: acts.watched({ ...jobProcedures(context), ...jobBenchProcedures(context) }),
    jobTemplates: acts.watched(jobTemplateProcedures(context)),
    ownership: acts.watched(ownershipProcedures(context)),
    events: acts.watched(eventProcedures(context)),
    pairing: acts.watched(pairingProcedures(context)),
    partners: acts.watched(partnerProcedures(context)),
    photos: acts.watched(photoProcedures(context)),
    ports: acts.watched(portProcedures(context)),
    profiles: acts.watched(profileProcedures(context)),
    readers: acts.watched(readerProcedures(context)),
    scan: acts.watched(scanProcedures(context)),
    station: acts.watched(generalProcedures(context, hub)),
    storage: acts.watched(storageProcedures(context)),
    support: acts.watched(supportProcedures(context, senders.support)),
    sync: acts.watched(syncProcedures(context)),
    tasks: acts.watched(taskProcedures(context)),
    teltonika: acts.watched(teltonikaProcedures(context)),
    units: acts.watched(unitProcedures(context)),
    vehicleBus: acts.watched(vehicleBusProcedures(context)),
  };
}
