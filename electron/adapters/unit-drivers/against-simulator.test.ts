import { describe, expect, it } from 'vitest';
import type { ByteLink } from '#core/ports/byte-link.ts';
import type { ConfigChange, DriverContext } from '#core/ports/unit-driver.ts';
import { isSameValue } from '#core/protocol/parameter-value.ts';
import familyTable from '#resources/unit-families/teltonika.json' with { type: 'json' };
import { type FaultName, type FaultText, faultNames } from '#sim/faults/fault-catalogue.ts';
import { connectInProcess } from '#sim/fronts/in-process.ts';
import type { SimClock } from '#sim/time/sim-clock.ts';
import { createVirtualUnit, type VirtualUnit } from '#sim/virtual-unit.ts';
import { createAtDriver } from './create-at-driver.ts';
import { createTeltonikaDriver } from './create-teltonika-driver.ts';
import { identifyUnit } from './identify-unit.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';

/**
 * The drivers against the simulator, which was written from the same documents by other hands and shares no codec with them.
 * Under every fault of its catalogue nothing may crash, hang, or be said that the unit's own memory contradicts.
 */
const IMEI = '350424063817363';
const OTHER_VALUES: readonly FaultName[] = ['semicolon-in-value', 'apn-suffix', 'float-values'];
const driver = createTeltonikaDriver();

function setUp(faults: readonly FaultText[], family: 'teltonika' | 'at27007' = 'teltonika') {
  const clock = createVirtualClock();
  const simClock: SimClock = {
    nowMs: () => Date.UTC(2026, 10, 20) + clock.monotonicMs(),
    after: (delayMs, action) => {
      const life = new AbortController();
      void clock.sleep(delayMs, life.signal).then(() => (life.signal.aborted ? undefined : action()));
      return () => life.abort();
    },
    suspend: clock.suspend,
  };
  const unit = createVirtualUnit({
    family,
    imei: IMEI,
    seed: 7,
    faults,
    clock: simClock,
    poweredForSeconds: 600,
    ebsVin: '1M8GDM9AXKP042788',
    vehicleVin: 'WP0ZZZ99ZTS392124',
    ...(family === 'teltonika' ? { model: 'FTSIM1', initialParameters: { '2001': 'before', '2003': 'hunter2' } } : {}),
  });
  const captured: string[] = [];
  const capture: DriverContext['capture'] = { record: ({ text }) => captured.push(text) };
  let link: ByteLink | null = null;
  /** A context over a fresh connection, as after a replug. */
  const connect = async (): Promise<DriverContext> => {
    await link?.close();
    link = connectInProcess(unit);
    return { link, clock, capture };
  };
  return { unit, clock, captured, connect };
}

const changes: readonly ConfigChange[] = [
  { key: 'apn', from: 'before', to: 'internet.example' },
  { key: 'serverHost', from: '', to: 'track.example.com' },
  { key: 'serverPort', from: '0', to: '5027' },
  { key: 'reportMovingS', from: null, to: '300' },
  { key: 'vin', from: '', to: '1M8GDM9AXKP042788' },
];
const { standard, trailer } = familyTable.parameterSets;
const ids: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries({ ...standard, ...trailer }).map(([key, { id }]) => [key, id]),
);

/** What the cable does to bytes here, no answer is lost or damaged by: everything must work as on a clean one. */
const HARMLESS: ReadonlySet<FaultName> = new Set<FaultName>([
  ...(['echo-on', 'echo-switching', 'log-before-answer', 'log-after-answer', 'lookalike-line', 'log-spam'] as const),
  ...(['nul-bytes', 'escape-bytes', 'invalid-utf8', 'no-line-end', 'cr-only', 'lf-only', 'double-line-end'] as const),
  ...(['split-in-line-end', 'split-in-word', 'random-chunks', 'byte-per-chunk', 'duplicate-answer'] as const),
  ...(['late-answer', 'stale-answer', 'swallow-answer', 'merge-answers', 'oversize-line', 'slow-output'] as const),
  ...(['think-time', 'modem-manager', 'split-in-pair', 'suspend'] as const),
]);

/** Whether the unit's own memory holds this; choices are compared by their numbers elsewhere. */
function holds(unit: VirtualUnit, key: string, value: string): boolean {
  const held = unit.parameters()[String(ids[key])] ?? '';
  return isSameValue(held, value, true);
}

