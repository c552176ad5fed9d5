import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a server on loopback and counts what passes, headers and all. */
export interface CountingProxy {
  readonly port: number;
  /** Where the bytes go; may be named after the proxy is there, for a server that must know its outer address. */
  target: { readonly port: number };
  readonly sent: () => number;
  readonly answered: () => number;
  close(): Promise<void>;
}

export async function startCountingProxy(): Promise<CountingProxy> {
  let sent = 0;
  let answered = 0;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket, other: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => other.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer({ noDelay: true }, (caller) => {
    const callee = connect({ host: '127.0.0.1', port: proxy.target.port, noDelay: true });
    keep(caller, callee);
    keep(callee, caller);
    caller.on('data', (bytes: Buffer) => {
      sent += bytes.length;
    });
    callee.on('data', (bytes: Buffer) => {
      answered += bytes.length;
    });
    caller.pipe(callee);
    callee.pipe(caller);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const proxy: CountingProxy = {
    port,
    target: { port: 0 },
    sent: () => sent,
    answered: () => answered,
    async close() {
      server.close();
      for (const socket of sockets) {
        socket.destroy();
      }
      await once(server, 'close');
    },
  };
  return proxy;
}
