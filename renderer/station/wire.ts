import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import { pagePortMessages } from '#core/contract/page-port.ts';

/**
 * The way to the station: a MessagePort that Electron's shell hands over, or a WebSocket to the loopback host that served this page.
 * The rest of the page cannot tell which.
 */
export interface Wire {
  readonly link: Link;
  /** Resolves when this wire is dead; a new one must be opened then. */
  readonly closed: Promise<void>;
}

export type Link = MessagePortLink<Record<never, never>> | WebSocketLink<Record<never, never>>;

export function openWire(): Promise<Wire> {
  return location.protocol.startsWith('http') ? openWebSocketWire() : openMessagePortWire();
}

function openWebSocketWire(): Promise<Wire> {
  const socket = new WebSocket(`ws://${location.host}/station`);
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => resolve());
  });
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve({ link: new WebSocketLink({ websocket: socket }), closed }));
    socket.addEventListener('error', () => reject(new Error('the station does not answer')));
  });
}

function openMessagePortWire(): Promise<Wire> {
  return new Promise((resolve) => {
    const take = (event: MessageEvent) => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== pagePortMessages.handedOver || port === undefined) {
        return;
      }
      window.removeEventListener('message', take);
      const closed = new Promise<void>((ended) => {
        port.addEventListener('close', () => ended());
      });
      port.start();
      resolve({ link: new MessagePortLink({ port }), closed });
    };
    window.addEventListener('message', take);
    window.postMessage(pagePortMessages.wanted, window.origin);
  });
}
