import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import type { FaultChoice } from '#sim/faults/fault-catalogue.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { hurriedUnit, keysNotHeld, liesOf, textToUnit, untilBayIs, untilWriting } from './testing/cable-bench.ts';
import { openSheetOf, sheetOf, stepOf } from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';

const serial = '866344054201822';
const stranger = '359315075385517';
const speed = 4;

let cloud: CloudWorld;
let bench: BenchWorld;
let unit: VirtualUnit;
let other: VirtualUnit;
let mute: VirtualUnit;
let sessionId: SessionId;

beforeAll(async () => {
  cloud = await createCloudWorld();
  [unit, other, mute] = [serial, stranger, '359315075389998'].map((imei) => hurriedUnit(imei, speed)) as [
    VirtualUnit,
    VirtualUnit,
    VirtualUnit,
  ];
  mute.setFaults(['silent']);
  const unitPorts = createInProcessPorts({ 'sim:1': unit, 'sim:2': other, 'sim:3': mute });
  bench = await cloud.addStation({ unitPorts, clock: createTestClock({ speed }) });
  await workOnTheUnit();
});
afterAll(async () => {
  await cloud.close();
  for (const one of [unit, other, mute]) {
    one.close();
  }
});

async function workOnTheUnit(): Promise<void> {
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
  await untilBayIs(bench, 1, 'idle');
  sessionId = await openSheetOf(bench, `EVP-${serial}`);
}

describe('INST-1 the wrong unit on the cable', { timeout: 60_000 }, () => {
  it('stops everything, and the sheet says which unit it is', async () => {
    expect(await bench.client.bench.identify({ sessionId, bay: 2 })).toMatchObject({
      kind: 'wrong-unit',
      scanned: serial,
      read: stranger,
    });
    const sheet = await sheetOf(bench, sessionId);
    expect(stepOf(sheet, 'identity')).toMatchObject({
      state: 'mismatch',
      mark: 'stop',
      current: true,
      detail: { scanned: serial, read: stranger },
    });
    expect(sheet.missing).toContain('identity-mismatch');
    const { bench: acts } = bench.client;
    for (const outcome of [
      await acts.compareConfiguration({ sessionId }),
      await acts.writeConfiguration({ sessionId }),
      await acts.measure({ sessionId }),
      await acts.answerCheck({ sessionId, checkId: 'seal', result: 'pass', note: null }),
      await acts.setVin({ sessionId, vin: 'WSM00000003111444' }),
      await acts.leaveUnpaired({ sessionId, why: 'trying' }),
    ]) {
      expect(outcome).toMatchObject({ kind: 'refused', reason: 'identity-mismatch' });
    }
    expect(textToUnit(other)).not.toMatch(/setparam/i);
    const entries = await bench.operator.audit.entries({ sessionId, limit: 100 });
    expect(entries.find(({ action }) => action === 'unit.identified')).toMatchObject({
      outcome: 'refused',
      code: 'IDENTITY_MISMATCH',
      after: { imei: stranger },
    });
  });

  it('goes on when the right one is connected', async () => {
    expect(await bench.client.bench.identify({ sessionId, bay: 1 })).toMatchObject({ kind: 'agrees' });
    expect((await sheetOf(bench, sessionId)).missing).not.toContain('identity-mismatch');
  });

  it.each<[FaultChoice, object]>([
    ['imei-missing', { kind: 'wrong-unit', read: null }],
    ['imei-changes', { kind: 'link-problem', reason: 'readings-differ' }],
  ])('with %s it is not taken for the scanned one', async (fault, expected) => {
    unit.setFaults([fault]);
    expect(await bench.client.bench.identify({ sessionId, bay: 1 })).toMatchObject(expected);
    unit.setFaults([]);
    expect(await bench.client.bench.identify({ sessionId, bay: 1 })).toMatchObject({ kind: 'agrees' });
  });
});

