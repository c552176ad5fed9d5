import { describe, expect, it } from 'vitest';
import type { ConfigChange, ConfigReading } from '#core/ports/unit-driver.ts';
import table from '#resources/unit-families/calamp.json' with { type: 'json' };
import { type FaultName, type FaultText, faultNames } from '#sim/faults/fault-catalogue.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { createCalampDriver } from './create-calamp-driver.ts';
import { createUnitDrivers, identifyUnit } from './identify-unit.ts';
import { setUpSimulatedUnit } from './testing/simulated-unit.ts';

/**
 * The driver against the simulator, which shares no codec with it. Under every fault of its catalogue nothing may crash, hang, or be said
 * that the unit's own memory contradicts.
 */
const IMEI = '350424063817363';
const driver = createCalampDriver();

const setUp = (faults: readonly FaultText[], more: Readonly<Record<string, string>> = {}) =>
  setUpSimulatedUnit({
    family: 'calamp',
    imei: IMEI,
    seed: 7,
    faults,
    initialParameters: { '2306,0': 'before', '2315,0': 'hunter2', ...more },
  });

const changes: readonly ConfigChange[] = [
  { key: 'apn', from: 'before', to: 'internet.example' },
  { key: 'serverHost', from: '', to: 'track.example.com' },
  { key: 'serverPort', from: '20500', to: '5027' },
  { key: 'maintenanceS', from: null, to: '3600' },
  { key: 'apnUser', from: '', to: 'Trailer' },
];
const parameters: Readonly<Record<string, { readonly id: number; readonly index: number }>> = table.parameters;

function held(unit: VirtualUnit, key: string): string {
  const place = parameters[key];
  return unit.parameters()[`${place?.id},${place?.index}`] ?? '';
}

function holds(unit: VirtualUnit, key: string, value: string): boolean {
  const now = held(unit, key);
  return now === value || (/^\d+(\.0+)?$/.test(now) && Number(now) === Number(value));
}

function isTrue(unit: VirtualUnit, key: string, reading: ConfigReading): boolean {
  return reading.kind === 'value'
    ? holds(unit, key, reading.value)
    : reading.kind !== 'empty' || held(unit, key) === '';
}

/** The cable and the unit's pace spoil nothing here: everything must work as on a clean one. */
const HARMLESS: ReadonlySet<FaultName> = new Set<FaultName>([
  ...(['echo-on', 'log-before-answer', 'log-after-answer', 'nul-bytes', 'double-line-end', 'random-chunks'] as const),
  ...(['byte-per-chunk', 'split-in-line-end', 'split-in-word', 'cr-only', 'lf-only', 'slow-output'] as const),
  'think-time',
]);

describe('INST-2 the CalAmp driver against the simulator', () => {
  it('identifies, reads, writes, verifies and measures a healthy unit', async () => {
    const { unit, connect, captured } = setUp([]);
    const context = await connect();
    expect(await identifyUnit(context)).toMatchObject({
      kind: 'found',
      driver: { id: 'calamp' },
      identity: { imei: IMEI, model: 'LMU-2630', firmware: '5.0j' },
    });
    const read = await driver.readConfiguration(context);
    expect(read).toMatchObject({ values: { apn: { value: 'before' }, apnPassword: { value: 'hunter2' } } });
    expect(await driver.writeConfiguration(context, IMEI, changes)).toMatchObject({ kind: 'written' });
    expect(await driver.verify(context, changes)).toMatchObject({ kind: 'verified' });
    expect(changes.filter(({ key, to }) => held(unit, key) !== to)).toEqual([]);
    expect(await driver.readHealth(context)).toMatchObject({
      fields: { gnssFix: { value: 'fix' }, networkRegistration: { value: 'registered' }, dataLink: { value: true } },
    });
    expect(await driver.testTransmission?.(context)).toEqual({ kind: 'ordered' });
    expect(captured.join('\n')).not.toContain('hunter2');
    unit.close();
  });

  it('finds a locked unit, opens it with its password, and keeps what it wrote over a restart', async () => {
    const { unit, clock, connect, captured } = setUp([], { '2177,0': 'open sesame', '1024,51': '16' });
    const locked = await createUnitDrivers([driver]).find(await connect());
    expect(locked).toMatchObject({ kind: 'locked', driver: { id: 'calamp' } });
    expect(await driver.unlock?.(await connect(), 'open barley')).toEqual({ kind: 'wrong-password', triesLeft: null });
    expect(await driver.unlock?.(await connect(), 'open sesame')).toEqual({ kind: 'open' });
    const context = await connect();
    expect(await driver.writeConfiguration(context, IMEI, changes)).toMatchObject({ kind: 'written' });
    expect(await driver.reboot(context)).toMatchObject({ kind: 'restarting', linkIsLost: true });
    await clock.sleep(60_000);
    expect(await driver.verify(await connect(), changes)).toEqual({ kind: 'locked' });
    await driver.unlock?.(await connect(), 'open sesame');
    expect(await driver.verify(await connect(), changes)).toMatchObject({ kind: 'verified' });
    expect(captured.join('\n')).not.toMatch(/barley|sesame/);
    unit.close();
  });
});

