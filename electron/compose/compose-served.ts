import { mkdirSync } from 'node:fs';
import { stationContract } from '#core/contract/station-contract.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Station } from '#core/station/create-station.ts';
import { createEnrolment, type Enrolment } from '#core/station/enrolment/create-enrolment.ts';
import { createUnenrolledStation } from '#core/station/enrolment/create-unenrolled-station.ts';
import type { StationProcedures } from '#core/station/procedures.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { createEnrolmentDesk } from '../adapters/enrolment/create-enrolment-desk.ts';
import { createIds } from '../adapters/ids/create-ids.ts';
import { type ClosableLog, createLog } from '../adapters/log/create-log.ts';
import { takeStationLock } from '../adapters/sqlite/station-lock.ts';
import { createStationRouter } from '../host/station-router.ts';
import {
  type ComposedStation,
  type CompositionOptions,
  type CompositionRefusal,
  composeStation,
} from './compose-station.ts';
import { placesIn } from './data-folder.ts';
import { createEnrolmentFolder } from './enrolment-folder.ts';
import { fitbayVersion } from './fitbay-version.ts';
import { readStationFile } from './station-file.ts';

/**
 * A station as hosts with a page serve it: whatever the data folder holds. Without an enrolment it is one that can only enrol; after each
 * enrolment the station is closed and put together anew from the folder, behind the same router, so that pages and programs that are
 * connected go on with the new one.
 */
export async function composeServed(options: CompositionOptions): Promise<ComposedStation | CompositionRefusal> {
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const log = options.log ?? createLog({ destination: placesIn(options.dataFolder).logFile });
  const served = createServed({ ...options, log: { ...log, close: () => {} } }, log);
  const opening = await served.open();
  if (opening !== null) {
    log.close();
    return opening;
  }
  return served.composed();
}

/** The address that the newest enrolment wrote, whatever this program was started with. */
function readCloudUrl(dataFolder: string): string | undefined {
  const reading = readStationFile(dataFolder);
  return reading.kind === 'read' ? reading.file.cloudUrl : undefined;
}

/** What is served now. */
interface Part {
  readonly station: Station;
  readonly demoNotice: string | null;
  close(): Promise<void>;
}

/** The people at work must not lose a cable in the middle: the change waits for the bays. */
const busyBayPauseMs = 1_000;

function createServed(options: CompositionOptions & { readonly log: ClosableLog }, log: ClosableLog) {
  let part: Part | null = null;
  let isStarted = false;
  /** While one station makes room for the next, calls wait and nobody sits at the bench. */
  let changing: Promise<void> | null = null;
  const current = (): Part => {
    invariant(part !== null, 'something is served from the beginning to the end');
    return part;
  };
  const desk = createEnrolmentDesk(createEnrolmentFolder(options.dataFolder, options.cloudUrl));
  const enrolment = createEnrolment({ desk, clock: systemClock, log, onEnrolled: change });

  async function open(cloudUrl = options.cloudUrl): Promise<CompositionRefusal | null> {
    const composed = await composeStation({ ...options, cloudUrl, enrolment });
    if (composed.kind === 'composed') {
      part = composed;
      return null;
    }
    if (composed.kind !== 'not-enrolled') {
      return composed;
    }
    const unenrolled = openUnenrolled(options, enrolment);
    if ('kind' in unenrolled) {
      return unenrolled;
    }
    part = unenrolled;
    return null;
  }

  async function change(): Promise<void> {
    await waitForBays(current().station);
    changing = renew().finally(() => {
      changing = null;
    });
    await changing;
  }

  /** Closes the station of the former enrolment and opens that of the new one, whose cloud is the one in its file. */
  async function renew(): Promise<void> {
    const former = current();
    const { locale } = await former.station.procedures.station.info(undefined, ownCall);
    await former.close();
    const refusal = await open(readCloudUrl(options.dataFolder));
    if (refusal !== null) {
      throw new Error(`the enrolled station does not open: ${refusal.kind}`);
    }
    await current().station.procedures.station.setLocale({ locale }, ownCall);
    if (isStarted) {
      current().station.start();
    }
  }

  const station: Station = {
    procedures: delegateTo(async () => {
      await changing;
      return current().station.procedures;
    }),
    seatPrincipal: () => (changing === null ? current().station.seatPrincipal() : { kind: 'nobody' }),
    checkStepUp: (...call) =>
      changing === null ? current().station.checkStepUp(...call) : { kind: 'passed', secondPerson: null },
    start() {
      isStarted = true;
      current().station.start();
    },
    dispose: () => current().station.dispose(),
  };
  return { open, composed: () => asComposed({ station, current, log, stopEnrolling: () => void enrolment.cancel() }) };
}

/** The program itself asks, not somebody at the bench. */
const ownCall = { principal: { kind: 'command-line', name: 'fitbay' } } as const;

async function waitForBays(station: Station): Promise<void> {
  const { enrolled } = await station.procedures.station.info(undefined, ownCall);
  while (enrolled) {
    const bays = await station.procedures.cable.bays(undefined, ownCall);
    if (bays.every(({ state }) => state !== 'working')) {
      return;
    }
    await systemClock.sleep(busyBayPauseMs);
  }
}

function openUnenrolled(
  options: CompositionOptions,
  enrolment: Enrolment,
): Part | Extract<CompositionRefusal, { kind: 'another-is-open' }> {
  const lock = takeStationLock(options.dataFolder, systemClock.now());
  if (lock.kind === 'another-is-open') {
    return lock;
  }
  const station = createUnenrolledStation({
    enrolment,
    version: fitbayVersion,
    host: options.host,
    locale: Intl.DateTimeFormat().resolvedOptions().locale.startsWith('de') ? 'de' : 'en',
  });
  return {
    station,
    demoNotice: null,
    async close() {
      await station.dispose();
      lock.release();
    },
  };
}

interface Serving {
  readonly station: Station;
  readonly current: () => Part;
  readonly log: ClosableLog;
  readonly stopEnrolling: () => void;
}

function asComposed({ station, current, log, stopEnrolling }: Serving): ComposedStation {
  const ids = createIds();
  const closeAll = async (): Promise<void> => {
    stopEnrolling();
    try {
      await current().close();
    } finally {
      log.close();
    }
  };
  let closing: Promise<void> | undefined;
  return {
    kind: 'composed',
    station,
    router: createStationRouter({ station, log, nextId: () => ids.next() }),
    log,
    demoNotice: current().demoNotice,
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}

type AnyProcedure = (...given: readonly unknown[]) => Promise<unknown>;

/** Every procedure of the contract, each asking at the moment of the call whose turn it is; the type cannot follow a loop over names. */
function delegateTo(current: () => Promise<StationProcedures>): StationProcedures {
  const areas = Object.entries(stationContract).map(([area, procedures]) => {
    const names = Object.keys(procedures).map((name): [string, AnyProcedure] => [
      name,
      async (...given) => {
        const now = (await current()) as unknown as Record<string, Record<string, AnyProcedure>>;
        const procedure = now[area]?.[name];
        invariant(procedure !== undefined, `a station implements ${area}.${name}`);
        return procedure(...given);
      },
    ]);
    return [area, Object.fromEntries(names)];
  });
  return Object.fromEntries(areas) as unknown as StationProcedures;
}
