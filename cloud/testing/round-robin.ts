import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** What stands before several servers: gives each request to the next of them, and to another one where the first takes no connection. */
export interface RoundRobin {
  readonly url: string;
  /** From now on between these. */
  lead(urls: readonly string[]): void;
  close(): Promise<void>;
}

export async function startRoundRobin(): Promise<RoundRobin> {
  let ports: readonly number[] = [];
  let turn = 0;
  const agent = new Agent({ keepAlive: true });

  /** Whoever asks is cut off where the server is: what it has done is not known, and a station asks again. */
  function pass(incoming: IncomingMessage, answer: ServerResponse, tries: number): void {
    const port = ports[turn % Math.max(1, ports.length)];
    turn += 1;
    if (port === undefined || tries === 0) {
      answer.destroy();
      return;
    }
    const { method, url: path, headers } = incoming;
    const onward = request({ hostname: '127.0.0.1', port, method, path, headers, agent }, (told) => {
      answer.writeHead(told.statusCode ?? 502, told.headers);
      pipeline(told, answer).catch(() => answer.destroy());
    });
    onward.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') {
        pass(incoming, answer, tries - 1);
      } else {
        answer.destroy();
      }
    });
    onward.on('socket', (socket) => {
      const send = (): unknown => incoming.pipe(onward);
      if (socket.connecting) {
        socket.once('connect', send);
      } else {
        send();
      }
    });
  }

  const server = createServer((incoming, answer) => pass(incoming, answer, ports.length));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    lead(urls) {
      ports = urls.map((url) => Number(new URL(url).port));
    },
    async close() {
      agent.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
