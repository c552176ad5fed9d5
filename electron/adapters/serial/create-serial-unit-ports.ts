import { access } from 'node:fs/promises';
import { platform } from 'node:os';
import { SerialPort } from 'serialport';
import type { LinkOpening, PortInfo, UnitPorts } from '#core/ports/byte-link.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Log } from '#core/ports/log.ts';
import { isTcpPath, openTcpLink } from '../tcp-link/open-tcp-link.ts';
import { listSystemPorts } from './list-system-ports.ts';
import { openingFault } from './opening-faults.ts';
import { createSerialLink } from './serial-link.ts';

export interface SerialUnitPortsDeps {
  /**
   * Ports that the operating system does not list: a pseudo-terminal, an odd adapter, or `tcp://host:port` for a serial
   * device server. A file path counts as present while it exists.
   */
  readonly extraPaths?: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
}

/** The serial ports of this machine (INST-1). */
export function createSerialUnitPorts(deps: SerialUnitPortsDeps): UnitPorts {
  const systemPorts = createSystemPortList(deps.log);
  const list = async (named: readonly string[] = []): Promise<readonly PortInfo[]> => {
    const system = await systemPorts();
    const extra: PortInfo[] = [];
    for (const path of new Set([...(deps.extraPaths ?? []), ...named])) {
      if (!system.some((port) => port.path === path) && (await isNamedPortPresent(path))) {
        extra.push({ path });
      }
    }
    return [...system, ...extra];
  };
  return {
    list,
    open: (path, options = {}) => {
      if (options.cancel?.aborted) {
        return Promise.resolve({ kind: 'not-found', detail: `${path}: opening was cancelled` });
      }
      if (isTcpPath(path)) {
        return openTcpLink(path);
      }
      return openSerial({
        path,
        baudRate: options.baudRate ?? DEFAULT_BAUD_RATE,
        clock: deps.clock,
        isPresent: presenceOf(path, systemPorts),
      });
    },
  };
}

const DEFAULT_BAUD_RATE = 115_200;

interface Opening {
  readonly path: string;
  readonly baudRate: number;
  readonly clock: Clock;
  readonly isPresent: () => Promise<boolean>;
}

function openSerial({ path, baudRate, clock, isPresent }: Opening): Promise<LinkOpening> {
  return new Promise((resolve, reject) => {
    // hupcl would move DTR, on Windows already at opening, and a DTR edge can reset a unit. lock keeps a second program out.
    const port = new SerialPort({ path, baudRate, autoOpen: false, hupcl: false, lock: true });
    port.open((error) => {
      if (error === null) {
        const link = createSerialLink({ port, path, clock, isPresent });
        resolve({ kind: 'opened', link });
        return;
      }
      const fault = openingFault(path, error);
      if (fault === null) {
        reject(error);
      } else {
        resolve(fault);
      }
    });
  });
}

/** A machine that cannot list says so once in the log; then the named ports are all there is. */
function createSystemPortList(log: Log): () => Promise<readonly PortInfo[]> {
  let hasWarned = false;
  return async () => {
    const listing = await listSystemPorts();
    if (listing.kind === 'listed') {
      return listing.ports;
    }
    if (!hasWarned) {
      hasWarned = true;
      log.warn('serial.list-failed', { why: listing.why });
    }
    return [];
  };
}

/** A port that was never listed says nothing by not being listed. */
function presenceOf(path: string, systemPorts: () => Promise<readonly PortInfo[]>): () => Promise<boolean> {
  let wasListed = false;
  return async () => {
    if (isFilePath(path)) {
      return isNamedPortPresent(path);
    }
    const isListed = (await systemPorts()).some((port) => port.path === path);
    wasListed ||= isListed;
    return isListed || !wasListed;
  };
}

async function isNamedPortPresent(path: string): Promise<boolean> {
  if (!isFilePath(path)) {
    return true;
  }
  return access(path).then(
    () => true,
    () => false,
  );
}

/** On Windows a port is a name such as `COM7` and no file. */
function isFilePath(path: string): boolean {
  return platform() !== 'win32' && path.startsWith('/');
}
