import { assertNever } from '#core/kernel/assert-never.ts';
import type { ByteLink, LinkLoss, LinkOpening, PortInfo, UnitPorts } from '#core/ports/byte-link.ts';
import { type PluggedDevice, pathAt } from '../devices/serial-device.ts';
import type { Cable } from '../runtime/cable.ts';
import { createListeners } from '../runtime/listeners.ts';
import type { VirtualUnit } from '../virtual-unit.ts';

/** How the in-process link is named and how fast it is; without a rate bytes take no time. */
export interface InProcessOptions {
  readonly path?: string;
  readonly baudRate?: number;
}

/**
 * A link to a virtual unit in the same process: for tests, and for machines without pseudo-terminals. A unit that is
 * absent or taken gives a link that is lost already; `createInProcessPorts` tells the two apart.
 */
export function connectInProcess(unit: VirtualUnit, options: InProcessOptions = {}): ByteLink {
  const path = options.path ?? `sim:${unit.imei}`;
  const opening = openInProcess(unit, { ...options, path });
  return opening.kind === 'opened' ? opening.link : lostLink(path, opening.detail);
}

/**
 * Virtual units and other devices as the ports of a station: those present are listed, under the paths given. One that came back elsewhere
 * has another path and the serial number that it always had.
 */
export function createInProcessPorts(units: Readonly<Record<string, VirtualUnit | PluggedDevice>>): UnitPorts {
  return {
    list: async () =>
      Object.entries(units)
        .filter(([, unit]) => unit.presence() === 'plugged')
        .map(
          ([path, unit]): PortInfo => ({
            path: pathAt(path, unit),
            manufacturer: 'Fitbay virtual units',
            serialNumber: 'imei' in unit ? unit.imei : path,
          }),
        ),
    open: async (path, options) => {
      const unit = Object.entries(units).find(([given, candidate]) => pathAt(given, candidate) === path)?.[1];
      return unit === undefined
        ? { kind: 'not-found', detail: `there is no virtual unit at ${path}` }
        : openInProcess(unit, { ...options, path });
    },
  };
}

interface PathAndRate {
  readonly path: string;
  readonly baudRate?: number;
}

function openInProcess(unit: PluggedDevice, { path, ...rate }: PathAndRate): LinkOpening {
  const inbox = createInbox();
  const ending = createEnding();
  const attaching = unit.attach({ receive: inbox.put, lost: ending.end }, rate);
  switch (attaching.kind) {
    case 'busy':
      return { kind: 'busy', detail: 'something else is connected to this virtual unit' };
    case 'absent':
      return { kind: 'not-found', detail: `the virtual unit is ${attaching.presence}` };
    case 'attached':
      return { kind: 'opened', link: linkOver(attaching.cable, path, { inbox, ending }) };
    default:
      return assertNever(attaching);
  }
}

interface Inbox {
  put(bytes: Uint8Array): void;
  listen(listener: (bytes: Uint8Array) => void): () => void;
}

/** Keeps what comes before anybody listens, as the buffer of a serial port does. */
function createInbox(): Inbox {
  const listeners = createListeners<Uint8Array>();
  let early: Uint8Array[] = [];
  let isHeard = false;
  return {
    put: (bytes) => {
      if (isHeard) {
        listeners.tell(bytes);
      } else {
        early.push(bytes);
      }
    },
    listen(listener) {
      const stop = listeners.add(listener);
      isHeard = true;
      const waiting = early;
      early = [];
      for (const bytes of waiting) {
        listener(bytes);
      }
      return stop;
    },
  };
}

interface Ending {
  end(detail: string): void;
  loss(): LinkLoss | undefined;
  listen(listener: (loss: LinkLoss) => void): () => void;
}

function createEnding(): Ending {
  const listeners = createListeners<LinkLoss>();
  let loss: LinkLoss | undefined;
  return {
    end(detail) {
      if (loss === undefined) {
        loss = { kind: 'port-lost', detail };
        listeners.tell(loss);
        listeners.clear();
      }
    },
    loss: () => loss,
    listen(listener) {
      if (loss === undefined) {
        return listeners.add(listener);
      }
      listener(loss);
      return () => undefined;
    },
  };
}

function linkOver(
  cable: Cable,
  path: string,
  { inbox, ending }: { readonly inbox: Inbox; readonly ending: Ending },
): ByteLink {
  return {
    path,
    async write(bytes) {
      const sending = await cable.send(bytes.slice());
      return sending === 'sent'
        ? { kind: 'written' }
        : (ending.loss() ?? { kind: 'port-lost', detail: 'the port is closed' });
    },
    onBytes: inbox.listen,
    onLost: ending.listen,
    async close() {
      cable.detach();
      ending.end('the port was closed');
    },
  };
}

function lostLink(path: string, detail: string): ByteLink {
  const ending = createEnding();
  ending.end(detail);
  return {
    path,
    write: async () => ({ kind: 'port-lost', detail }),
    onBytes: () => () => undefined,
    onLost: ending.listen,
    close: async () => undefined,
  };
}
