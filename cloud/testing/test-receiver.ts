import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** A webhook receiver on loopback that does what a test says and remembers what came. */
export interface ReceivedBatch {
  readonly webhookId: string;
  /** The number in front of the id. */
  readonly number: number;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
  readonly accepted: boolean;
}

export interface TestReceiver {
  readonly url: string;
  readonly port: number;
  /** Everything that came, in the order in which it came. */
  readonly received: readonly ReceivedBatch[];
  /** Most requests that were open at the same moment. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
}

/** Answers one request; what it returns is the status of an ordinary answer, or nothing when it answered by itself. */
export type Reply = (request: ReceivedBatch, response: ServerResponse) => number | Promise<number> | 'answered';

export async function startReceiver(
  reply: Reply = () => 204,
  tls?: { readonly key: string; readonly cert: string },
): Promise<TestReceiver> {
  const received: ReceivedBatch[] = [];
  let open = 0;
  let most = 0;
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    open += 1;
    most = Math.max(most, open);
    response.on('close', () => {
      open -= 1;
    });
    const batch = await readBatch(request);
    const status = await reply(batch, response);
    received.push({ ...batch, accepted: typeof status === 'number' && status < 300 });
    if (typeof status === 'number') {
      response.writeHead(status).end();
    }
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void =>
    void take(request, response).catch(() => response.destroy());
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/events`,
    port,
    received,
    mostAtOnce: () => most,
    async close() {
      server.close();
      for (const socket of sockets) {
        socket.destroy();
      }
      await once(server, 'close');
    },
  };
}

async function readBatch(request: IncomingMessage): Promise<ReceivedBatch> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
  }
  const header = (name: string): string => String(request.headers[name] ?? '');
  const webhookId = header('webhook-id');
  return {
    webhookId,
    number: Number(webhookId.split('-')[0]),
    timestamp: header('webhook-timestamp'),
    signature: header('webhook-signature'),
    body: Buffer.concat(chunks).toString('utf8'),
    accepted: false,
  };
}