describe('INST-1 INST-6 ports that do not answer', { timeout: 60_000 }, () => {
  it('says so of a silent port, of a bay that is not there, and of one whose cable is out', async () => {
    expect(await bench.client.bench.identify({ sessionId, bay: 3 })).toMatchObject({ reason: 'silent' });
    expect(await bench.client.bench.identify({ sessionId, bay: 9 })).toMatchObject({ reason: 'no-bay' });
    unit.unplug();
    await untilBayIs(bench, 1, 'gone');
    expect(await bench.client.bench.compareConfiguration({ sessionId })).toMatchObject({ reason: 'no-bay' });
    unit.plugIn();
    await untilBayIs(bench, 1, 'idle');
    expect((await sheetOf(bench, sessionId)).session.identity.kind).toBe('agrees');
  });

  it('does one thing at a time on a bay, and bays do not wait for each other', async () => {
    const measuring = bench.client.bench.measure({ sessionId });
    expect(await bench.client.bench.compareConfiguration({ sessionId })).toMatchObject({
      kind: 'link-problem',
      reason: 'busy',
      detail: 'measure',
    });
    const [view] = await bench.client.cable.bays();
    expect(view).toMatchObject({ state: 'working', sessionId, unit: `evopulse:${serial}` });
    expect(await bench.client.cable.identifyPort({ port: 'sim:2' })).toMatchObject({ imei: stranger });
    expect(await measuring).toMatchObject({ kind: 'updated' });
  });

  it('reads nothing of a unit on which nothing may be done', async () => {
    await bench.chooseCustomer('nordfracht');
    const expired = await openSheetOf(bench, 'EVG-866344054205146');
    const before = textToUnit(unit).length;
    expect(await bench.client.bench.compareConfiguration({ sessionId: expired })).toMatchObject({ kind: 'refused' });
    expect(await bench.client.bench.measure({ sessionId: expired })).toMatchObject({ kind: 'refused' });
    expect(textToUnit(unit)).toHaveLength(before);
  });
});

describe('INST-3 P26 the cable is pulled', { timeout: 120_000 }, () => {
  let asFound: object;

  beforeAll(() => {
    asFound = unit.snapshot();
  });
  beforeEach(async () => {
    if (unit.presence() !== 'plugged') {
      await replug();
    }
    unit.setFaults([]);
    unit.restore(asFound);
    await untilBayIs(bench, 1, 'idle');
    expect(await bench.client.bench.compareConfiguration({ sessionId })).toMatchObject({ kind: 'updated' });
    expect((await sheetOf(bench, sessionId)).session.configuration.kind).toBe('compared');
  });

  it.each<FaultChoice>(['unplug-to-unit=60', 'unplug-mid-reply=4', 'unplug-to-host=700'])(
    'while reading (%s): the sheet stays as it was, and reading again works',
    async (fault) => {
      const before = await sheetOf(bench, sessionId);
      unit.setFaults([fault]);
      expect(await bench.client.bench.compareConfiguration({ sessionId })).toMatchObject({
        kind: 'link-problem',
        reason: 'port-lost',
      });
      expect(await sheetOf(bench, sessionId)).toEqual(before);
      await replug();
      expect(await bench.client.bench.compareConfiguration({ sessionId })).toMatchObject({ kind: 'updated' });
    },
  );

  it.each<FaultChoice>([
    'unplug-mid-write=10',
    'unplug-mid-write=37',
    'unplug-mid-write=120',
    'unplug-before-reply=14',
    'unplug-mid-reply=16',
  ])('while writing (%s): nothing is called done that is not, and the unit is read again', async (fault) => {
    unit.setFaults([fault]);
    expect(await bench.client.bench.writeConfiguration({ sessionId })).toMatchObject({ kind: 'updated' });
    const cut = await sheetOf(bench, sessionId);
    expect(cut.session.configuration).toMatchObject({ kind: 'incomplete', why: 'port-lost' });
    expect(stepOf(cut, 'configure')).toMatchObject({ state: 'incomplete', mark: 'stop' });
    expect(cut.missing).toContain('configuration-incomplete');
    expect(liesOf(cut, unit)).toEqual([]);
    expect(await bench.client.bench.writeConfiguration({ sessionId })).toMatchObject({
      kind: 'refused',
      reason: 'read-again-first',
    });

    await replug();
    expect(await bench.client.bench.compareConfiguration({ sessionId })).toMatchObject({ kind: 'updated' });
    const { configuration } = (await sheetOf(bench, sessionId)).session;
    expect(configuration.kind).toBe(keysNotHeld(unit).length === 0 ? 'verified' : 'compared');
    await bench.client.bench.writeConfiguration({ sessionId });
    const done = await sheetOf(bench, sessionId);
    expect(done.session.configuration.kind).toBe('verified');
    expect(keysNotHeld(unit)).toEqual([]);
  });

  it('and another unit plugged in: refused before any byte of a write', async () => {
    unit.unplug();
    await untilBayIs(bench, 1, 'gone');
    const swapped = unit.parameters('other');
    const seen = unit.traffic().length;
    unit.plugIn('other');
    await untilBayIs(bench, 1, 'idle');
    expect(await bench.client.bench.writeConfiguration({ sessionId })).toMatchObject({ kind: 'updated' });
    const sheet = await sheetOf(bench, sessionId);
    expect(sheet.session.identity).toMatchObject({ kind: 'mismatch', scanned: serial });
    expect(sheet.session.configuration).toMatchObject({ kind: 'incomplete', why: 'wrong-unit' });
    expect(unit.parameters('other')).toEqual(swapped);
    expect(textToUnit(unit, seen)).not.toMatch(/setparam/i);
    unit.unplug();
    unit.plugIn('same');
    await untilBayIs(bench, 1, 'idle');
    expect(await bench.client.bench.identify({ sessionId, bay: 1 })).toMatchObject({ kind: 'agrees' });
  });

  it('or the unit keeps nothing of what it took: the sheet says so', async () => {
    unit.setFaults(['not-stored']);
    await bench.client.bench.writeConfiguration({ sessionId });
    const sheet = await sheetOf(bench, sessionId);
    expect(sheet.session.configuration).toMatchObject({ kind: 'incomplete', why: 'differs' });
    expect(liesOf(sheet, unit)).toEqual([]);
  });

  it('writes what changed on the unit since it was shown, and leaves alone what fits by now', async () => {
    const shown = (await sheetOf(bench, sessionId)).session.configuration;
    const keys = shown.kind === 'compared' ? shown.changes.map(({ key }) => key) : [];
    expect(keys).toContain('serverHost');
    const values = { serverHost: 'ingest.example.com' };
    expect(await bench.client.cable.writePort({ port: 'sim:1', values, dryRun: false })).toMatchObject({
      kind: 'verified',
    });
    await bench.client.bench.writeConfiguration({ sessionId });
    const { configuration } = (await sheetOf(bench, sessionId)).session;
    expect(configuration.kind).toBe('verified');
    expect(keysNotHeld(unit)).toEqual([]);
  });
});

