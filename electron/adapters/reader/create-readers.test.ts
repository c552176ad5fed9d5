import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PortReader, portReader } from '#core/domain/scanning/reader.ts';
import type { ByteLink, PortInfo, UnitPorts } from '#core/ports/byte-link.ts';
import type { HeardScan, ReaderConnection, ReaderState } from '#core/ports/reader.ts';
import { systemClock as clock } from '../clock/system-clock.ts';
import { createSerialUnitPorts } from '../serial/create-serial-unit-ports.ts';
import { hasSocat, type PtyPair, startPtyPair } from '../serial/testing/pty-pair.ts';
import { createReaders } from './create-readers.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const serial = createSerialUnitPorts({ clock, log });

let folder = '';
let count = 0;
let pair: PtyPair;
const pairs: PtyPair[] = [];
const connections: ReaderConnection[] = [];
const devices = new Map<string, ByteLink>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fitbay-reader-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function reader(port: string, change: Partial<PortReader> = {}): PortReader {
  return portReader.parse({
    kind: 'port',
    id: 'one',
    name: 'Counter',
    port,
    usb: null,
    baudRate: 9600,
    suffix: 'enter',
    ...change,
  });
}

function connect(settings: PortReader, ports: UnitPorts = serial) {
  const heard: HeardScan[] = [];
  const states: ReaderState[] = [];
  const connection = createReaders({ ports, clock, log }).connect(settings, {
    heard: (scan) => heard.push(scan),
    changed: (state) => states.push(state),
  });
  connections.push(connection);
  const until = (kind: string) => expect.poll(() => states.at(-1)?.kind, { timeout: 10_000 }).toBe(kind);
  return { heard, states, connection, until };
}

/** What the reader's own hardware does, over one connection: opening a port anew throws away what is still on its way out. */
async function send(path: string, bytes: string | readonly number[]): Promise<void> {
  const link = devices.get(path) ?? (await openDevice(path));
  devices.set(path, link);
  await link.write(typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : Uint8Array.from(bytes));
}

async function openDevice(path: string): Promise<ByteLink> {
  const opening = await serial.open(path);
  if (opening.kind !== 'opened') {
    throw new Error(opening.detail);
  }
  return opening.link;
}

describe('SCAN-1 a reader on a serial port, over a pseudo-terminal', () => {
  if (!hasSocat) {
    it('socat is needed for the pseudo-terminal tests of the reader adapter', () => {
      console.warn('NOT RUN: the reader adapter over a pseudo-terminal (socat is not installed)');
      expect(process.env['CI'], 'on CI socat must be installed').not.toBe('true');
    });
    return;
  }

  beforeEach(async () => {
    count += 1;
    pair = await startPtyPair(folder, `reader-${count}`);
    pairs.push(pair);
  });
  afterEach(async () => {
    await Promise.all(connections.splice(0).map((one) => one.close()));
    await Promise.all([...devices.values()].map((one) => one.close()));
    devices.clear();
    await Promise.all(pairs.splice(0).map((one) => one.unplug()));
  });

  it('hears codes as the reader sends them: AIM identifier, GS1 separator, any code page', async () => {
    const { heard, until } = connect(reader(pair.station));
    await until('ready');
    await send(pair.unit, ']Q3010950400005910121ABC\u001d10LOT\r\n');
    await send(pair.unit, 'Anh\u00e4nger\r\n');
    await send(pair.unit, [0x41, 0x6e, 0x68, 0xe4, 0x6e, 0x67, 0x65, 0x72, 0x0d]);
    await send(pair.unit, 'EVP-359315075384726\r\n');
    await expect
      .poll(() => heard)
      .toEqual([
        { kind: 'code', text: ']Q3010950400005910121ABC\u001d10LOT' },
        { kind: 'code', text: 'Anh\u00e4nger' },
        { kind: 'code', text: 'Anh\u00e4nger' },
        { kind: 'code', text: 'EVP-359315075384726' },
      ]);
  });

  it('a reader without end sign ends a code by falling silent, one with it by nothing else', async () => {
    const silent = connect(reader(pair.station, { suffix: 'none' }));
    await silent.until('ready');
    await send(pair.unit, 'FB:NEXT');
    await expect.poll(() => silent.heard).toEqual([{ kind: 'code', text: 'FB:NEXT' }]);
    await silent.connection.close();
    const ended = connect(reader(pair.station));
    await ended.until('ready');
    await send(pair.unit, 'WSM000000');
    await expect.poll(() => ended.heard, { timeout: 5_000 }).toEqual([{ kind: 'broken', text: 'WSM000000' }]);
  });

  it('P26: is gone when unplugged, says why, and hears again when plugged in', async () => {
    const { heard, states, until } = connect(reader(pair.station));
    await until('ready');
    await pair.unplug();
    await until('gone');
    expect(states.at(-1)).toMatchObject({ kind: 'gone', reason: 'not-found' });
    pairs.push(await startPtyPair(folder, `reader-${count}`));
    await until('ready');
    await send(pair.unit, 'EVP-359315075384726\r');
    await expect.poll(() => heard).toEqual([{ kind: 'code', text: 'EVP-359315075384726' }]);
    expect(states.map(({ kind }) => kind)).toContain('gone');
    expect(states.filter(({ kind }) => kind === 'ready')).toHaveLength(2);
  });

  it('tells a port that another program has from one that is not there, and takes it when it is free', async () => {
    const taken = await serial.open(pair.station);
    const { states, until, connection } = connect(reader(pair.station));
    await until('gone');
    expect(states).toMatchObject([{ kind: 'gone', reason: 'busy' }]);
    if (taken.kind === 'opened') {
      await taken.link.close();
    }
    await until('ready');
    await connection.close();
    const freed = await serial.open(pair.station);
    expect(freed.kind).toBe('opened');
    if (freed.kind === 'opened') {
      await freed.link.close();
    }
  });

  it('a device is found again under another name, and never mistaken for the one that has its name now', async () => {
    const identity = { usb: '0c2e:0b6a', serialNumber: 'HW-77' };
    let present: readonly PortInfo[] = [{ path: '/dev/ttyACM0', usb: '1d50:6015', serialNumber: 'other' }];
    const ports: UnitPorts = {
      list: async () => present,
      open: (path, options) => serial.open(path === '/dev/ttyACM7' ? pair.station : '/nowhere', options),
    };
    const settings = reader('/dev/ttyACM0', { usb: '0c2e:0b6a/HW-77' });
    const { states, until } = connect(settings, ports);
    await until('gone');
    expect(states).toEqual([{ kind: 'gone', reason: 'not-found', detail: '/dev/ttyACM0' }]);
    present = [...present, { path: '/dev/ttyACM7', ...identity }];
    await until('ready');
    expect(states.at(-1)).toEqual({ kind: 'ready', port: '/dev/ttyACM7' });
  });

  it('survives a fault of the port adapter and goes on trying', async () => {
    let fails = true;
    const ports: UnitPorts = {
      ...serial,
      open: (path, options) => (fails ? Promise.reject(new Error('odd words')) : serial.open(path, options)),
    };
    const { states, until } = connect(reader(pair.station), ports);
    await until('gone');
    expect(states).toEqual([{ kind: 'gone', reason: 'failed', detail: 'odd words' }]);
    fails = false;
    await until('ready');
  });
});