describe('INST-2 the drivers against the simulator', () => {
  it('identify, read, write, verify and measure a healthy unit', async () => {
    const { unit, connect, captured } = setUp([]);
    const context = await connect();
    expect(await identifyUnit(context)).toMatchObject({
      kind: 'found',
      driver: { id: 'teltonika' },
      identity: { imei: IMEI, model: 'FTSIM1' },
    });
    const read = await driver.readConfiguration(context);
    expect(read).toMatchObject({ values: { apn: { value: 'before' }, apnPassword: { value: 'hunter2' } } });
    expect(await driver.writeConfiguration(context, IMEI, changes)).toMatchObject({ kind: 'written' });
    expect(await driver.verify(context, changes)).toMatchObject({ kind: 'verified' });
    expect(changes.every(({ key, to }) => holds(unit, key, to))).toBe(true);
    const health = await driver.readHealth(context);
    expect(health).toMatchObject({
      kind: 'measured',
      fields: { gnssFix: { value: 'fix' }, sim: { value: 'ready' }, networkRegistration: { value: 'home' } },
    });
    expect(health).toMatchObject({ fields: { ebsVin: { value: '1M8GDM9AXKP042788' } } });
    const fields = health.kind === 'measured' ? health.fields : {};
    const told = Object.entries(fields).filter(([, reading]) => reading.kind === 'value');
    expect(told.map(([field]) => field)).toEqual(
      expect.arrayContaining([
        'supplyMillivolts',
        'batteryMillivolts',
        'ignition',
        'canLink',
        'ebsVin',
        'odometerMetres',
      ]),
    );
    expect(captured.join('\n')).not.toContain('hunter2');
    unit.close();
  });

  it('identify and measure a bare modem', async () => {
    const { unit, connect } = setUp([], 'at27007');
    expect(await identifyUnit(await connect())).toMatchObject({
      kind: 'found',
      driver: { id: 'at27007' },
      identity: { imei: IMEI },
    });
    expect(await createAtDriver().readHealth(await connect())).toMatchObject({
      fields: { sim: { value: 'ready' }, networkRegistration: { value: 'home' }, signalLevel: { kind: 'value' } },
    });
    unit.close();
  });
});

describe('P25 P26 the Teltonika driver under every fault of the simulator', () => {
  it.each(faultNames)('%s', async (fault) => {
    const { unit, clock, connect, captured } = setUp([fault]);
    const identified = await driver.identify(await connect());
    const tellsAnother = fault === 'other-imei' || fault === 'imei-bad-digit';
    if (identified.kind === 'identified' && !tellsAnother) {
      expect([IMEI, null]).toContain(identified.identity.imei);
    }
    const read = await driver.readConfiguration(await connect());
    for (const [key, reading] of Object.entries(read.kind === 'read' ? read.values : {})) {
      if (reading.kind === 'value' && !key.endsWith('Proto') && key !== 'apnAuth' && !OTHER_VALUES.includes(fault)) {
        expect([key, reading.value, holds(unit, key, reading.value)]).toEqual([key, reading.value, true]);
      }
    }
    const written = await driver.writeConfiguration(await connect(), IMEI, changes);
    if (tellsAnother) {
      expect(written.kind).toBe('wrong-unit');
    }
    if (written.kind === 'partial') {
      for (const write of written.writes.filter(({ state }) => state === 'not-sent')) {
        expect([write.key, holds(unit, write.key, write.to)]).toEqual([write.key, false]);
      }
    }
    unit.plugIn('same');
    await clock.sleep(10_000);
    const verified = await driver.verify(await connect(), changes);
    if (verified.kind === 'verified' && fault !== 'apn-suffix') {
      expect(changes.filter(({ key, to }) => !holds(unit, key, to))).toEqual([]);
    }
    if (HARMLESS.has(fault)) {
      const kinds = [identified.kind, read.kind, written.kind, verified.kind];
      expect(kinds).toEqual(['identified', 'read', 'written', 'verified']);
    }
    const health = await driver.readHealth(await connect());
    expect(['measured', 'port-lost', 'timed-out', 'garbled']).toContain(health.kind);
    expect(captured.join('\n')).not.toContain('hunter2');
    expect(clock.monotonicMs()).toBeLessThan(240_000);
    unit.close();
  });

  it.each<FaultName>([
    ...(['not-stored', 'first-keys-only', 'truncated-values', 'lower-cased-values', 'clamped-values'] as const),
  ])('an accepted write that was not kept is found by verify: %s', async (fault) => {
    const { unit, connect } = setUp([fault]);
    const upper = [...changes, { key: 'backupHost', from: null, to: 'TRACK.example.com' }];
    expect(await driver.writeConfiguration(await connect(), IMEI, upper)).toMatchObject({ kind: 'written' });
    expect(await driver.verify(await connect(), upper)).toMatchObject({ kind: 'differs' });
    unit.close();
  });
});