describe('INST-3 STA-4 the station ends while it writes', { timeout: 120_000 }, () => {
  beforeEach(async () => {
    unit.setFaults([]);
    await bench.client.cable.writePort({
      port: 'sim:1',
      values: { apn: 'internet', serverHost: 'tracking.example.net', serverPort: '5027', reportMovingS: '300' },
      dryRun: false,
    });
    await bench.client.bench.compareConfiguration({ sessionId });
  });

  it('by a power cut: the sheet says that nobody knows what the unit holds', async () => {
    const writing = bench.client.bench.writeConfiguration({ sessionId });
    await untilWriting(bench, sessionId);
    await bench.crash();
    await writing;
    await workOnTheUnit();
    const sheet = await sheetOf(bench, sessionId);
    expect(sheet.session.configuration).toMatchObject({ kind: 'incomplete', why: 'station-stopped' });
    const { configuration } = sheet.session;
    const states = configuration.kind === 'incomplete' ? configuration.changes.map(({ state }) => state) : [];
    // What was on its way is not known; what the journal knows not to have left says so. Nothing is called done.
    expect(states.length).toBeGreaterThan(0);
    expect(states.filter((state) => !['unknown', 'accepted', 'not-sent'].includes(state))).toEqual([]);
    expect(sheet.missing).toContain('configuration-incomplete');
    const entries = await bench.operator.audit.entries({ sessionId, limit: 200 });
    expect(entries.filter(({ code }) => code === 'station-stopped')).toMatchObject([
      { action: 'configuration.incomplete', outcome: 'failed', actor: { method: 'system' } },
    ]);
    await bench.client.bench.compareConfiguration({ sessionId });
    expect(['verified', 'compared']).toContain((await sheetOf(bench, sessionId)).session.configuration.kind);
  });

  it('in an orderly way: the write ends first, and its end is on the sheet', async () => {
    const writing = bench.client.bench.writeConfiguration({ sessionId });
    await untilWriting(bench, sessionId);
    await bench.restart();
    expect(await writing).toMatchObject({ kind: 'updated' });
    await workOnTheUnit();
    const sheet = await sheetOf(bench, sessionId);
    expect(sheet.session.configuration.kind).toBe('verified');
    expect(keysNotHeld(unit)).toEqual([]);
  });
});

async function replug(): Promise<void> {
  await untilBayIs(bench, 1, 'gone');
  unit.setFaults([]);
  unit.plugIn();
  await untilBayIs(bench, 1, 'idle');
}
