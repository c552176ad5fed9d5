import type { BayView, LinkProblem } from '../../contract/station/cable.ts';
import type { StationEvent } from '../../contract/station/station.ts';
import type { UsbDevice } from '../../domain/cable/usb-devices.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { PortInfo, UnitPorts } from '../../ports/byte-link.ts';
import type { CancelSignal, Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { StationStore } from '../../ports/station-store.ts';
import type { DriverContext } from '../../ports/unit-driver.ts';
import type { UnitDrivers } from '../../ports/unit-drivers.ts';
import type { BayLine, CaptureKeeper } from '../captures/capture-keeper.ts';
import { createCancelSource } from '../sync/cancel-source.ts';
import { askingOrder } from './asking-order.ts';
import { createBayBook } from './bay-book.ts';
import { type BayUnits, createBayUnits } from './bay-units.ts';
import { runOnBay, runOnPort } from './bay-work.ts';
import { type AskerWorld, createPortAsker } from './port-asker.ts';
import { changePort, type KnownPort, type PortBook } from './port-book.ts';
import { createPortClaims } from './port-claims.ts';
import { createPortWatch, type SeenPort } from './port-watch.ts';
import type { Reopen } from './with-link.ts';

/**
 * The numbered ports of the bench and what runs on them (INST-1, INST-6). One piece of work per bay at a time; bays do not wait for each
 * other. The link is opened for each piece of work anew, so whatever was replugged in between is met by a fresh identity check.
 */
export interface Bays extends BayUnits {
  views(): readonly BayView[];
  /** The newest lines that went over the cable of a bay, oldest first. */
  capture(bay: number): readonly BayLine[];
  /** Every port that is there or remembered, with its settings; bays first. A barcode reader's has no bay, and nothing is ever written to it. */
  ports(): readonly SeenPort[];
  /** Who has a port within this station; null when nobody has. */
  holderOf(path: string): string | null;
  /** Runs work on the unit of a bay, with progress. Work that was begun ends by itself; nobody's leaving interrupts it. */
  run<Result>(bay: number, job: BayJob<Result>): Promise<Result | LinkProblem>;
  /** The same on any port by path, without a bay's bookkeeping (command line). `known` is what is set for that port. */
  runOnPort<Result>(path: string, work: PortWork<Result>): Promise<Result | LinkProblem>;
  /** Looks at the ports at once. */
  look(): Promise<void>;
  /** What is remembered of the ports. */
  book(): PortBook;
  /** Changes what is remembered of the ports, and goes by it at once. */
  change(change: (book: PortBook) => PortBook): Promise<void>;
  /** Fires when the station ends: whoever waits for a unit stops waiting. */
  readonly stopping: CancelSignal;
  start(): void;
  dispose(): Promise<void>;
}

export interface BayJob<Result> {
  readonly sessionId: SessionId | null;
  readonly unit: string | null;
  /** Text key `cable.activity.<key>`. */
  readonly activity: string;
  /** False while values are being written. */
  readonly safeToUnplug: boolean;
  /** `reopen` is for units that restart in the middle of it. */
  work(context: DriverContext, progress: (done: number, total: number) => void, reopen: Reopen): Promise<Result>;
}

export type PortWork<Result> = (context: DriverContext, reopen: Reopen, known: KnownPort | null) => Promise<Result>;

export interface BaysDeps {
  readonly unitPorts: UnitPorts;
  readonly drivers: UnitDrivers;
  readonly store: StationStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly usbDevices: readonly UsbDevice[];
  readonly captures: CaptureKeeper;
  /** Whether a barcode reader is on this port. */
  isReaderPort(port: PortInfo): boolean;
  publish(event: StationEvent): void;
}

export function createBays(deps: BaysDeps): Bays {
  const life = createCancelSource();
  const stop = life.signal;
  const book = createBayBook(deps.publish);
  const claims = createPortClaims();
  const world = { ...deps, stop, book, claims };
  let isStarted = false;
  const watch = createPortWatch({
    ...world,
    // A command line that runs one command on one port lets the others alone.
    appeared: (bays) => asker.ask(isStarted ? askingOrder(bays, deps.usbDevices) : []),
  });
  const askerWorld: AskerWorld = {
    ...world,
    isBay: ({ port }) => !deps.isReaderPort(port.info),
    noteUnit: ({ port }) => watch.change((known) => changePort(known, port.known.key, { unitAt: deps.clock.now() })),
  };
  const asker = createPortAsker(askerWorld);
  const { findOn, met, ask, findAgain, seek } = createBayUnits(askerWorld, asker, watch);

  return {
    stopping: stop,
    views: book.views,
    capture: deps.captures.ofBay,
    ports: watch.ports,
    holderOf: claims.holderOf,
    run: (number, job) => runOnBay(world, number, job),
    runOnPort: (path, work) => runOnPort({ ...world, watch }, path, work),
    findOn,
    met,
    ask,
    findAgain,
    seek,
    book: watch.book,
    async change(change) {
      watch.change(change);
      await watch.look();
    },
    look: watch.look,
    start() {
      isStarted = true;
      watch.start();
    },
    async dispose() {
      life.cancel();
      await watch.stopped();
      await asker.settled();
      await book.settled();
    },
  };
}
