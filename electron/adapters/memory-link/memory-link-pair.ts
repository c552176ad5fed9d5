import type { ByteLink } from '#core/ports/byte-link.ts';
import { createLinkListeners, type LinkListeners } from '../byte-link/link-listeners.ts';

/**
 * A cable without a port: two ends in one process. Used where no pseudo-terminal can be made (Windows, no socat) and by
 * tests that need a cable cut at an exact byte. Bytes arrive in order, in later turns of the event loop, never during `write`.
 */
export interface MemoryLinkPair {
  /** The station's end, for a unit driver. */
  readonly station: ByteLink;
  /** The unit's end: what it writes, the station hears. */
  readonly unit: ByteLink;
  /** Pulls the cable: both ends are lost. Bytes on their way are gone. */
  cut(detail?: string): void;
  /** Pulls the cable after so many more bytes in one direction; the bytes before arrive. */
  cutAfter(direction: 'to-unit' | 'to-station', byteCount: number): void;
}

export function createMemoryLinkPair(options: { readonly path?: string } = {}): MemoryLinkPair {
  const path = options.path ?? 'memory:1';
  const stationEar = createLinkListeners(() => unitEar.lose(CUT));
  const unitEar = createLinkListeners(() => stationEar.lose(CUT));
  const toUnit = createLane(unitEar);
  const toStation = createLane(stationEar);
  return {
    station: createEnd(path, stationEar, toUnit),
    unit: createEnd(`${path}#unit`, unitEar, toStation),
    cut: (detail = CUT) => {
      stationEar.lose(detail);
    },
    cutAfter: (direction, byteCount) => {
      (direction === 'to-unit' ? toUnit : toStation).limit(byteCount);
    },
  };
}

const CUT = 'the cable was pulled';

/** One direction of the cable. */
interface Lane {
  send(bytes: Uint8Array): void;
  /** Pulls the cable after so many more bytes. */
  limit(byteCount: number): void;
}

function createLane(listener: LinkListeners): Lane {
  let bytesLeft = Number.POSITIVE_INFINITY;
  return {
    send: (bytes) => {
      const travelling = bytes.slice(0, bytesLeft);
      bytesLeft -= travelling.length;
      const isCut = bytesLeft === 0;
      setImmediate(() => {
        if (listener.loss() === null && travelling.length > 0) {
          listener.deliver(travelling);
        }
        if (isCut) {
          listener.lose(CUT);
        }
      });
    },
    limit: (byteCount) => {
      bytesLeft = byteCount;
    },
  };
}

function createEnd(path: string, ear: LinkListeners, lane: Lane): ByteLink {
  return {
    path,
    write: async (bytes) => {
      const loss = ear.loss();
      if (loss !== null) {
        return loss;
      }
      lane.send(bytes);
      return { kind: 'written' };
    },
    onBytes: ear.onBytes,
    onLost: ear.onLost,
    close: async () => {
      ear.lose('the link was closed');
    },
  };
}
