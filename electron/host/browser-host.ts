import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { Log } from '#core/ports/log.ts';
import type { Principal } from '#core/station/principal.ts';
import { type AccessCodes, createAccessCodes } from './access-codes.ts';
import { type PageFiles, pagePermissions, pagePolicy } from './page-files.ts';
import { cookieOf, judgeRequest } from './request-guard.ts';
import type { HostContext, StationRouter } from './station-router.ts';

/**
 * Serves the station contract on loopback, and the page with it where there is one: for machines without the Electron runtime, for tests
 * in a real browser, for kiosks, and for programs of the same user while a desktop station holds the data folder.
 */
export interface BrowserHost {
  readonly port: number;
  /** Address for the next window; its code is good once. */
  openingAddress(): string;
  /** Bearer for programs of the same user; see `run-file.ts`. */
  readonly programToken: string;
  close(): Promise<void>;
}

export interface BrowserHostDeps {
  readonly router: StationRouter;
  /** The built page; null serves the contract to programs only. */
  readonly page: PageFiles | null;
  /** Whoever sits at the bench's seat. */
  readonly seatPrincipal: () => Principal;
  readonly log: Log;
  /** 0 or left out: any free port. */
  readonly port?: number;
  /** Told when a code was spent, so that the console can show the next address. */
  readonly onOpened?: () => void;
}

export type BrowserHostStart =
  | { readonly kind: 'listening'; readonly host: BrowserHost }
  | { readonly kind: 'port-in-use'; readonly port: number };

const loopback = '127.0.0.1';
/** A table for an import is the largest thing that a page sends: 8 MB, as base64. */
const maximumMessageBytes = 12 * 1024 * 1024;

export async function startBrowserHost(deps: BrowserHostDeps): Promise<BrowserHostStart> {
  const codes = createAccessCodes();
  const server = createServer();
  const door = createDoor(deps, codes, () => portOf(server));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maximumMessageBytes });
  const serveSocket = createSocketService(deps, sockets);
  server.on('request', door.answer);
  server.on('upgrade', (request, socket, head) => {
    const principal = door.principalOf(request);
    if (principal === null) {
      refuseUpgrade(socket);
    } else {
      serveSocket({ request, socket, head }, principal);
    }
  });
  if (!(await listen(server, deps.port ?? 0))) {
    return { kind: 'port-in-use', port: deps.port ?? 0 };
  }
  return {
    kind: 'listening',
    host: {
      port: portOf(server),
      openingAddress: () => `http://${loopback}:${portOf(server)}/open?code=${codes.currentCode()}`,
      programToken: codes.programToken,
      close: () => close(server, sockets),
    },
  };
}

function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
        resolve(false);
      } else {
        reject(error);
      }
    });
    server.listen(port, loopback, () => resolve(true));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

/** Judges every request before anything else is done with it. */
interface Door {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Who a WebSocket speaks for; null for a stranger. */
  principalOf(request: IncomingMessage): (() => Principal) | null;
}

function createDoor(deps: BrowserHostDeps, codes: AccessCodes, port: () => number): Door {
  const ownHost = () => `${loopback}:${port()}`;
  // Cookies do not know ports: the port in the name keeps two stations of one machine apart.
  const cookieName = () => `fitbay-${port()}`;
  const hasSession = (request: IncomingMessage) => codes.isSession(cookieOf(request, cookieName()));

  function openWindow(code: string, response: ServerResponse): void {
    const session = deps.page === null ? null : codes.exchange(code);
    if (session === null) {
      end(response, 404, 'This address was used already. The station prints a new one.');
      return;
    }
    response.setHeader('Set-Cookie', `${cookieName()}=${session}; HttpOnly; SameSite=Strict; Path=/`);
    response.writeHead(303, { Location: '/' });
    response.end();
    deps.onOpened?.();
  }

  return {
    answer(request, response) {
      setSafeHeaders(response);
      if (judgeRequest(request, ownHost(), request.method !== 'GET').kind === 'foreign') {
        end(response, 421, 'This address is not for you.');
        return;
      }
      if (request.method !== 'GET') {
        response.setHeader('Allow', 'GET');
        end(response, 405, 'Nothing is taken here.');
        return;
      }
      const url = new URL(request.url ?? '/', `http://${ownHost()}`);
      if (url.pathname === '/open') {
        openWindow(url.searchParams.get('code') ?? '', response);
      } else if (hasSession(request)) {
        sendFile(deps.page?.get(url.pathname), url.pathname, response);
      } else {
        end(response, 404, 'Open Fitbay with the address that the station printed.');
      }
    },
    principalOf(request) {
      if (request.url !== '/station') {
        return null;
      }
      const isFromBrowser = request.headers.origin !== undefined;
      if (!isFromBrowser && codes.isProgram(request.headers.authorization?.replace(/^Bearer /, ''))) {
        return request.headers.host === ownHost() ? () => ({ kind: 'command-line', name: 'command line' }) : null;
      }
      const isOurs = judgeRequest(request, ownHost(), true).kind === 'ours' && hasSession(request);
      return isOurs ? deps.seatPrincipal : null;
    },
  };
}

function setSafeHeaders(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', pagePolicy);
  response.setHeader('Permissions-Policy', pagePermissions);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Cache-Control', 'no-store');
}

function sendFile(file: ReturnType<PageFiles['get']>, path: string, response: ServerResponse): void {
  if (file === undefined) {
    end(response, 404, 'No such page.');
    return;
  }
  if (path.startsWith('/assets/')) {
    // Their names change with their content.
    response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
  }
  response.writeHead(200, { 'Content-Type': file.type });
  response.end(file.body);
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

function createSocketService(
  { router, log }: BrowserHostDeps,
  sockets: WebSocketServer,
): (upgrade: Upgrade, principal: () => Principal) => void {
  const handler = new RPCHandler<HostContext>(router);
  return ({ request, socket, head }, principal) => {
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', (error) => log.warn('host.socket-failed', { detail: error.message }));
      handler.upgrade(webSocket, { context: { principal } }).catch((error: unknown) => {
        log.warn('host.connection-failed', { detail: String(error) });
        webSocket.close();
      });
    });
  };
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