describe('P26 INST-3 the cable of the simulator is pulled within a write', () => {
  it.each(['noticed', 'half-command-kept'] as const)('at every byte, %s by the unit', async (memory) => {
    for (let cut = 10; cut < 97; cut += 3) {
      const kept: readonly FaultText[] = memory === 'noticed' ? [] : [memory];
      const { unit, connect } = setUp([`unplug-mid-write=${cut}`, ...kept]);
      const written = await driver.writeConfiguration(await connect(), IMEI, changes);
      expect([cut, written.kind]).toEqual([cut, 'partial']);
      unit.plugIn('same');
      // Half a command may still lie in the unit and swallow the next question: what it holds decides, not what was sent.
      const verified = await driver.verify(await connect(), changes);
      const isHeld = changes.every(({ key, to }) => holds(unit, key, to));
      expect([cut, verified.kind]).toEqual([cut, isHeld ? 'verified' : 'differs']);
      unit.close();
    }
  });
});

describe('INST-1 a unit that tells another IMEI at every second reading', () => {
  it.each([0, 1])('is nobody, after %i readings by others', async (before) => {
    for (const family of ['teltonika', 'at27007'] as const) {
      const { unit, connect } = setUp(['imei-changes'], family);
      const one = family === 'teltonika' ? driver : createAtDriver();
      const context = await connect();
      for (let reading = 0; reading < before; reading += 1) {
        await context.link.write(Buffer.from(family === 'teltonika' ? 'getver\r' : 'AT+CGSN\r'));
        await context.clock.sleep(500);
      }
      expect([family, (await one.identify(context)).kind]).toEqual([family, 'readings-differ']);
      unit.close();
    }
  });
});

describe('INST-1 the time that the text dialect takes', () => {
  it('is that of its bytes and of the unit: no silence is waited out for an answer of known shape', async () => {
    const { unit, clock, connect } = setUp([]);
    const context = await connect();
    const startedMs = clock.monotonicMs();
    expect(await driver.readConfiguration(context)).toMatchObject({ kind: 'read' });
    expect(await driver.writeConfiguration(context, IMEI, changes)).toMatchObject({ kind: 'written' });
    expect(await driver.verify(context, changes)).toMatchObject({ kind: 'verified' });
    const commands = unit.traffic().filter(({ kind }) => kind === 'to-unit').length;
    const thinkMs = 12;
    expect(clock.monotonicMs() - startedMs).toBeLessThanOrEqual(commands * (thinkMs + 1));
    unit.close();
  });
});

describe('INST-3 a restart of the simulator', () => {
  it('takes the port away from a modem too, a moment after its answer', async () => {
    const { unit, connect } = setUp([], 'at27007');
    expect(await createAtDriver().reboot(await connect())).toMatchObject({ kind: 'restarting', linkIsLost: true });
    unit.close();
  });

  it.each([
    ['keeps what was written', [], 'verified'],
    ['brings the old values back, and verify says so', ['reboot-forgets'], 'differs'],
  ] as const)('%s', async (_name, faults, kind) => {
    const { unit, clock, connect } = setUp([...faults]);
    const context = await connect();
    expect(await driver.writeConfiguration(context, IMEI, changes)).toMatchObject({ kind: 'written' });
    expect(await driver.reboot(context)).toMatchObject({ kind: 'restarting', linkIsLost: true });
    await clock.sleep(60_000);
    expect(await driver.verify(await connect(), changes)).toMatchObject({ kind });
    unit.close();
  });
});

describe('P25 the AT driver under every fault of the simulator', () => {
  it.each(faultNames)('%s', async (fault) => {
    const { unit, clock, connect } = setUp([fault], 'at27007');
    const at = createAtDriver();
    const identified = await at.identify(await connect());
    if (identified.kind === 'identified' && fault !== 'other-imei' && fault !== 'imei-bad-digit') {
      expect([IMEI, null]).toContain(identified.identity.imei);
    }
    if (identified.kind === 'identified') {
      // Never another text than the unit's own, e.g. the maker's name as the model.
      const { model, firmware } = identified.identity;
      expect(['Fitbay virtual units VM-27 1.00', 'unknown unknown']).toContain(`${model} ${firmware}`);
    }
    await at.readHealth(await connect());
    expect(clock.monotonicMs()).toBeLessThan(240_000);
    unit.close();
  });
});
