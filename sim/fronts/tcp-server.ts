import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PluggedDevice } from '../devices/serial-device.ts';
import type { Cable } from '../runtime/cable.ts';
import type { Attaching } from '../runtime/unit-body.ts';

export interface TcpFrontOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host?: string;
  readonly baudRate?: number;
}

/** `not-started`: the port is taken or may not be used. */
export type TcpStarting =
  | { readonly kind: 'started'; readonly front: TcpFront }
  | { readonly kind: 'not-started'; readonly detail: string };

export interface TcpFront {
  readonly host: string;
  readonly port: number;
  /** Ends the connection and the listening; the unit goes on living. */
  close(): Promise<void>;
}

/**
 * Offers a virtual unit on a TCP port, one connection at a time; a second one is closed as soon as it is sure that the first goes on. While
 * the unit has no cable or no power, connections are refused.
 */
export async function startTcpFront(unit: PluggedDevice, options: TcpFrontOptions): Promise<TcpStarting> {
  const host = options.host ?? '127.0.0.1';
  const rate = options.baudRate === undefined ? {} : { baudRate: options.baudRate };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    void serve(unit, socket, rate);
  });
  const listening = await listen(server, options.port, host);
  if (listening.kind === 'failed') {
    return { kind: 'not-started', detail: listening.detail };
  }
  const { port } = listening;
  // The server listens and stops as the unit comes and goes, one change after the other.
  let change: Promise<void> = Promise.resolve();
  const stopWatching = unit.onPresence((presence) => {
    change = change.then(async () => {
      await (presence === 'plugged' ? listen(server, port, host) : stopListening(server));
    });
  });
  return {
    kind: 'started',
    front: {
      host,
      port,
      async close() {
        stopWatching();
        await change;
        for (const socket of sockets) {
          socket.destroy();
        }
        await stopListening(server);
      },
    },
  };
}

async function serve(unit: PluggedDevice, socket: Socket, rate: { readonly baudRate?: number }): Promise<void> {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  const host = { receive: (bytes: Uint8Array) => socket.write(bytes), lost: () => socket.destroy() };
  const attaching = await inTurn(() => (socket.destroyed ? null : unit.attach(host, rate)));
  if (attaching?.kind !== 'attached') {
    socket.destroy();
    return;
  }
  const { cable }: { readonly cable: Cable } = attaching;
  socket.on('data', (chunk) => {
    // What has left the host is not waited for: TCP has its own buffer.
    void cable.send(new Uint8Array(chunk));
  });
  socket.on('close', () => cable.detach());
}

const handOverMs = 200;
const askAgainMs = 10;

/** Of somebody who hangs up and calls again at once the system may tell the call first. */
async function inTurn(attach: () => Attaching | null): Promise<Attaching | null> {
  const until = performance.now() + handOverMs;
  for (;;) {
    const attaching = attach();
    if (attaching?.kind !== 'busy' || performance.now() > until) {
      return attaching;
    }
    await sleep(askAgainMs);
  }
}

type Listening =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'failed'; readonly detail: string };

function listen(server: Server, port: number, host: string): Promise<Listening> {
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve({ kind: 'failed', detail: error.message });
    server.once('error', fail);
    server.listen({ port, host }, () => {
      server.off('error', fail);
      const address = server.address();
      resolve({ kind: 'listening', port: typeof address === 'object' && address !== null ? address.port : port });
    });
  });
}

function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // An error here says only that it was not listening.
    server.close(() => resolve());
  });
}
