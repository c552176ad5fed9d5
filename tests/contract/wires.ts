import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as MessagePortLink, type SupportedMessagePort } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import type { Principal } from '#core/station/principal.ts';
import { createLog } from '#electron/adapters/log/create-log.ts';
import { startBrowserHost } from '#electron/host/browser-host.ts';
import { createInProcessClient, type StationClient } from '#electron/host/in-process-client.ts';
import { serveMessagePort } from '#electron/host/message-port-host.ts';
import type { StationRouter } from '#electron/host/station-router.ts';

/** One way from a caller to a station. */
export interface OpenWire {
  readonly client: StationClient;
  close(): Promise<void>;
}

export interface Wire {
  readonly name: string;
  open(router: StationRouter, principal: () => Principal): Promise<OpenWire>;
}

/** The three ways by which the contract is served. */
export const wires: readonly Wire[] = [
  {
    name: 'in-process',
    open: async (router, principal) => ({ client: createInProcessClient(router, principal), close: async () => {} }),
  },
  { name: 'loopback WebSocket', open: openWebSocket },
  { name: 'MessagePort', open: openMessagePort },
];

async function openWebSocket(router: StationRouter, seatPrincipal: () => Principal): Promise<OpenWire> {
  const log = createLog({ destination: 'stderr', level: 'silent' });
  const page = new Map([['/', { body: Buffer.from('<!doctype html>'), type: 'text/html' }]]);
  const start = await startBrowserHost({ router, page, seatPrincipal, log });
  if (start.kind !== 'listening') {
    throw new Error('a free port is to be had');
  }
  const { host } = start;
  const opened = await fetch(host.openingAddress(), { redirect: 'manual' });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}/station`, {
    headers: { cookie, origin: `http://127.0.0.1:${host.port}` },
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return {
    client: createORPCClient(new WebSocketLink({ websocket: socket as unknown as globalThis.WebSocket })),
    async close() {
      socket.terminate();
      await host.close();
    },
  };
}

async function openMessagePort(router: StationRouter, seatPrincipal: () => Principal): Promise<OpenWire> {
  const { port1, port2 } = new MessageChannel();
  serveMessagePort(router, asPort(port1), seatPrincipal);
  const client: StationClient = createORPCClient(new MessagePortLink({ port: asPort(port2) }));
  port1.start();
  port2.start();
  return {
    client,
    async close() {
      port1.close();
      port2.close();
    },
  };
}

/** Node's port is the browser's in all that is used of it; only its declared events are other types. */
function asPort(port: MessagePort): SupportedMessagePort {
  return port as unknown as SupportedMessagePort;
}
