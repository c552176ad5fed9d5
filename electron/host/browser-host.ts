import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Log } from '#core/ports/log.ts';
import type { Principal } from '#core/station/principal.ts';
import { type AccessCodes, createAccessCodes } from './access-codes.ts';
import { type PageFiles, pagePolicy } from './page-files.ts';
import { cookieOf, judgeRequest } from './request-guard.ts';
import type { StationRouter } from './station-router.ts';

/** Serves the page and the station contract on loopback, for machines without the Electron runtime, for tests and for kiosks. */
export interface BrowserHost {
  readonly port: number;
  /** Address for the next window; its code is good once. */
  openingAddress(): string;
  readonly programToken: string;
  close(): Promise<void>;
}

export interface BrowserHostDeps {
  readonly router: StationRouter;
  readonly page: PageFiles;
  /** Whoever sits at the bench's seat. */
  readonly seatPrincipal: () => Principal;
  readonly log: Log;
  readonly port?: number;
  /** Told when a code was spent, so that the console can show the next address. */
  readonly onOpened?: () => void;
}

export type BrowserHostStart =
  | { readonly kind: 'listening'; readonly host: BrowserHost }
  | { readonly kind: 'port-in-use'; readonly port: number };

const cookieName = 'fitbay';
const maximumMessageBytes = 4 * 1024 * 1024;

export async function startBrowserHost(deps: BrowserHostDeps): Promise<BrowserHostStart> {
  const codes = createAccessCodes();
  const server = createServer((request, response) => answer(deps, codes, portOf(server), request, response));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maximumMessageBytes });
  const handler = new RPCHandler(deps.router);
  server.on('upgrade', (request, socket, head) => {
    const principal = principalOf(deps, codes, portOf(server), request);
    if (principal === null) {
      refuseUpgrade(socket);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => serve(deps, handler, webSocket, principal));
  });
  const listening = await listen(server, deps.port ?? 0);
  if (!listening) {
    return { kind: 'port-in-use', port: deps.port ?? 0 };
  }
  return {
    kind: 'listening',
    host: {
      port: portOf(server),
      openingAddress: () => `http://127.0.0.1:${portOf(server)}/open?code=${codes.currentCode()}`,
      programToken: codes.programToken,
      close: () => close(server, sockets),
    },
  };
}

function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        resolve(false);
      } else {
        reject(error);
      }
    });
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

function answer(
  deps: BrowserHostDeps,
  codes: AccessCodes,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const own = `127.0.0.1:${port}`;
  const url = new URL(request.url ?? '/', `http://${own}`);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  if (request.method !== 'GET' || judgeRequest(request, own, false).kind === 'foreign') {
    end(response, 421, 'This address is not for you.');
    return;
  }
  if (url.pathname === '/open') {
    openWindow(deps, codes, url, response);
    return;
  }
  if (!codes.isSession(cookieOf(request, cookieName))) {
    end(response, 404, 'Open Fitbay with the address that the station printed.');
    return;
  }
  const file = deps.page.get(url.pathname);
  if (file === undefined) {
    end(response, 404, 'No such page.');
    return;
  }
  response.setHeader('Content-Security-Policy', pagePolicy);
  response.setHeader('Cache-Control', url.pathname.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-store');
  response.writeHead(200, { 'Content-Type': file.type });
  response.end(file.body);
}

function openWindow(deps: BrowserHostDeps, codes: AccessCodes, url: URL, response: ServerResponse): void {
  const session = codes.exchange(url.searchParams.get('code') ?? '');
  if (session === null) {
    end(response, 404, 'This address was used already. The station prints a new one.');
    return;
  }
  response.writeHead(303, {
    Location: '/',
    'Set-Cookie': `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`,
  });
  response.end();
  deps.onOpened?.();
}

function principalOf(
  deps: BrowserHostDeps,
  codes: AccessCodes,
  port: number,
  request: IncomingMessage,
): (() => Principal) | null {
  const own = `127.0.0.1:${port}`;
  if (request.url !== '/station') {
    return null;
  }
  if (codes.isProgram(request.headers.authorization?.replace(/^Bearer /, '')) && request.headers.origin === undefined) {
    return request.headers.host === own ? () => ({ kind: 'command-line', name: 'command line' }) : null;
  }
  const ours = judgeRequest(request, own, true).kind === 'ours' && codes.isSession(cookieOf(request, cookieName));
  return ours ? deps.seatPrincipal : null;
}

function serve(
  deps: BrowserHostDeps,
  handler: RPCHandler<{ principal: () => Principal }>,
  socket: WebSocket,
  principal: () => Principal,
): void {
  handler.upgrade(socket, { context: { principal } }).catch((error: unknown) => {
    deps.log.warn('host.connection-failed', { detail: String(error) });
    socket.close();
  });
}

function refuseUpgrade(socket: Duplex): void {
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}

function close(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) {
    socket.terminate();
  }
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
