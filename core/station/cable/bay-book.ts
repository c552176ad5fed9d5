import type { BayView, PortAnswer } from '../../contract/station/cable.ts';
import type { StationEvent } from '../../contract/station/station.ts';
import type { SeatedPort } from './port-book.ts';

/** What is known of each bay right now; every change is told to watchers. Forgotten when the station stops, numbers and settings apart. */
export interface BayBook {
  find(bay: number): Bay | undefined;
  /** The bay of a port that is there. */
  at(path: string): Bay | undefined;
  views(): readonly BayView[];
  show(bay: Bay, change: Partial<BayView>): void;
  /** Takes note of the port of a bay. True where the bay begins anew, because another port has its number now. */
  seen(bay: number, port: SeatedPort): boolean;
  /** The port of this bay is not there. Running work is left alone: it meets the loss itself. */
  missed(bay: number): void;
  /** Only these numbers are bays. Running work is left alone, and so is its bay. */
  keepOnly(bays: ReadonlySet<number>): void;
  /** Resolves when no bay is working any more. */
  settled(): Promise<void>;
}

export interface Bay {
  view: BayView;
  /** As it was seen last. */
  port: SeatedPort;
  running: Promise<unknown> | null;
  /** When it was plugged in while the station watched; null for one that was there before. */
  appearedMs: number | null;
}

export function createBayBook(publish: (event: StationEvent) => void): BayBook {
  const bays = new Map<number, Bay>();

  const show: BayBook['show'] = (bay, change) => {
    bay.view = { ...bay.view, ...change };
    publish({ kind: 'bay', bay: bay.view });
  };

  return {
    find: (bay) => bays.get(bay),
    at: (path) => [...bays.values()].find(({ view }) => view.port === path && view.state !== 'gone'),
    views: () => [...bays.values()].map((bay) => bay.view).sort((left, right) => left.bay - right.bay),
    show,
    seen(number, port) {
      const bay = bays.get(number);
      if (bay === undefined || isOther(bay, port)) {
        const fresh = freshBay(number, port);
        bays.set(number, fresh);
        show(fresh, {});
        return true;
      }
      bay.port = port;
      const change = changeOf(bay);
      if (change !== null) {
        show(bay, change);
      }
      return false;
    },
    missed(number) {
      const bay = bays.get(number);
      if (bay?.view.state === 'idle') {
        show(bay, { state: 'gone', answer: notAsked });
      }
    },
    keepOnly(numbers) {
      const gone = [...bays].filter(([number, { running }]) => running === null && !numbers.has(number));
      for (const [number] of gone) {
        bays.delete(number);
      }
      if (gone.length > 0) {
        publish({ kind: 'changed', topics: ['bays'], sessionId: null });
      }
    },
    async settled() {
      await Promise.allSettled([...bays.values()].map((bay) => bay.running));
    },
  };
}

export const notAsked: PortAnswer = { kind: 'not-asked' };

function freshBay(bay: number, port: SeatedPort): Bay {
  const view: BayView = {
    bay,
    name: port.known.name,
    port: port.info.path,
    usb: port.info.usb ?? null,
    state: 'idle',
    sessionId: null,
    unit: null,
    answer: notAsked,
    by: null,
    activity: null,
    safeToUnplug: true,
  };
  return { view, port, running: null, appearedMs: null };
}

/** The key alone may change with what ports are remembered by, the name alone with each plugging in. */
function isOther({ port, view, running }: Bay, { known, info }: SeatedPort): boolean {
  return running === null && port.known.key !== known.key && view.port !== info.path;
}

function changeOf({ view, running, port: { known, info } }: Bay): Partial<BayView> | null {
  const named = view.name === known.name ? null : { name: known.name };
  const isNews = view.state === 'gone' || view.port !== info.path;
  return isNews
    ? { ...named, state: running === null ? 'idle' : 'working', port: info.path, usb: info.usb ?? null }
    : named;
}
