import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isTcpPath, openTcpLink } from './open-tcp-link.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) {
    close();
  }
});

async function startEcho() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    for (const socket of sockets) {
      socket.destroy();
    }
    server.close();
  });
  // An address of a listening TCP server is never a pipe name.
  const { port } = server.address() as AddressInfo;
  return { path: `tcp://127.0.0.1:${port}`, sockets, server };
}

describe('INST-1 a serial device server over TCP', () => {
  it('carries bytes and tells when the other side goes', async () => {
    const { path, sockets } = await startEcho();
    const opening = await openTcpLink(path);
    expect(opening.kind).toBe('opened');
    if (opening.kind !== 'opened') {
      return;
    }
    const heard = new Promise((resolve) => {
      opening.link.onBytes((bytes) => resolve(Buffer.from(bytes).toString()));
    });
    expect(await opening.link.write(Buffer.from('getver\r'))).toEqual({ kind: 'written' });
    expect(await heard).toBe('getver\r');
    const lost = new Promise((resolve) => {
      opening.link.onLost((why) => resolve(why.kind));
    });
    sockets[0]?.destroy();
    expect(await lost).toBe('port-lost');
    expect(await opening.link.write(Buffer.from('x'))).toMatchObject({ kind: 'port-lost' });
    await opening.link.close();
  });

  it('says why it cannot connect', async () => {
    const { path, server } = await startEcho();
    server.close();
    await once(server, 'close');
    expect(await openTcpLink(path)).toMatchObject({ kind: 'not-found' });
    expect(await openTcpLink('tcp://nowhere')).toMatchObject({ kind: 'not-a-port' });
    expect(['tcp://[::1]:7', 'tcp://host:4001', '/dev/ttyUSB0', 'COM7'].map(isTcpPath)).toEqual([
      ...[true, true, false, false],
    ]);
  });
});
