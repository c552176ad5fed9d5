import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import { createVirtualUnit, type VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { filesWith, hurriedUnit, textToUnit, untilBayIs } from './testing/cable-bench.ts';
import { crowdSerial } from './testing/crowd-units.ts';
import { openSheetOf } from './testing/sheet-work.ts';
import { createHurriedSimClock, createTestClock } from './testing/test-clock.ts';

const serial = '866344054201822';
const stranger = '359315075385517';
const password = 'open sesame 4711';
const speed = 10;
const bays = { own: 1, other: 2, text: 3, silent: 4 };
/** In the demo's register, and of a family that is silent to a wrong password. */
const silentSerial = crowdSerial(0);

let cloud: CloudWorld;
let bench: BenchWorld;
let units: Readonly<Record<keyof typeof bays, VirtualUnit>>;
let sessionId: SessionId;

/** A unit of a family that knows a password, with one set. */
const lockedUnit = (imei: string): VirtualUnit =>
  createVirtualUnit({
    family: 'calamp',
    imei,
    seed: 5,
    poweredForSeconds: 600,
    clock: createHurriedSimClock(speed),
    initialParameters: { '2177,0': password, '1024,51': '16', '2306,0': 'before' },
  });

beforeAll(async () => {
  cloud = await createCloudWorld();
  units = {
    own: lockedUnit(serial),
    other: lockedUnit(stranger),
    text: hurriedUnit('359315075389998', speed),
    silent: createVirtualUnit({
      family: 'queclink',
      imei: silentSerial,
      seed: 6,
      poweredForSeconds: 600,
      faults: ['password-set'],
      clock: createHurriedSimClock(speed),
    }),
  };
  const { own, other, text, silent } = units;
  const unitPorts = createInProcessPorts({ 'sim:1': own, 'sim:2': other, 'sim:3': text, 'sim:4': silent });
  bench = await cloud.addStation({ unitPorts, clock: createTestClock({ speed }) });
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
  await untilBayIs(bench, bays.own, 'idle');
  sessionId = await openSheetOf(bench, `EVP-${serial}`);
});
afterAll(async () => {
  await cloud.close();
  for (const unit of Object.values(units)) {
    unit.close();
  }
});

const unlock = (bay: number, word: string) => bench.client.cable.unlock({ sessionId, bay, password: word });
const passwordsGiven = (unit: VirtualUnit) => textToUnit(unit).match(/AT\$PW/g)?.length ?? 0;
const trail = () => bench.client.audit.entries({ limit: 50 });

describe('INST-2 a unit that wants its password', { timeout: 60_000 }, () => {
  it('says so when it is identified, and nothing is known of it', async () => {
    expect(await bench.client.bench.identify({ sessionId, bay: bays.own })).toMatchObject({
      kind: 'link-problem',
      reason: 'locked',
    });
    expect(await bench.client.cable.abilities({ sessionId })).toEqual({ kind: 'abilities', testReport: false });
  });

  it('is offered a wrong one once, and the trail says that somebody tried, not what', async () => {
    expect(await unlock(bays.own, 'open barley')).toEqual({ kind: 'wrong-password', triesLeft: null });
    expect(passwordsGiven(units.own)).toBe(1);
    expect(await trail()).toContainEqual(
      expect.objectContaining({ action: 'unit.unlocked', outcome: 'failed', code: 'wrong-password' }),
    );
    expect(filesWith(bench.directory, 'open barley')).toEqual([]);
  });

  it('is not offered what cannot be said to it', async () => {
    expect(await unlock(bays.own, 'say "please"')).toMatchObject({ kind: 'not-sayable' });
    expect(passwordsGiven(units.own)).toBe(1);
  });

  it('opens to its own, is identified, and can then be told to report', async () => {
    expect(await unlock(bays.own, password)).toEqual({ kind: 'open' });
    expect(await bench.client.bench.identify({ sessionId, bay: bays.own })).toMatchObject({ kind: 'agrees' });
    expect(await bench.client.cable.abilities({ sessionId })).toEqual({ kind: 'abilities', testReport: true });
    expect(await bench.client.cable.sendTestReport({ sessionId })).toEqual({ kind: 'ordered' });
    expect(textToUnit(units.own)).toContain('AT$APP PEG SUNRPT 255');
    expect(await trail()).toContainEqual(expect.objectContaining({ action: 'unit.test-report', outcome: 'done' }));
    expect(filesWith(bench.directory, password)).toEqual([]);
    const lines = await bench.client.cable.capture({ bay: bays.own });
    expect(lines.map(({ text }) => text).join('\n')).not.toContain('sesame');
  });

  it('that is open already is not offered anything', async () => {
    const before = passwordsGiven(units.own);
    expect(await unlock(bays.own, 'anything')).toEqual({ kind: 'open' });
    expect(passwordsGiven(units.own)).toBe(before);
  });

  it('and is another one than the sheet’s, once it says who it is, gets no password and no order', async () => {
    // Somebody opened it before it came to this bench.
    expect(await unlock(bays.other, password)).toEqual({ kind: 'open' });
    const before = passwordsGiven(units.other);
    expect(await unlock(bays.other, 'anything')).toEqual({ kind: 'wrong-unit', scanned: serial, read: stranger });
    expect(passwordsGiven(units.other)).toBe(before);
  });

  it('is told from one whose family knows no password, and from an empty bay', async () => {
    expect(await unlock(bays.text, 'anything')).toMatchObject({ kind: 'wrong-unit' });
    expect(await unlock(9, 'anything')).toMatchObject({ kind: 'link-problem', reason: 'no-bay' });
  });
});

describe('INST-2 a unit that is silent to whoever does not know its password', { timeout: 60_000 }, () => {
  const tries = (word: string) => textToUnit(units.silent).split(`=${word},`).length - 1;
  let sheet: SessionId;
  const identify = () => bench.client.bench.identify({ sessionId: sheet, bay: bays.silent });
  const offer = (word: string) => bench.client.cable.unlock({ sessionId: sheet, bay: bays.silent, password: word });
  beforeAll(async () => {
    await untilBayIs(bench, bays.silent, 'idle');
    sheet = await openSheetOf(bench, `EVP-${silentSerial}`);
  });

  it('is nobody to a port that asks every family, and may be locked to one that is set to its own', async () => {
    expect(await identify()).toMatchObject({ kind: 'link-problem', reason: 'silent' });
    expect(await offer('bay71')).toMatchObject({ kind: 'link-problem', reason: 'silent' });
    expect(tries('bay71')).toBe(0);
    const port = (await bench.client.ports.list()).ports.find(({ bay }) => bay === bays.silent);
    await bench.client.ports.change({ key: port?.key ?? '', driver: 'queclink' });
    expect(await identify()).toMatchObject({ kind: 'link-problem', reason: 'silent-or-locked' });
    expect(await bench.client.ports.check({ key: port?.key ?? '' })).toMatchObject({
      findings: [{ code: 'silent-or-locked' }],
    });
  });

  it('is offered a wrong one once, and stays silent', async () => {
    expect(await offer('bay72')).toMatchObject({ kind: 'link-problem', reason: 'timed-out' });
    expect(tries('bay72')).toBe(1);
    expect(await identify()).toMatchObject({ kind: 'link-problem', reason: 'silent-or-locked' });
    expect(tries('bay72')).toBe(1);
  });

  it('answers to its own, and is identified', async () => {
    expect(await offer('bay71')).toEqual({ kind: 'open' });
    expect(await identify()).toMatchObject({ kind: 'agrees' });
    expect(filesWith(bench.directory, 'bay71')).toEqual([]);
  });
});
