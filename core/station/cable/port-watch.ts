import { type UsbDevice, usbDeviceOf } from '../../domain/cable/usb-devices.ts';
import type { PortInfo, UnitPorts } from '../../ports/byte-link.ts';
import type { CancelSignal, Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { StationStore } from '../../ports/station-store.ts';
import type { Bay, BayBook } from './bay-book.ts';
import { type KnownPort, type PortBook, readPortBook, type SeatedPort, seatPorts } from './port-book.ts';
import { firstLook, lookAgain, type Sightings } from './port-sightings.ts';

/**
 * Looks at the ports again and again, keeps the bays in step with them and remembers their numbers and settings (INST-1). Looks never overlap.
 * It opens nothing.
 */
export interface PortWatch {
  /** Ports that are there, then remembered ones that are not. */
  ports(): readonly SeenPort[];
  book(): PortBook;
  /** Changes what is remembered; what follows from it shows at the next look. */
  change(change: (book: PortBook) => PortBook): void;
  /** Looks at once, after a look that is under way. */
  look(): Promise<void>;
  /** Resolves when the ports were looked at once. */
  looked(): Promise<void>;
  start(): void;
  stopped(): Promise<void>;
}

export interface SeenPort extends SeatedPort {
  readonly isPresent: boolean;
  readonly isReader: boolean;
}

export interface PortWatchWorld {
  readonly unitPorts: Pick<UnitPorts, 'list'>;
  readonly store: StationStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly stop: CancelSignal;
  readonly usbDevices: readonly UsbDevice[];
  readonly book: BayBook;
  isReaderPort(port: PortInfo): boolean;
  /** These bays have something plugged in that was not there before. */
  appeared(bays: readonly Bay[]): void;
}

const settingKey = 'bays';
const pollMs = 1_200;

export function createPortWatch(world: PortWatchWorld): PortWatch {
  const { store, clock, stop, book } = world;
  const rules = {
    isReader: world.isReaderPort,
    isBay: (port: PortInfo) => port.builtIn !== true && usbDeviceOf(world.usbDevices, port.usb)?.kind !== 'reader',
  };
  let remembered = readPortBook(store.setting(settingKey));
  let sightings: Sightings | null = null;
  let seated: readonly SeatedPort[] = [];
  let looking: Promise<void> = Promise.resolve();
  let polling: Promise<void> = Promise.resolve();

  const keep = (changed: PortBook) => {
    if (changed !== remembered) {
      remembered = changed;
      store.transact((write) => write.setSetting(settingKey, JSON.stringify(changed)));
    }
  };

  const lookNow = async () => {
    const list = await world.unitPorts.list(remembered.named);
    const isFirst = sightings === null;
    const look = sightings === null ? firstLook(list) : lookAgain(sightings, list);
    sightings = look.sightings;
    const seating = seatPorts(remembered, look.sightings.present, rules);
    keep(seating.book);
    seated = seating.ports;
    book.keepOnly(new Set(remembered.ports.flatMap(({ bay }) => bay ?? [])));
    const there = new Set(seated.map(({ known }) => known.bay));
    for (const { bay } of book.views().filter((view) => !there.has(view.bay))) {
      book.missed(bay);
    }
    const appeared = seated.flatMap(({ info, known }) => {
      if (known.bay === null) {
        return [];
      }
      const isFresh = book.seen(known.bay, { info, known });
      return isFresh || look.appeared.includes(info) ? (book.find(known.bay) ?? []) : [];
    });
    for (const bay of appeared) {
      bay.appearedMs = isFirst ? null : clock.monotonicMs();
    }
    world.appeared(appeared);
  };

  const look = () => {
    looking = looking.then(lookNow);
    return looking;
  };

  const poll = async () => {
    while (!stop.aborted) {
      try {
        await look();
      } catch (error: unknown) {
        looking = Promise.resolve();
        world.log.error('bays.refresh-failed', { detail: String(error) });
      }
      await clock.sleep(pollMs, stop);
    }
  };

  return {
    ports: () => [
      ...seated.map((port) => ({ ...port, isPresent: true, isReader: world.isReaderPort(port.info) })),
      ...absent(remembered, seated).map((known) => ({
        known,
        info: { path: book.find(known.bay ?? 0)?.view.port ?? known.key },
        isPresent: false,
        isReader: false,
      })),
    ],
    book: () => remembered,
    change: (change) => keep(change(remembered)),
    look,
    looked: () => (sightings === null ? look() : Promise.resolve()),
    start() {
      polling = poll();
    },
    stopped: () => polling,
  };
}

function absent(book: PortBook, seated: readonly SeatedPort[]): readonly KnownPort[] {
  return book.ports.filter(({ key }) => !seated.some(({ known }) => known.key === key));
}
