import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import type { RunFile } from '../compose/run-file.ts';
import type { StationClient } from '../host/in-process-client.ts';

export type RemoteOpening =
  | { readonly kind: 'connected'; readonly client: StationClient; close(): void }
  /** Nobody listens there any more, or it does not know us. */
  | { readonly kind: 'no-answer'; readonly detail: string };

const patienceMs = 3_000;

/** Reaches the Fitbay that holds the data folder, as a program of the same user (reliability.md §6.2). */
export function connectToRunning({ port, programToken }: RunFile): Promise<RemoteOpening> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/station`, {
    headers: { authorization: `Bearer ${programToken}` },
    handshakeTimeout: patienceMs,
  });
  return new Promise((resolve) => {
    socket.once('open', () => {
      // The package's socket has the browser's methods; only the types of its events are its own.
      const websocket = socket as unknown as ConstructorParameters<typeof RPCLink>[0]['websocket'];
      resolve({
        kind: 'connected',
        client: createORPCClient(new RPCLink({ websocket })),
        close: () => socket.terminate(),
      });
    });
    socket.once('error', (error) => resolve({ kind: 'no-answer', detail: error.message }));
  });
}
