import { once } from 'node:events';
import { constants, existsSync } from 'node:fs';
import { type FileHandle, lstat, mkdtemp, open as openFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultText } from '../faults/fault-catalogue.ts';
import { needProgram } from '../testing/installed-program.ts';
import { createVirtualUnit, type VirtualUnit } from '../virtual-unit.ts';
import { startPtyFront } from './pty.ts';

const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) {
    await end();
  }
});

async function temporaryPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fitbay-pty-'));
  ended.push(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'unit');
}

async function offer(
  faults: readonly FaultText[] = [],
): Promise<{ readonly unit: VirtualUnit; readonly path: string }> {
  const unit = createVirtualUnit({ family: 'teltonika', imei: '359315075384726', seed: 1, faults, restartMs: 200 });
  ended.push(() => unit.close());
  const path = await temporaryPath();
  const starting = await startPtyFront(unit, { path });
  if (starting.kind !== 'started') {
    throw new Error(starting.detail);
  }
  ended.push(starting.front.close);
  return { unit, path };
}

/** Opens the terminal as a plain file: no library between the test and the kernel. */
async function openRaw(path: string): Promise<{ readonly handle: FileHandle; close(): Promise<void> }> {
  const handle = await openFile(path, constants.O_RDWR | constants.O_NOCTTY);
  let isOpen = true;
  const close = async () => {
    if (isOpen) {
      isOpen = false;
      await handle.close();
    }
  };
  ended.push(close);
  return { handle, close };
}

async function askRaw(handle: FileHandle, command: string): Promise<string> {
  await handle.write(command);
  let text = '';
  while (!text.endsWith('\n')) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(512), 0, 512);
    text += buffer.toString('latin1', 0, bytesRead);
  }
  return text;
}

async function openSerial(path: string): Promise<SerialPort> {
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error === null ? resolve() : reject(error)));
  });
  ended.push(async () => {
    if (port.isOpen) {
      port.close();
      await once(port, 'close');
    }
  });
  return port;
}

/** Collects what a serial port receives. */
function listen(port: SerialPort): { text(): string } {
  let heard = '';
  port.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
  });
  return { text: () => heard };
}

describe('INST-2 a virtual unit on a pseudo-terminal', () => {
  it('answers a plain file descriptor byte for byte, again and again', async (context) => {
    needProgram(context, 'socat', '-V');
    const { path } = await offer();
    for (let round = 0; round < 3; round += 1) {
      const { handle, close } = await openRaw(path);
      expect(await askRaw(handle, 'readio 239\r')).toBe('Param ID:239 Value:1\r\n');
      await close();
    }
  });

  it('answers serialport, and an unplugged cable closes it', async (context) => {
    needProgram(context, 'socat', '-V');
    const { unit, path } = await offer();
    const port = await openSerial(path);
    const { text } = listen(port);
    port.write('setparam 2001:fleet.example.com\r');
    await expect.poll(text).toBe('New value 2001:fleet.example.com\r\n');
    expect(unit.parameters()['2001']).toBe('fleet.example.com');
    const closed = once(port, 'close');
    unit.unplug();
    const [reason] = await closed;
    expect(reason).toMatchObject({ disconnected: true });
    await expect.poll(() => existsSync(path)).toBe(false);
  });

  it('comes back under the same path after a restart, with its configuration', async (context) => {
    needProgram(context, 'socat', '-V');
    const { unit, path } = await offer();
    const before = await openSerial(path);
    listen(before);
    const closed = once(before, 'close');
    before.write('setparam 2005:7710\rcpureset\r');
    await closed;
    await expect.poll(() => unit.presence()).toBe('plugged');
    await expect.poll(() => existsSync(path)).toBe(true);
    const after = await openSerial(path);
    const { text } = listen(after);
    after.write('getparam 2005\r');
    await expect.poll(text).toBe('Param ID:2005 Value:7710\r\n');
  });

  it('is gone in mid-write when the fault says so, and the same path leads to another unit', async (context) => {
    needProgram(context, 'socat', '-V');
    const { unit, path } = await offer(['unplug-mid-write=20', 'replug-other=100']);
    const port = await openSerial(path);
    listen(port);
    const closed = once(port, 'close');
    port.write('setparam 2001:fleet.example.com\r');
    await closed;
    await expect.poll(() => unit.presence()).toBe('plugged');
    await expect.poll(() => existsSync(path)).toBe(true);
    const again = await openSerial(path);
    const { text } = listen(again);
    again.write('getimeiccid\r');
    await expect.poll(text).toContain('IMEI: 359315075384734');
    expect(unit.parameters()['2001']).toBe('');
  });

  it('leaves nothing behind, takes a stale link over and spares other files', async (context) => {
    needProgram(context, 'socat', '-V');
    const unit = createVirtualUnit({ family: 'teltonika', imei: '359315075384726', seed: 1 });
    ended.push(() => unit.close());
    const path = await temporaryPath();
    for (let round = 0; round < 2; round += 1) {
      const starting = await startPtyFront(unit, { path });
      expect(starting.kind).toBe('started');
      expect((await lstat(path)).isSymbolicLink()).toBe(true);
      if (starting.kind === 'started') {
        await starting.front.close();
      }
      expect(existsSync(path)).toBe(false);
    }
    await writeFile(path, 'precious');
    expect(await startPtyFront(unit, { path })).toMatchObject({ kind: 'path-taken' });
  });

  it('says when there is no socat', async () => {
    const unit = createVirtualUnit({ family: 'teltonika', imei: '359315075384726', seed: 1 });
    ended.push(() => unit.close());
    const path = await temporaryPath();
    expect(await startPtyFront(unit, { path, socat: 'socat-that-is-not-there' })).toMatchObject({ kind: 'no-socat' });
  });
});

/** Opens the port as the station does; why it could not be opened, or nothing. */
async function refusalAt(path: string): Promise<string> {
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false });
  try {
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  } catch (error: unknown) {
    return String(error);
  }
  await new Promise((resolve) => port.close(resolve));
  return '';
}

describe('INST-1 a terminal that somebody else has, or that moved', () => {
  it('is locked while another program holds it, and answers afterwards', async (context) => {
    needProgram(context, 'socat', '-V');
    const { path } = await offer(['port-busy=2000']);
    await expect.poll(() => refusalAt(path)).toMatch(/lock/i);
    await expect.poll(() => refusalAt(path)).toBe('');
    const { handle } = await openRaw(path);
    expect(await askRaw(handle, 'getimeiccid\r')).toContain('IMEI: 359315075384726');
  });

  it('comes back under another path where the unit does', async (context) => {
    needProgram(context, 'socat', '-V');
    const { unit, path } = await offer();
    unit.unplug();
    unit.plugIn('elsewhere');
    await expect.poll(() => existsSync(`${path}-2`)).toBe(true);
    expect(existsSync(path)).toBe(false);
    const { handle } = await openRaw(`${path}-2`);
    expect(await askRaw(handle, 'getimeiccid\r')).toContain('IMEI: 359315075384726');
  });
});
