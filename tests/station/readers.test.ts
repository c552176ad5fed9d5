import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StationEvent } from '#core/contract/station/station.ts';
import type { PortInfo, UnitPorts } from '#core/ports/byte-link.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createReaders } from '#electron/adapters/reader/create-readers.ts';
import { createSerialUnitPorts } from '#electron/adapters/serial/create-serial-unit-ports.ts';
import { hasSocat, type PtyPair, startPtyPair } from '#electron/adapters/serial/testing/pty-pair.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const serial = createSerialUnitPorts({ clock: systemClock, log });
const habits = { keyGapMs: 12, suffix: 'enter', prefixKey: null, minCharacters: 6 } as const;

let cloud: CloudWorld;
let bench: BenchWorld;
let folder = '';
let pair: PtyPair;
let ports: readonly PortInfo[] = [];
const unitPorts: UnitPorts = { list: async () => ports, open: serial.open };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fitbay-readers-'));
  cloud = await createCloudWorld();
  const readers = createReaders({ ports: serial, clock: systemClock, log });
  bench = await cloud.addStation({ unitPorts, readers });
});
beforeEach(() => bench.signIn('M. Kaya'));
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('SCAN-1 keyboard readers of a station', () => {
  it('teach the page’s guard, signed in or not, and are remembered', async () => {
    const saved = await bench.client.readers.save({ kind: 'keyboard', id: null, name: ' Counter ', habits });
    const id = saved.kind === 'saved' ? saved.id : '';
    expect(await bench.client.readers.list()).toEqual([{ kind: 'keyboard', id, name: 'Counter', habits }]);
    expect(await bench.clientAs({ kind: 'nobody' }).readers.habits()).toEqual([habits]);
    await bench.restart();
    await bench.signIn('M. Kaya');
    expect(await bench.client.readers.habits()).toEqual([habits]);
    const entries = await bench.operator.audit.entries({ limit: 20 });
    expect(entries.find(({ action }) => action === 'reader.saved')).toMatchObject({
      action: 'reader.saved',
      after: { name: 'Counter', kind: 'keyboard' },
    });
    const slower = { ...habits, keyGapMs: 40 };
    await bench.client.readers.save({ kind: 'keyboard', id, name: 'Counter', habits: slower });
    expect(await bench.client.readers.habits()).toEqual([slower]);
    expect(await bench.client.readers.remove({ id })).toEqual({ kind: 'removed' });
    expect(await bench.client.readers.habits()).toEqual([]);
    expect(await bench.client.readers.remove({ id })).toEqual({ kind: 'no-such-reader' });
  });

  it('no faster hand than a reader: a profile that would take typing for scans is refused', async () => {
    const asAHand = { ...habits, keyGapMs: 90 };
    await expect(
      bench.client.readers.save({ kind: 'keyboard', id: null, name: 'Hand', habits: asAHand }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('SCAN-1 SCAN-4 a reader on a serial port of a station', () => {
  if (!hasSocat) {
    it('socat is needed for readers on serial ports', () => {
      console.warn('NOT RUN: a reader on a serial port of a station (socat is not installed)');
      expect(process.env['CI'], 'on CI socat must be installed').not.toBe('true');
    });
    return;
  }

  let watching: AbortController;
  let events: StationEvent[];

  beforeEach(async () => {
    pair = await startPtyPair(folder, 'reader');
    watching = new AbortController();
    events = [];
  });
  afterEach(async () => {
    watching.abort();
    for (const { id } of await bench.client.readers.list()) {
      await bench.client.readers.remove({ id });
    }
    await pair.unplug();
    ports = [];
  });

  /** A page that listens. */
  async function watch(): Promise<void> {
    const stream = await bench.client.station.watch(undefined, { signal: watching.signal });
    await stream.next();
    void (async () => {
      for await (const event of stream) {
        events.push(event);
      }
    })().catch(() => {});
  }

  async function addReader(name = 'Cradle') {
    return bench.client.readers.save({
      kind: 'port',
      id: null,
      name,
      port: pair.station,
      baudRate: 9600,
      suffix: 'enter',
    });
  }

  async function untilStanding(kind: string): Promise<void> {
    const standing = async () =>
      (await bench.client.readers.list()).flatMap((one) => (one.kind === 'port' ? [one.standing.kind] : []));
    await expect.poll(standing, { timeout: 10_000 }).toEqual([kind]);
  }

  async function send(text: string): Promise<void> {
    const opening = await serial.open(pair.unit);
    if (opening.kind !== 'opened') {
      throw new Error(opening.detail);
    }
    await opening.link.write(Buffer.from(text, 'latin1'));
    await opening.link.close();
  }

  const scans = () => events.filter((event) => event.kind === 'reader-scan');

  it('what it reads reaches the page as it was read, and opens a sheet there like any other scan', async () => {
    await watch();
    await addReader();
    await untilStanding('ready');
    await send(']C1EVP-359315075384726\r\n');
    await expect.poll(scans).toMatchObject([{ text: ']C1EVP-359315075384726', whole: true }]);
    await send(']Q3010950400005910121359315075384726\u001d10LOT\r\n');
    await expect.poll(() => scans().length).toBe(2);
    await bench.chooseCustomer('nordfracht');
    const text = scans()[1]?.text ?? '';
    const context = { screen: 'bench', sessionId: null, awaiting: 'anything' } as const;
    expect(await bench.client.scan.read({ text, source: 'serial-reader', context })).toMatchObject({
      kind: 'sheet-opened',
    });
  });

  it('SCAN-5 nothing is lost where no page listens, nor where only half of it came', async () => {
    await addReader();
    await untilStanding('ready');
    await send('EVP-866344054201822\r');
    await expect
      .poll(async () => (await bench.client.scan.feed({ limit: 1 }))[0])
      .toMatchObject({ key: 'scan-unused', detail: { text: 'EVP-866344054201822', reason: 'no-page' } });
    await watch();
    await send('WSM000000');
    await expect.poll(scans, { timeout: 5_000 }).toMatchObject([{ text: 'WSM000000', whole: false }]);
    const context = { screen: 'bench', sessionId: null, awaiting: 'anything' } as const;
    await bench.client.scan.broken({ text: 'WSM000000', source: 'serial-reader', context });
    expect((await bench.client.scan.feed({ limit: 1 }))[0]).toMatchObject({
      mark: 'stop',
      key: 'scan-broken',
      detail: { text: 'WSM000000' },
    });
  });

  it('says when it is gone and when it is back', async () => {
    await watch();
    await addReader();
    await untilStanding('ready');
    await pair.unplug();
    await untilStanding('gone');
    expect(events).toContainEqual({ kind: 'changed', topics: ['readers'], sessionId: null });
    expect(await bench.client.readers.list()).toMatchObject([{ standing: { kind: 'gone', reason: 'not-found' } }]);
    pair = await startPtyPair(folder, 'reader');
    await untilStanding('ready');
  });

  it('its port is no bay any more, is offered to no second reader, and is a bay again after it was removed', async () => {
    ports = [{ path: pair.station }];
    const bays = async () => (await bench.client.cable.bays()).map(({ port }) => port);
    await expect.poll(bays, { timeout: 10_000 }).toEqual([pair.station]);
    expect(await bench.client.readers.ports()).toMatchObject([{ port: pair.station, bay: 1 }]);
    const saved = await addReader();
    await untilStanding('ready');
    await expect.poll(bays, { timeout: 10_000 }).toEqual([]);
    expect(await bench.operator.cable.ports()).toEqual([]);
    expect(await bench.operator.cable.identifyPort({ port: pair.station })).toMatchObject({ reason: 'busy' });
    expect(await bench.client.readers.ports()).toEqual([]);
    expect(await addReader('Second')).toEqual({ kind: 'port-taken', by: 'Cradle' });
    await bench.client.readers.remove({ id: saved.kind === 'saved' ? saved.id : '' });
    await expect.poll(bays, { timeout: 10_000 }).toEqual([pair.station]);
  });

  it('is connected again after the station was started anew', async () => {
    await addReader();
    await untilStanding('ready');
    await bench.restart();
    await bench.signIn('M. Kaya');
    await untilStanding('ready');
  });
});

describe('SCAN-4 readers that are tried out, and control codes', () => {
  const read = (text: string, screen: 'test' | 'bench' | 'sheet') =>
    bench.client.scan.read({ text, source: 'wedge', context: { screen, sessionId: null, awaiting: 'anything' } });

  it('a scan on the test page does nothing and leaves nothing behind', async () => {
    const before = {
      feed: await bench.client.scan.feed({ limit: 200 }),
      audit: await bench.operator.audit.entries({ limit: 200 }),
    };
    for (const text of ['EVP-359315075384726', 'EVP-359315075384726', 'badge:HTS-1041', 'FB:CLOSE-YES', 'rubbish']) {
      expect(await read(text, 'test')).toEqual({ kind: 'tried' });
    }
    const context = { screen: 'test', sessionId: null, awaiting: 'anything' } as const;
    await bench.client.scan.broken({ text: 'EVP-3593', source: 'wedge', context });
    expect(await bench.client.scan.feed({ limit: 200 })).toEqual(before.feed);
    expect(await bench.operator.audit.entries({ limit: 200 })).toEqual(before.audit);
  });

  it('a code that gives up a sheet does so nowhere by itself', async () => {
    expect(await read('FB:CLOSE', 'bench')).toMatchObject({ kind: 'wrong-kind', reason: 'sheet-only' });
    expect(await read('FB:CLOSE-YES', 'sheet')).toMatchObject({ kind: 'wrong-kind', reason: 'sheet-only' });
    expect(await read('FB:LANE8', 'bench')).toEqual({ kind: 'control', control: 'lane-8' });
  });

  it('the sheet of control codes is printed in both languages', async () => {
    for (const locale of ['en', 'de'] as const) {
      const sheet = await bench.client.readers.controlSheet({ paper: 'A4', locale });
      expect(sheet).toMatchObject({ kind: 'sheet', pages: 1, fileName: `control-codes-${locale}.pdf` });
    }
  });
});
