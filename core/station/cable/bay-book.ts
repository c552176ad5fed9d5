import type { BayView, CaptureLine } from '../../contract/station/cable.ts';
import type { StationEvent } from '../../contract/station/station.ts';
import type { PortInfo } from '../../ports/byte-link.ts';

/** What is known of each bay right now; every change is told to watchers. Forgotten when the station stops, numbers apart. */
export interface BayBook {
  find(bay: number): Bay | undefined;
  views(): readonly BayView[];
  show(bay: Bay, change: Partial<BayView>): void;
  /** Takes note of the port of a bay; `undefined` when it is not there. Running work is left alone: it meets the loss itself. */
  seen(bay: number, port: PortInfo | undefined): void;
  /** The port of this bay is put to another use. Running work is left alone, and so is its bay. */
  forget(bay: number): void;
  /** Resolves when no bay is working any more. */
  settled(): Promise<void>;
}

export interface Bay {
  view: BayView;
  readonly capture: CaptureLine[];
  running: Promise<unknown> | null;
}

export function createBayBook(publish: (event: StationEvent) => void): BayBook {
  const bays = new Map<number, Bay>();

  const show: BayBook['show'] = (bay, change) => {
    bay.view = { ...bay.view, ...change };
    publish({ kind: 'bay', bay: bay.view });
  };

  return {
    find: (bay) => bays.get(bay),
    views: () => [...bays.values()].map((bay) => bay.view).sort((left, right) => left.bay - right.bay),
    show,
    seen(number, port) {
      const bay = bays.get(number);
      if (bay === undefined && port !== undefined) {
        const fresh = freshBay(number, port);
        bays.set(number, fresh);
        show(fresh, {});
      } else if (bay !== undefined) {
        const change = changeOf(bay, port);
        if (change !== null) {
          show(bay, change);
        }
      }
    },
    forget(number) {
      if (bays.get(number)?.running === null) {
        bays.delete(number);
        publish({ kind: 'changed', topics: ['bays'], sessionId: null });
      }
    },
    async settled() {
      await Promise.allSettled([...bays.values()].map((bay) => bay.running));
    },
  };
}

function freshBay(bay: number, port: PortInfo): Bay {
  const view: BayView = {
    bay,
    port: port.path,
    usb: port.usb ?? null,
    state: 'idle',
    sessionId: null,
    unit: null,
    by: null,
    activity: null,
    safeToUnplug: true,
  };
  return { view, capture: [], running: null };
}

function changeOf({ view, running }: Bay, port: PortInfo | undefined): Partial<BayView> | null {
  if (port === undefined) {
    return view.state === 'idle' ? { state: 'gone' } : null;
  }
  const isNews = view.state === 'gone' || view.port !== port.path;
  return isNews ? { state: running === null ? 'idle' : 'working', port: port.path } : null;
}
