import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** Every address to which this process begins a TCP connection, whoever asks for it: the last word on where something went. */
export interface ConnectionWatch {
  readonly addresses: readonly string[];
  close(): void;
}

export function watchConnections(): ConnectionWatch {
  const addresses: string[] = [];
  const hear = (message: unknown): void => {
    // Node's own channel always carries the socket that it made.
    const { socket } = message as { readonly socket: Socket };
    socket.on('connectionAttempt', (address: string) => addresses.push(address));
  };
  subscribe('net.client.socket', hear);
  return { addresses, close: () => void unsubscribe('net.client.socket', hear) };
}