describe('P25 P26 the CalAmp driver under every fault of the simulator', () => {
  it.each(faultNames)('%s', async (fault) => {
    const { unit, clock, connect, captured } = setUp([fault]);
    const identified = await driver.identify(await connect());
    const tellsAnother = fault === 'other-imei' || fault === 'imei-bad-digit';
    if (identified.kind === 'identified' && !tellsAnother) {
      expect([IMEI, null]).toContain(identified.identity.imei);
    }
    const read = await driver.readConfiguration(await connect());
    const readings = Object.entries(read.kind === 'read' ? read.values : {});
    expect(readings.filter(([key, reading]) => !isTrue(unit, key, reading))).toEqual([]);
    const written = await driver.writeConfiguration(await connect(), IMEI, changes);
    if (tellsAnother) {
      expect(written.kind).toBe('wrong-unit');
    }
    if (written.kind === 'partial') {
      const notSent = written.writes.filter(({ state }) => state === 'not-sent');
      expect(notSent.filter(({ key, to }) => holds(unit, key, to))).toEqual([]);
    }
    unit.plugIn('same');
    await clock.sleep(10_000);
    const verified = await driver.verify(await connect(), changes);
    if (verified.kind === 'verified') {
      expect(changes.filter(({ key, to }) => !holds(unit, key, to))).toEqual([]);
    }
    if (HARMLESS.has(fault)) {
      const kinds = [identified.kind, read.kind, written.kind, verified.kind];
      expect(kinds).toEqual(['identified', 'read', 'written', 'verified']);
    }
    await driver.readHealth(await connect());
    expect(captured.join('\n')).not.toContain('hunter2');
    expect(clock.monotonicMs()).toBeLessThan(600_000);
    unit.close();
  });

  // A unit that keeps only the first keys of a write is met by writing one key at a time.
  it.each<FaultName>(['not-stored', 'truncated-values', 'clamped-values'])(
    'an accepted write that was not kept is found by verify: %s',
    async (fault) => {
      const { unit, connect } = setUp([fault]);
      const long = [...changes, { key: 'backupHost', from: null, to: `${'b'.repeat(50)}.example.com` }];
      expect(await driver.writeConfiguration(await connect(), IMEI, long)).toMatchObject({ kind: 'written' });
      expect(await driver.verify(await connect(), long)).toMatchObject({ kind: 'differs' });
      unit.close();
    },
  );

  it('P26 the cable is pulled within a write, at every third byte', async () => {
    for (let cut = 10; cut < 150; cut += 3) {
      const { unit, connect } = setUp([`unplug-mid-write=${cut}`]);
      const written = await driver.writeConfiguration(await connect(), IMEI, changes);
      if (written.kind === 'partial') {
        const told = written.writes.filter(({ state }) => state === 'accepted' || state === 'not-sent');
        const lies = told.filter(({ key, to, state }) => holds(unit, key, to) !== (state === 'accepted'));
        expect([cut, lies]).toEqual([cut, []]);
      }
      unit.plugIn('same');
      const verified = await driver.verify(await connect(), changes);
      const isHeld = changes.every(({ key, to }) => holds(unit, key, to));
      expect([cut, verified.kind]).toEqual([cut, isHeld ? 'verified' : 'differs']);
      unit.close();
    }
  });
});
