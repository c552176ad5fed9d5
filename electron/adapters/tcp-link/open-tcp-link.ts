import { createConnection, type Socket } from 'node:net';
import type { ByteLink, LinkLoss, LinkOpening, LinkWrite } from '#core/ports/byte-link.ts';
import { createLinkListeners } from '../byte-link/link-listeners.ts';

/** Whether a port name means a TCP connection, e.g. to a serial device server: `tcp://10.0.0.7:4001`. */
export function isTcpPath(path: string): boolean {
  return TCP_PATH.test(path);
}

/** Opens `tcp://host:port` as a link. A host that does not answer within 3 s is `not-found`. */
export function openTcpLink(path: string): Promise<LinkOpening> {
  const [, host, port] = TCP_PATH.exec(path) ?? [];
  if (host === undefined || port === undefined) {
    return Promise.resolve({ kind: 'not-a-port', detail: `${path}: not of the form tcp://host:port` });
  }
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: host.replace(/^\[|\]$/g, ''), port: Number(port) });
    socket.setNoDelay(true);
    socket.setTimeout(CONNECT_CAP_MS, () => {
      socket.destroy();
      resolve({ kind: 'not-found', detail: `${path}: no answer` });
    });
    const onError = (error: NodeJS.ErrnoException) => {
      const kind = error.code === undefined ? undefined : FAULTS.get(error.code);
      if (kind === undefined) {
        reject(error);
      } else {
        resolve({ kind, detail: `${path}: ${error.message}` });
      }
    };
    socket.once('error', onError);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', onError);
      resolve({ kind: 'opened', link: createTcpLink(path, socket) });
    });
  });
}

const TCP_PATH = /^tcp:\/\/(\[[0-9a-f:]+\]|[^/:]+):(\d{1,5})$/i;
const CONNECT_CAP_MS = 3000;
const FAULTS = new Map<string, 'not-found' | 'no-rights'>([
  ...(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'] as const).map(
    (code): [string, 'not-found'] => [code, 'not-found'],
  ),
  ['EACCES', 'no-rights'],
]);

function createTcpLink(path: string, socket: Socket): ByteLink {
  const listeners = createLinkListeners(() => socket.destroy());
  const { lose } = listeners;
  socket.on('data', (bytes) => listeners.deliver(bytes));
  socket.on('end', () => lose('the other side has closed the connection'));
  socket.on('error', (error) => lose(error.message));
  socket.on('close', () => lose('the connection was closed'));
  return {
    path,
    write: async (bytes) => listeners.loss() ?? transmit(socket, bytes, lose),
    onBytes: listeners.onBytes,
    onLost: listeners.onLost,
    close: async () => {
      lose('the link was closed');
    },
  };
}

function transmit(socket: Socket, bytes: Uint8Array, lose: (detail: string) => LinkLoss): Promise<LinkWrite> {
  return new Promise((resolve) => {
    socket.write(bytes, (error) => resolve(error == null ? { kind: 'written' } : lose(error.message)));
  });
}
