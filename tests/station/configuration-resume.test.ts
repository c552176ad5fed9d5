import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { hurriedUnit, keysNotHeld, liesOf, textToUnit, untilBayIs } from './testing/cable-bench.ts';
import { crowdSerial } from './testing/crowd-units.ts';
import { openSheetOf, sheetOf } from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';

const speed = 4;
const serials = [0, 1, 2].map(crowdSerial);

let cloud: CloudWorld;
let bench: BenchWorld;
let units: readonly VirtualUnit[];

beforeAll(async () => {
  cloud = await createCloudWorld();
  units = serials.map((serial) => hurriedUnit(serial, speed));
  const ports = Object.fromEntries(units.map((unit, index) => [`sim:${index + 1}`, unit]));
  bench = await cloud.addStation({ unitPorts: createInProcessPorts(ports), clock: createTestClock({ speed }) });
  await takeSeat();
});
afterAll(async () => {
  await cloud.close();
  for (const unit of units) {
    unit.close();
  }
});

async function takeSeat(): Promise<void> {
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
}

function unitAt(index: number): VirtualUnit {
  const unit = units[index];
  if (unit === undefined) throw new Error(`there is no unit ${index}`);
  return unit;
}

async function compared(index: number): Promise<SessionId> {
  await untilBayIs(bench, index + 1, 'idle');
  const sessionId = await openSheetOf(bench, `EVP-${serials[index]}`);
  await bench.client.bench.identify({ sessionId, bay: index + 1 });
  await bench.client.bench.compareConfiguration({ sessionId });
  return sessionId;
}

async function statesOf(sessionId: SessionId): Promise<readonly string[]> {
  const { configuration } = (await sheetOf(bench, sessionId)).session;
  return configuration.kind === 'not-read' ? [] : configuration.changes.map(({ state }) => state);
}

const leftUnproven = async () =>
  (await bench.client.cable.bays()).filter((bay) => bay.leftUnproven).map(({ bay }) => bay);

async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadlineMs = Date.now() + 20_000;
  while (!isSo()) {
    if (Date.now() > deadlineMs) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

describe('INST-3 STA-4 the station is killed in the middle of a write', { timeout: 120_000 }, () => {
  it('knows from its journal what never left, and goes on from there', async () => {
    await untilBayIs(bench, 1, 'idle');
    // So much differs that it does not go out in one command.
    const values = { reportStoppedS: '100', sendStoppedS: '100', tyreCount: '8', tyreCircumferenceMm: '2000' };
    await bench.client.cable.writePort({ port: 'sim:1', values, dryRun: false });
    const sessionId = await compared(0);
    const unit = unitAt(0);
    // The unit thinks about the first command for longer than the station lives.
    unit.setFaults(['think-time=2000']);
    const from = unit.traffic().length;
    const writing = bench.client.bench.writeConfiguration({ sessionId });
    await until('a value is on its way', () => textToUnit(unit, from).includes('setparam'));
    // The power of the whole bench goes: what the program still had in mind reaches nobody.
    const crashed = bench.crash();
    unit.unplug();
    await crashed;
    await writing;
    unit.setFaults([]);
    unit.plugIn();
    await takeSeat();
    const states = await statesOf(sessionId);
    expect(states).toContain('not-sent');
    expect(states).toContain('unknown');
    expect(states).not.toContain('verified');
    expect(liesOf(await sheetOf(bench, sessionId), unit)).toEqual([]);

    await untilBayIs(bench, 1, 'idle');
    expect(await bench.client.bench.goOn({ sessionId })).toMatchObject({ kind: 'updated' });
    expect((await sheetOf(bench, sessionId)).session.configuration.kind).toBe('verified');
    expect(keysNotHeld(unit)).toEqual([]);
    const answer = await bench.client.bench.configuration({ sessionId });
    const story = answer.kind === 'configuration' ? answer.view.story : [];
    expect(story.map(({ action, by }) => [action, by])).toEqual([
      ['configuration.read', 'M. Kaya'],
      ['configuration.write-begun', 'M. Kaya'],
      ['configuration.incomplete', 'station'],
      ['configuration.read', 'M. Kaya'],
      ['configuration.write-begun', 'M. Kaya'],
      ['configuration.verified', 'M. Kaya'],
    ]);
  });
});

describe('INST-3 another unit comes back on the cable', { timeout: 120_000 }, () => {
  let sessionId: SessionId;
  beforeAll(async () => {
    sessionId = await compared(1);
    unitAt(1).setFaults(['unplug-mid-write=60']);
    await bench.client.bench.writeConfiguration({ sessionId });
    await untilBayIs(bench, 2, 'gone');
    expect(await leftUnproven()).toEqual([2]);
    unitAt(1).setFaults([]);
  });
  afterEach(() => expect(liesOfAll()).toEqual([]));
  const liesOfAll = () => textToUnit(unitAt(2)).match(/setparam/g) ?? [];

  it('is refused on the sheet, and not a value is sent to it', async () => {
    // The sheet's cable now leads to another unit: it is on bay 3.
    await untilBayIs(bench, 3, 'idle');
    expect(await bench.client.bench.identify({ sessionId, bay: 3 })).toMatchObject({
      kind: 'wrong-unit',
      read: serials[2],
    });
    await bench.client.bench.goOn({ sessionId });
    const { session } = await sheetOf(bench, sessionId);
    expect(session).toMatchObject({ identity: { kind: 'mismatch' }, configuration: { kind: 'incomplete' } });
    expect(await bench.client.backups.rollBack({ sessionId, backupId: 'any' })).toMatchObject({ kind: 'refused' });
  });

  it('the right one is met again, and rolled back to what it held before the first byte', async () => {
    const { configuration } = (await sheetOf(bench, sessionId)).session;
    const backupId = configuration.kind === 'incomplete' ? configuration.backupId : '';
    unitAt(1).plugIn();
    await untilBayIs(bench, 2, 'idle');
    await bench.client.bench.identify({ sessionId, bay: 2 });
    // What did arrive, as nobody knows it.
    await bench.client.cable.writePort({ port: 'sim:2', values: { serverHost: 'ingest.example.com' }, dryRun: false });
    expect(await bench.client.backups.rollBack({ sessionId, backupId })).toMatchObject({ kind: 'updated' });
    expect(unitAt(1).parameters()['2004']).toBe('tracking.example.net');
    expect((await sheetOf(bench, sessionId)).session).toMatchObject({
      restore: { kind: 'done', purpose: 'roll-back' },
      configuration: { kind: 'not-read' },
    });
  });
});

describe('INST-3 there is nothing to go on with', () => {
  it('where no write was cut off', async () => {
    const sessionId = await openSheetOf(bench, `EVP-${serials[2]}`);
    expect(await bench.client.bench.goOn({ sessionId })).toMatchObject({ kind: 'refused', reason: 'no-write-open' });
  });
});
