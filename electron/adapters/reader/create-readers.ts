import type { PortReader } from '#core/domain/scanning/reader.ts';
import type { ByteLink, UnitPorts } from '#core/ports/byte-link.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Log } from '#core/ports/log.ts';
import type { ReaderConnection, ReaderListener, ReaderState, Readers } from '#core/ports/reader.ts';
import { createReaderFramer, type ReaderFramerInput } from '#core/protocol/scans/reader-framer.ts';
import { portKey } from '#core/station/cable/port-key.ts';
import { readerText } from './reader-text.ts';

export interface ReadersDeps {
  /** The serial adapter. */
  readonly ports: UnitPorts;
  readonly clock: Clock;
  readonly log: Log;
}

/** Readers on the serial ports of this machine. */
export function createReaders(deps: ReadersDeps): Readers {
  return { connect: (reader, listener) => connectReader(deps, reader, listener) };
}

/** There is no hot-plug event to wait for (link.md §6.1); a reader that is back should be ready before somebody reaches for it. */
const RETRY_MS = 1000;

function connectReader(deps: ReadersDeps, reader: PortReader, listener: ReaderListener): ReaderConnection {
  const life = new AbortController();
  const tell = createTeller(listener);
  const running = keepConnected({ deps, reader, listener, tell, ended: life.signal });
  return {
    close() {
      life.abort();
      return running;
    },
  };
}

interface Keeping {
  readonly deps: ReadersDeps;
  readonly reader: PortReader;
  readonly listener: ReaderListener;
  readonly tell: (state: ReaderState) => void;
  readonly ended: AbortSignal;
}

async function keepConnected(keeping: Keeping): Promise<void> {
  const { deps, reader, tell, ended } = keeping;
  while (!ended.aborted) {
    try {
      await connectOnce(keeping);
    } catch (error: unknown) {
      // A fault of one try is no reason to be without a reader for the rest of the day.
      const detail = error instanceof Error ? error.message : String(error);
      deps.log.error('reader.failed', { reader: reader.name, port: reader.port, detail });
      tell({ kind: 'gone', reason: 'failed', detail });
    }
    await deps.clock.sleep(RETRY_MS, ended);
  }
}

/** One try: opens the port and listens until it is lost or no longer wanted. */
async function connectOnce(keeping: Keeping): Promise<void> {
  const { deps, reader, tell, ended } = keeping;
  const path = await findPath(deps.ports, reader);
  if (path === null) {
    tell({ kind: 'gone', reason: 'not-found', detail: reader.port });
    return;
  }
  const opening = await deps.ports.open(path, { baudRate: reader.baudRate, cancel: ended });
  if (opening.kind !== 'opened') {
    if (!ended.aborted) {
      tell({ kind: 'gone', reason: opening.kind, detail: opening.detail });
    }
    return;
  }
  tell({ kind: 'ready', port: path });
  const why = await listen(keeping, opening.link);
  if (!ended.aborted) {
    tell({ kind: 'gone', reason: 'not-found', detail: why });
  }
}

/** A device is found again by what it is, under whatever name; one that says nothing of itself, by its name. */
async function findPath(ports: UnitPorts, { usb, port }: PortReader): Promise<string | null> {
  if (usb === null) {
    return port;
  }
  const found = (await ports.list()).find((candidate) => portKey(candidate) === usb);
  return found?.path ?? null;
}

/** Hears codes until the link is lost, and says why it was. */
async function listen({ deps, reader, listener, ended }: Keeping, link: ByteLink): Promise<string> {
  const framer = createReaderFramer(reader);
  let { state } = framer.start();
  let nap = new AbortController();
  const feed = (input: ReaderFramerInput) => {
    const step = framer.step(state, input);
    state = step.state;
    nap.abort();
    for (const effect of step.effects) {
      if (effect.kind === 'wake-at') {
        nap = new AbortController();
        void wake(effect.atMs, nap.signal);
      } else {
        listener.heard({ kind: effect.kind, text: readerText(effect.bytes) });
      }
    }
  };
  const wake = async (atMs: number, cancel: AbortSignal) => {
    await deps.clock.sleep(atMs - deps.clock.monotonicMs(), cancel);
    if (!cancel.aborted) {
      feed({ kind: 'silence' });
    }
  };
  link.onBytes((bytes) => feed({ kind: 'bytes', bytes, atMs: deps.clock.monotonicMs() }));
  const lost = new Promise<string>((resolve) => link.onLost(({ detail }) => resolve(detail)));
  const unwanted = () => void link.close();
  ended.addEventListener('abort', unwanted, { once: true });
  if (ended.aborted) {
    unwanted();
  }
  const why = await lost;
  ended.removeEventListener('abort', unwanted);
  feed({ kind: 'lost' });
  await link.close();
  return why;
}

/** The same state over and over is no news. */
function createTeller({ changed }: ReaderListener): (state: ReaderState) => void {
  let told: string | null = null;
  return (state) => {
    const news = JSON.stringify(state);
    if (news !== told) {
      told = news;
      changed(state);
    }
  };
}
