import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { invariant } from '#core/kernel/invariant.ts';
import { createExchanges } from './proxied-connection.ts';
import { fairWeather, type Weather } from './weather.ts';

/**
 * A network in between (reliability.md §7 N): a TCP proxy on a loopback port that delays, throttles, cuts, swallows and holds back what passes, and
 * changes no byte. It knows nothing of HTTP but that requests and answers take turns on a connection, which makes an exchange.
 */
export interface TcpProxy {
  readonly port: number;
  readonly url: string;
  /** Asked at the first byte of each request. `exchange` counts from 1 over all connections. */
  weather: (exchange: number) => Weather;
  /** Exchanges that were begun. */
  exchanges(): number;
  /** Answers that were swallowed. */
  answersDropped(): number;
  /** Pulls the plug: every connection is reset, and new ones are too, until it is in again. */
  setConnected(connected: boolean): void;
  close(): Promise<void>;
}

/** `target` may be named later, for a server that must know its outer address before it listens. */
export interface TcpProxyOptions {
  readonly target: () => { readonly port: number; readonly host: string };
}

export async function startTcpProxy({ target }: TcpProxyOptions): Promise<TcpProxy> {
  let connected = true;
  let begun = 0;
  let dropped = 0;
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (caller) => {
    keep(sockets, caller);
    if (!connected) {
      caller.resetAndDestroy();
      return;
    }
    createExchanges({
      caller,
      target: target(),
      keep: (socket) => keep(sockets, socket),
      next() {
        begun += 1;
        return proxy.weather(begun);
      },
      onDropped() {
        dropped += 1;
      },
    });
  });
  const port = await listen(server);
  const proxy: TcpProxy = {
    port,
    url: `http://127.0.0.1:${port}`,
    weather: () => fairWeather,
    exchanges: () => begun,
    answersDropped: () => dropped,
    setConnected(now) {
      connected = now;
      if (!now) {
        resetAll(sockets);
      }
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      resetAll(sockets);
      await closed;
    },
  };
  return proxy;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  invariant(typeof address === 'object' && address !== null, 'a TCP server has a port');
  return address.port;
}

function keep(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
  // A reset is what this is for; whoever waits on the other end hears of it by 'close'.
  socket.on('error', () => socket.destroy());
}

function resetAll(sockets: ReadonlySet<Socket>): void {
  for (const socket of sockets) {
    socket.resetAndDestroy();
  }
}
