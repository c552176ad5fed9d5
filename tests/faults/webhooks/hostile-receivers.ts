import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { expiredCertificate } from '#cloud/testing/expired-certificate.ts';
import { testCertificate } from '#cloud/testing/test-certificate.ts';

/** Receivers that mean harm, each on the bare socket: what they do no web server would let them do. */
export interface HostileReceiver {
  readonly name: string;
  readonly url: string;
  /** What it got rid of so far, buffers included. */
  readonly sentBytes: () => number;
  /** Requests whose headers came, also those that followed a redirect. */
  readonly requests: () => number;
  readonly openSockets: () => number;
  close(): Promise<void>;
}

interface Trick {
  readonly name: string;
  readonly tls?: TlsOptions;
  /** The name in the URL; the address unless said otherwise. */
  readonly host?: string;
  /** Whether it plays before anything was asked. */
  readonly isImpatient?: boolean;
  play(socket: Socket, own: { readonly url: string }): void;
}

/** No one gets more than this out of its way; a sender that reads all of it has failed long before. */
const mostBytes = 192 * 1024 * 1024;
const tenGigabytes = 10 * 1024 ** 3;
const answer = (socket: Socket, head: string, body: string | Buffer = ''): void => {
  socket.write(`HTTP/1.1 ${head}\r\n\r\n`);
  socket.write(body);
};

function drip(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), 300);
  socket.on('close', () => clearInterval(timer));
}

function pour(socket: Socket, piece: Buffer): void {
  const more = (): void => {
    while (!socket.destroyed && socket.bytesWritten < mostBytes && socket.write(piece)) {
      // As long as the buffer takes it.
    }
    if (socket.bytesWritten >= mostBytes) {
      socket.end();
    }
  };
  socket.on('drain', more);
  more();
}

const piece = Buffer.alloc(64 * 1024, 'a');
const chunked = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);

const overHttp: readonly Trick[] = [
  { name: 'says nothing', play: () => undefined },
  { name: 'drips its status line', play: (socket) => drip(socket, 'H') },
  {
    name: 'drips headers',
    play(socket) {
      socket.write('HTTP/1.1 200 OK\r\n');
      drip(socket, 'x-drip: 1\r\n');
    },
  },
  {
    name: 'drips its body',
    play(socket) {
      answer(socket, '200 OK\r\ncontent-length: 100000');
      drip(socket, 'a');
    },
  },
  {
    name: 'sends 10 GB',
    play(socket) {
      answer(socket, `200 OK\r\ncontent-length: ${tenGigabytes}`);
      pour(socket, piece);
    },
  },
  {
    name: 'sends chunks without end',
    play(socket) {
      answer(socket, '200 OK\r\ntransfer-encoding: chunked');
      pour(socket, chunked);
    },
  },
  {
    name: 'sends a gzip bomb',
    play(socket) {
      const bomb = gzipSync(Buffer.alloc(100_000_000));
      answer(socket, `200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}`, bomb);
    },
  },
  {
    name: 'sends headers without end',
    play(socket) {
      socket.write('HTTP/1.1 200 OK\r\n');
      pour(
        socket,
        Buffer.from('x-much: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(500)),
      );
    },
  },
  {
    name: 'sends one header without end',
    play(socket) {
      socket.write('HTTP/1.1 200 OK\r\nx-much: ');
      pour(socket, piece);
    },
  },
  {
    name: 'says 100 without end',
    play: (socket) => drip(socket, 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(20)),
  },
  {
    name: 'redirects to itself for ever',
    play: (socket, { url }) => answer(socket, `307 Again\r\nlocation: ${url}\r\ncontent-length: 0`),
  },
  {
    name: 'redirects to another place each time',
    play: (socket, { url }) => answer(socket, `302 On\r\nlocation: ${url}${Math.random()}\r\ncontent-length: 0`),
  },
  { name: 'speaks another language', play: (socket) => void socket.write('220 mail.example.com ESMTP\r\n') },
  {
    name: 'hangs up in the middle of the body',
    play(socket) {
      answer(socket, '200 OK\r\ncontent-length: 100', 'abc');
      socket.end();
    },
  },
  { name: 'resets the connection', play: (socket) => void socket.resetAndDestroy() },
];

const fine = (socket: Socket): void => answer(socket, '200 OK\r\ncontent-length: 0');
const { key, cert } = testCertificate;
/** The sender under test trusts both certificates, so what is wrong is only what is named. */
const overTls: readonly Trick[] = [
  { name: 'has a certificate that has run out', tls: { ...expiredCertificate }, host: 'localhost', play: fine },
  { name: 'has the certificate of somebody else', tls: { key, cert }, host: '127.0.0.1', play: fine },
  {
    name: 'speaks a TLS of long ago',
    tls: { key, cert, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    host: 'localhost',
    play: fine,
  },
];
const beneathTls: readonly Trick[] = [
  { name: 'never ends the handshake', isImpatient: true, play: () => undefined },
  { name: 'answers the handshake in plain text', isImpatient: true, play: fine },
];

export async function startHostileReceivers(): Promise<readonly HostileReceiver[]> {
  return Promise.all([
    ...overHttp.map((trick) => start(trick, 'http')),
    ...overTls.map((trick) => start(trick, 'https')),
    ...beneathTls.map((trick) => start(trick, 'https')),
  ]);
}

async function start(trick: Trick, scheme: 'http' | 'https'): Promise<HostileReceiver> {
  const sockets = new Set<Socket>();
  let sentBefore = 0;
  let requests = 0;
  let url = '';
  const take = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      sentBefore += socket.bytesWritten;
    });
    if (trick.isImpatient === true) {
      socket.resume();
      trick.play(socket, { url });
      return;
    }
    socket.once('data', () => {
      requests += 1;
      socket.resume();
      trick.play(socket, { url });
    });
  };
  const server = trick.tls === undefined ? createServer(take) : createTlsServer(trick.tls, take);
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server has an address with a port.
  url = `${scheme}://${trick.host ?? '127.0.0.1'}:${(server.address() as AddressInfo).port}/events`;
  return {
    name: trick.name,
    url,
    sentBytes: () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, sentBefore),
    requests: () => requests,
    openSockets: () => sockets.size,
    async close() {
      server.close();
      for (const socket of sockets) {
        socket.destroy();
      }
      await once(server, 'close');
    },
  };
}
