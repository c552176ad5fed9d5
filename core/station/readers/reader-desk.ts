import type { ReaderStanding, ReaderView } from '../../contract/station/readers.ts';
import type { StationEvent } from '../../contract/station/station.ts';
import type { PortReader } from '../../domain/scanning/reader.ts';
import type { PortInfo } from '../../ports/byte-link.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HeardScan, ReaderConnection, Readers } from '../../ports/reader.ts';
import type { StationStore } from '../../ports/station-store.ts';
import { portKey } from '../cable/port-key.ts';

/**
 * The station's readers (SCAN-1): keeps those on serial ports connected and hands what they scan to the page, which alone knows where a
 * scan arrives. It decides nothing about scans; the page takes them to `scan.read` like any other.
 */
export interface ReaderDesk {
  views(): readonly ReaderView[];
  /** Whether this port is a reader's and therefore no bay. */
  isReaderPort(port: PortInfo): boolean;
  /** Connects and lets go until the connections are those of the store. */
  refresh(): void;
  start(): void;
  dispose(): Promise<void>;
}

export interface ReaderDeskDeps {
  readonly readers: Readers;
  readonly store: StationStore;
  readonly clock: Clock;
  publish(event: StationEvent): void;
  /** Whether a page listens. */
  isWatched(): boolean;
}

interface Connected {
  readonly settings: string;
  readonly connection: ReaderConnection;
  standing: ReaderStanding;
}

export function createReaderDesk(deps: ReaderDeskDeps): ReaderDesk {
  const { store } = deps;
  const connected = new Map<string, Connected>();
  const closing = new Set<Promise<void>>();
  let isRunning = false;
  const tell = () => deps.publish({ kind: 'changed', topics: ['readers'], sessionId: null });

  const connect = (reader: PortReader) => {
    const one: Connected = {
      settings: JSON.stringify(reader),
      standing: { kind: 'connecting' },
      connection: deps.readers.connect(reader, {
        heard: (scan) => hear(deps, reader, scan),
        changed(state) {
          one.standing = state;
          tell();
        },
      }),
    };
    connected.set(reader.id, one);
  };
  const disconnect = (id: string) => {
    const done = connected.get(id)?.connection.close() ?? Promise.resolve();
    connected.delete(id);
    closing.add(done);
    void done.finally(() => closing.delete(done));
  };
  const refresh = () => {
    if (!isRunning) {
      return;
    }
    const wanted = new Map(portReaders(store).map((reader) => [reader.id, reader]));
    for (const [id, { settings }] of connected) {
      if (settings !== JSON.stringify(wanted.get(id))) {
        disconnect(id);
      }
    }
    for (const reader of wanted.values()) {
      if (!connected.has(reader.id)) {
        connect(reader);
      }
    }
    tell();
  };

  return {
    views: () =>
      store
        .readers()
        .map((reader) =>
          reader.kind === 'keyboard'
            ? reader
            : { ...reader, standing: connected.get(reader.id)?.standing ?? { kind: 'connecting' as const } },
        ),
    isReaderPort: (port) => portReaders(store).some((reader) => isAt(reader, port)),
    refresh,
    start() {
      isRunning = true;
      refresh();
    },
    async dispose() {
      isRunning = false;
      for (const id of [...connected.keys()]) {
        disconnect(id);
      }
      await Promise.all(closing);
    },
  };
}

/** A device is known by what it is, and by the port's name only where it says nothing of itself. */
function isAt({ usb, port: path }: PortReader, port: PortInfo): boolean {
  return usb === null ? port.path === path : portKey(port) === usb;
}

function portReaders(store: StationStore): readonly PortReader[] {
  return store.readers().filter((reader) => reader.kind === 'port');
}

/** Nothing scanned is lost: where no page listens, the feed keeps it. */
function hear({ publish, isWatched, store, clock }: ReaderDeskDeps, { id }: PortReader, scan: HeardScan): void {
  if (isWatched()) {
    publish({ kind: 'reader-scan', readerId: id, text: scan.text, whole: scan.kind === 'code' });
    return;
  }
  store.transact((write) =>
    write.addFeed({
      at: clock.now(),
      mark: 'warn',
      key: 'scan-unused',
      detail: { text: scan.text, reason: 'no-page' },
      sessionId: null,
    }),
  );
  publish({ kind: 'changed', topics: ['feed'], sessionId: null });
}
