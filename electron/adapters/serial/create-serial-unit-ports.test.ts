import { type ChildProcess, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ByteLink } from '#core/ports/byte-link.ts';
import { systemClock } from '../clock/system-clock.ts';
import { createTeltonikaDriver } from '../unit-drivers/create-teltonika-driver.ts';
import { startScriptedUnit } from '../unit-drivers/testing/scripted-unit.ts';
import { createVirtualClock } from '../unit-drivers/testing/virtual-clock.ts';
import { createSerialUnitPorts } from './create-serial-unit-ports.ts';
import { hasSocat, type PtyPair, startPtyPair } from './testing/pty-pair.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const clock = systemClock;
const openLinks: ByteLink[] = [];
const children: ChildProcess[] = [];
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fitbay-serial-'));
});
afterEach(async () => {
  await Promise.all(openLinks.splice(0).map((link) => link.close()));
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A pair of pseudo-terminals, as two names in our own folder. */
async function startPair(name: string): Promise<PtyPair> {
  const pair = await startPtyPair(folder, name);
  children.push(pair.socat);
  return pair;
}

async function open(path: string): Promise<ByteLink> {
  const opening = await createSerialUnitPorts({ extraPaths: [path], clock, log }).open(path);
  if (opening.kind !== 'opened') {
    throw new Error(`${opening.kind}: ${opening.detail}`);
  }
  openLinks.push(opening.link);
  return opening.link;
}

const lossOf = (link: ByteLink) => new Promise<string>((resolve) => link.onLost((why) => resolve(why.kind)));

describe('INST-1 serial ports over a pseudo-terminal pair', () => {
  if (!hasSocat) {
    it('socat is needed for the pseudo-terminal tests of the serial adapter', () => {
      console.warn('NOT RUN: the serial adapter over a pseudo-terminal (socat is not installed)');
      expect(process.env['CI'], 'on CI socat must be installed').not.toBe('true');
    });
    return;
  }

  it('carries every byte value unchanged', async () => {
    const { station, unit } = await startPair('bytes');
    const [here, there] = [await open(station), await open(unit)];
    const heard: number[] = [];
    const all = new Promise<void>((resolve) => {
      there.onBytes((bytes) => {
        heard.push(...bytes);
        if (heard.length === 256) {
          resolve();
        }
      });
    });
    const sent = Uint8Array.from({ length: 256 }, (_value, index) => index);
    expect(await here.write(sent)).toEqual({ kind: 'written' });
    await all;
    expect(heard).toEqual([...sent]);
  });

  it('INST-3: a driver identifies, writes and verifies over it', async () => {
    const { station, unit } = await startPair('driver');
    const scripted = startScriptedUnit({ link: await open(unit), held: { 2001: '', 10050: '60' } });
    const context = { link: await open(station), clock, capture: { record: () => {} } };
    const driver = createTeltonikaDriver({ speech: () => ({ quietMs: 50 }) });
    const changes = [
      { key: 'apn', from: '', to: 'internet' },
      { key: 'reportMovingS', from: '60', to: '300' },
    ];
    expect(await driver.identify(context)).toMatchObject({ kind: 'identified', identity: { model: 'FMB920' } });
    expect(await driver.writeConfiguration(context, '350424063817363', changes)).toMatchObject({ kind: 'written' });
    expect(await driver.verify(context, changes)).toMatchObject({ kind: 'verified' });
    expect(scripted.held.get(2001)).toBe('internet');
  });

  it('an unplug while idle is told once, and everything after it is lost', async () => {
    const { station, socat } = await startPair('idle');
    const link = await open(station);
    let losses = 0;
    link.onLost(() => {
      losses += 1;
    });
    const lost = lossOf(link);
    socat.kill('SIGKILL');
    expect(await lost).toBe('port-lost');
    await clock.sleep(50);
    expect(losses).toBe(1);
    expect(await link.write(Buffer.from('getver\r'))).toMatchObject({ kind: 'port-lost' });
    expect(await lossOf(link)).toBe('port-lost');
    await link.close();
    await link.close();
  });

  it('a port that leaves the list without a word is lost after two looks', async () => {
    const { station } = await startPair('silent');
    const opening = await createSerialUnitPorts({ clock: createVirtualClock(), log }).open(station);
    expect(opening.kind).toBe('opened');
    if (opening.kind !== 'opened') {
      return;
    }
    openLinks.push(opening.link);
    const lost = lossOf(opening.link);
    rmSync(station);
    expect(await lost).toBe('port-lost');
  });

  it('P26: an unplug in the middle of a blocked write ends the write', async () => {
    const { station, socat } = await startPair('blocked');
    const link = await open(station);
    // Stopped, not ended: nobody takes the bytes, so the write cannot finish.
    socat.kill('SIGSTOP');
    const written = link.write(new Uint8Array(1_000_000));
    await clock.sleep(100);
    socat.kill('SIGKILL');
    expect(await written).toMatchObject({ kind: 'port-lost' });
    expect(await lossOf(link)).toBe('port-lost');
  });

  it('P26: an unplug during a driver call is told as what it is', async () => {
    const { station, socat } = await startPair('call');
    const context = { link: await open(station), clock, capture: { record: () => {} } };
    const identified = createTeltonikaDriver().identify(context);
    await clock.sleep(50);
    socat.kill('SIGKILL');
    expect(await identified).toMatchObject({ kind: 'port-lost' });
  });

  it('a second opener finds the port busy, here and from another program, until it is closed', async () => {
    const { station } = await startPair('busy');
    const link = await open(station);
    const ports = createSerialUnitPorts({ clock, log });
    expect(await ports.open(station)).toMatchObject({ kind: 'busy' });
    const probe = `new (require('serialport').SerialPort)({path:${JSON.stringify(station)},baudRate:9600},e=>{console.log(e?e.message:'opened');process.exit()})`;
    expect(execFileSync(process.execPath, ['-e', probe], { encoding: 'utf8' })).toMatch(/lock/i);
    await link.close();
    const again = await open(station);
    expect(again.path).toBe(station);
  });

  it('a replugged port is opened anew under the same name', async () => {
    const first = await startPair('replug');
    const before = await open(first.station);
    const lost = lossOf(before);
    await first.unplug();
    await lost;
    const second = await startPair('replug');
    const there = await open(second.unit);
    const heard = new Promise<string>((resolve) => there.onBytes((bytes) => resolve(Buffer.from(bytes).toString())));
    await (await open(second.station)).write(Buffer.from('hello'));
    expect(await heard).toBe('hello');
  });

  it('lists a named port only while it is there', async () => {
    const { station, unit, socat, ended } = await startPair('list');
    const ports = createSerialUnitPorts({ extraPaths: [station, unit, 'tcp://127.0.0.1:1'], clock, log });
    const paths = async () => (await ports.list()).map((port) => port.path).filter((path) => !path.startsWith('/dev/'));
    expect(await paths()).toEqual([station, unit, 'tcp://127.0.0.1:1']);
    const named = (await createSerialUnitPorts({ clock, log }).list([station, 'tcp://127.0.0.1:2'])).map(
      ({ path }) => path,
    );
    expect(named.filter((path) => !path.startsWith('/dev/'))).toEqual([station, 'tcp://127.0.0.1:2']);
    socat.kill('SIGTERM');
    await ended;
    expect(await paths()).toEqual(['tcp://127.0.0.1:1']);
  });
});

describe('INST-1 ports that do not open', () => {
  const ports = createSerialUnitPorts({ clock, log });

  it('tells a missing port, a file, a folder and a cancelled opening apart', async () => {
    const file = join(folder, 'plain-file');
    writeFileSync(file, 'no port');
    expect(await ports.open(join(folder, 'missing'))).toMatchObject({ kind: 'not-found' });
    expect(await ports.open(file)).toMatchObject({ kind: 'not-a-port' });
    expect(await ports.open(folder)).toMatchObject({ kind: 'not-a-port' });
    const cancelled = AbortSignal.abort();
    expect(await ports.open(file, { cancel: cancelled })).toMatchObject({ kind: 'not-found' });
  });

  it('a machine that cannot list warns once and names what was named to it', async () => {
    const warned: string[] = [];
    const before = process.env['PATH'];
    process.env['PATH'] = '/nonexistent';
    try {
      const blind = createSerialUnitPorts({
        extraPaths: [folder, 'COM7'],
        clock,
        log: { ...log, warn: (event) => warned.push(event) },
      });
      await blind.list();
      expect((await blind.list()).map((port) => port.path)).toEqual([folder, 'COM7']);
      expect(warned).toEqual(['serial.list-failed']);
    } finally {
      process.env['PATH'] = before;
    }
  });
});
