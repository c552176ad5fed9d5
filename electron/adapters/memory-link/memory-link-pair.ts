import type { ByteLink, LinkLoss } from '#core/ports/byte-link.ts';

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
  const cable: Cable = { loss: null, ends: [] };
  const station = createEnd(cable, path);
  const unit = createEnd(cable, `${path}#unit`);
  connect(station, unit);
  connect(unit, station);
  const cut = (detail = 'the cable was pulled') => lose(cable, { kind: 'port-lost', detail });
  return {
    station: station.link,
    unit: unit.link,
    cut,
    cutAfter: (direction, byteCount) => {
      const end = direction === 'to-unit' ? station : unit;
      end.bytesLeft = byteCount;
    },
  };
}

interface Cable {
  loss: LinkLoss | null;
  ends: End[];
}

interface End {
  readonly link: ByteLink;
  readonly byteListeners: Set<(bytes: Uint8Array) => void>;
  readonly lossListeners: Set<(why: LinkLoss) => void>;
  peer: End | null;
  /** Bytes that may still leave this end before the cable is pulled. */
  bytesLeft: number;
}

function connect(from: End, to: End): void {
  from.peer = to;
}

function createEnd(cable: Cable, path: string): End {
  const end: End = {
    byteListeners: new Set(),
    lossListeners: new Set(),
    peer: null,
    bytesLeft: Number.POSITIVE_INFINITY,
    link: {
      path,
      write: async (bytes) => cable.loss ?? transmit(cable, end, bytes),
      onBytes: (listener) => {
        end.byteListeners.add(listener);
        return () => end.byteListeners.delete(listener);
      },
      onLost: (listener) => {
        if (cable.loss !== null) {
          listener(cable.loss);
          return () => {};
        }
        end.lossListeners.add(listener);
        return () => end.lossListeners.delete(listener);
      },
      close: async () => lose(cable, { kind: 'port-lost', detail: 'the link was closed' }),
    },
  };
  cable.ends.push(end);
  return end;
}

function transmit(cable: Cable, from: End, bytes: Uint8Array): { readonly kind: 'written' } | LinkLoss {
  const travelling = bytes.slice(0, from.bytesLeft);
  const isCut = travelling.length < bytes.length || travelling.length === from.bytesLeft;
  from.bytesLeft -= travelling.length;
  setImmediate(() => {
    if (cable.loss === null && travelling.length > 0) {
      for (const listener of [...(from.peer?.byteListeners ?? [])]) {
        listener(travelling);
      }
    }
    if (isCut) {
      lose(cable, { kind: 'port-lost', detail: 'the cable was pulled' });
    }
  });
  return { kind: 'written' };
}

function lose(cable: Cable, why: LinkLoss): void {
  if (cable.loss !== null) {
    return;
  }
  cable.loss = why;
  for (const end of cable.ends) {
    for (const listener of [...end.lossListeners]) {
      listener(why);
    }
    end.lossListeners.clear();
    end.byteListeners.clear();
  }
}
