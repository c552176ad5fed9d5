import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createVirtualUnit, type VirtualUnit } from '../virtual-unit.ts';
import { startTcpFront, type TcpFront } from './tcp-server.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) {
    await thing.close();
  }
});

async function offer(): Promise<{ readonly unit: VirtualUnit; readonly front: TcpFront }> {
  const unit = createVirtualUnit({ family: 'teltonika', imei: '359315075384726', seed: 1, restartMs: 50 });
  open.push(unit);
  const starting = await startTcpFront(unit, { port: 0 });
  if (starting.kind !== 'started') {
    throw new Error(starting.detail);
  }
  open.push(starting.front);
  return { unit, front: starting.front };
}

async function dial({ port, host }: TcpFront): Promise<Socket> {
  const socket = connect({ port, host });
  open.push({ close: () => socket.destroy() });
  await once(socket, 'connect');
  return socket;
}

async function say(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  const [chunk] = await once(socket, 'data');
  return String(chunk);
}

describe('INST-2 a virtual unit on a TCP port', () => {
  it('answers, and closes a second connection', async () => {
    const { front } = await offer();
    const socket = await dial(front);
    expect(await say(socket, 'readio 239\r')).toBe('Param ID:239 Value:1\r\n');
    const second = await dial(front);
    await once(second, 'close');
    expect(await say(socket, 'readio 239\r')).toBe('Param ID:239 Value:1\r\n');
  });

  it('serves whoever hangs up and calls again at once', async () => {
    const { front } = await offer();
    for (let call = 0; call < 30; call += 1) {
      const socket = await dial(front);
      expect(await say(socket, 'readio 239\r')).toBe('Param ID:239 Value:1\r\n');
      socket.destroy();
    }
  });

  it('ends the connection and refuses others while the unit is unplugged, and is back at the same port', async () => {
    const { unit, front } = await offer();
    const socket = await dial(front);
    const closed = once(socket, 'close');
    unit.unplug();
    await closed;
    await expect(dial(front)).rejects.toThrow('ECONNREFUSED');
    unit.plugIn();
    await expect.poll(() => dial(front).then((again) => say(again, 'readio 239\r'), String)).toContain('Value:1');
  });

  it('says when the port is taken', async () => {
    const { front } = await offer();
    const other = createVirtualUnit({ family: 'at27007', imei: '359315075384726', seed: 1 });
    open.push(other);
    expect(await startTcpFront(other, { port: front.port })).toMatchObject({ kind: 'not-started' });
  });
});
