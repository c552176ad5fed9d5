import { describe, expect, it } from 'vitest';
import { publishedUnsolicited } from '#core/protocol/queclink/testing/published-frames.ts';
import { createQueclinkDriver } from './create-queclink-driver.ts';
import { createUnitDrivers, identifyUnit } from './identify-unit.ts';
import { setUpDriverBench } from './testing/driver-bench.ts';
import { QUECLINK_IMEI, setUpQueclink } from './testing/queclink-bench.ts';
import { playQueclink } from './testing/queclink-script.ts';

describe('INST-2 finding a Queclink unit', () => {
  it('probes with a question that changes nothing', async () => {
    const { driver, unit, connect } = setUpQueclink();
    const before = unit.parameters();
    expect(await driver.probe(await connect())).toMatchObject({ kind: 'answers', score: 90 });
    expect(unit.parameters()).toEqual(before);
    unit.close();
  });

  it('is silent within a second and a half where nobody answers', async () => {
    const bench = setUpDriverBench();
    expect(await createQueclinkDriver().probe(bench.context)).toMatchObject({ kind: 'silent' });
    expect(bench.clock.monotonicMs()).toBeLessThanOrEqual(1500);
  });

  it('leaves no half command in the buffer of a stranger that reads lines', async () => {
    const bench = setUpDriverBench();
    let typed = '';
    bench.cable.unit.onBytes((bytes) => {
      typed += Buffer.from(bytes).toString('latin1');
    });
    await createQueclinkDriver().probe(bench.context);
    expect(typed.endsWith('$\r')).toBe(true);
  });

  it('is found among all families, and does not keep others from being found', async () => {
    const { unit, connect } = setUpQueclink();
    expect(await identifyUnit(await connect())).toMatchObject({
      kind: 'found',
      driver: { id: 'queclink' },
      identity: { driver: 'queclink', imei: QUECLINK_IMEI, model: 'GL300', firmware: '10.03' },
    });
    unit.close();
    for (const family of ['teltonika', 'at27007', 'calamp'] as const) {
      const other = setUpQueclink({ family, initialParameters: {} });
      expect(await identifyUnit(await other.connect()), family).toMatchObject({
        kind: 'found',
        driver: { id: family },
      });
      other.unit.close();
    }
  });

  it('is one of the drivers of the station', () => {
    expect(createUnitDrivers().byId('queclink')?.id).toBe('queclink');
  });

  it('is found although it thinks longer than a probe waits', async () => {
    const { unit, connect } = setUpQueclink({ faults: ['think-time=2500'] });
    expect(await identifyUnit(await connect())).toMatchObject({ kind: 'found', identity: { imei: QUECLINK_IMEI } });
    unit.close();
  });

  it('is read although it thinks for five seconds', async () => {
    const { driver, unit, connect } = setUpQueclink({ faults: ['think-time'] });
    const context = await connect();
    expect(await driver.identify(context)).toMatchObject({ kind: 'identified', identity: { imei: QUECLINK_IMEI } });
    expect(await driver.readConfiguration(context)).toMatchObject({
      kind: 'read',
      values: { apn: { value: 'before' } },
    });
    unit.close();
  });
});

describe('INST-2 who a Queclink unit is', () => {
  it('is read twice, and a number that changes is none', async () => {
    const { driver, unit, connect } = setUpQueclink({ faults: ['imei-changes'] });
    expect(await driver.identify(await connect())).toMatchObject({ kind: 'readings-differ' });
    unit.close();
  });

  it.each(['imei-missing', 'imei-as-imeisv'] as const)('is not known under %s', async (fault) => {
    const { driver, unit, connect } = setUpQueclink({ faults: [fault] });
    expect(await driver.identify(await connect())).toMatchObject({ kind: 'identified', identity: { imei: null } });
    unit.close();
  });

  it('has no card number where there is no card', async () => {
    const { driver, unit, connect } = setUpQueclink({ faults: ['no-sim'] });
    expect(await driver.identify(await connect())).toMatchObject({ identity: { imei: QUECLINK_IMEI, iccid: null } });
    unit.close();
  });

  it('decides what may be done with which key', () => {
    const identity = {
      driver: 'queclink',
      imei: QUECLINK_IMEI,
      firmware: '10.03',
      hardware: '1.03',
      iccid: null,
    } as const;
    const driver = createQueclinkDriver();
    const { keys, health, testTransmission } = driver.capabilities({ ...identity, model: 'GL300' });
    expect(keys['apnPassword']).toEqual({ read: true, write: true, type: 'text', maxLength: 30, secret: true });
    expect(keys['heartbeatMin']).toEqual({ read: true, write: true, type: 'integer', minimum: 0, maximum: 360 });
    expect(health).toContain('batteryMillivolts');
    expect(health).not.toContain('supplyMillivolts');
    expect(testTransmission).toBe(true);
    expect(driver.capabilities({ ...identity, model: 'GV300' })).toMatchObject({ keys: {} });
    expect(driver.capabilities({ ...identity, model: 'GL999' })).toMatchObject({
      keys: {},
      health: ['signalLevel', 'gnssFix'],
    });
  });
});

describe('INST-2 the password of a Queclink unit', () => {
  const own = { 'CFG.1': 'w4shop' };
  /** Passwords that were offered, in their order. */
  const offered = (commands: readonly string[]) => commands.map((text) => /=([^,]*),/.exec(text)?.[1]);

  it('is offered once where nobody answers: silence may mean that it was wrong', async () => {
    const bench = setUpDriverBench();
    const script = playQueclink(bench.cable.unit, () => null);
    const driver = createQueclinkDriver();
    expect(await driver.identify(bench.context)).toMatchObject({ kind: 'timed-out' });
    expect(offered(script.commands)).toEqual(['gl300', 'gmt100', 'gv300']);
    expect(await driver.unlock?.(bench.context, 'w4shop')).toMatchObject({ kind: 'timed-out' });
    expect(offered(script.commands).slice(3)).toEqual(['w4shop']);
  });

  it('is the one that the unit took, and no other goes out on that cable again', async () => {
    const { driver, unit, connect, captured } = setUpQueclink();
    const context = await connect();
    await driver.identify(context);
    const before = unit.traffic().length;
    await driver.readConfiguration(context);
    const sent = unit
      .traffic()
      .slice(before)
      .flatMap((entry) => (entry.kind === 'to-unit' ? [Buffer.from(entry.bytes).toString('latin1')] : []));
    expect(new Set(sent.flatMap((text) => [...text.matchAll(/=([^,]*),/g)].map(([, password]) => password)))).toEqual(
      new Set(['gl300']),
    );
    expect(captured.join('\n')).not.toContain('=gl300');
    unit.close();
  });

  it('of a unit that has its own makes it silent, until it is typed', async () => {
    const { driver, unit, connect, captured } = setUpQueclink({ initialParameters: own });
    const context = await connect();
    expect(await driver.identify(context)).toMatchObject({ kind: 'timed-out' });
    expect(await driver.unlock?.(context, 'w4shop')).toEqual({ kind: 'open' });
    expect(await driver.identify(context)).toMatchObject({ kind: 'identified' });
    // The same cable plugged in again.
    expect(await driver.identify(await connect())).toMatchObject({ kind: 'identified' });
    expect(captured.join('\n')).not.toContain('w4shop');
    unit.close();
  });

  it('is told to be missing where the unit is heard and takes none', async () => {
    const bench = setUpDriverBench();
    playQueclink(bench.cable.unit, () => publishedUnsolicited.fixed);
    const driver = createQueclinkDriver();
    expect(await driver.probe(bench.context)).toMatchObject({ kind: 'answers', score: 70 });
    expect(await driver.identify(bench.context)).toEqual({ kind: 'locked' });
    expect(await driver.readConfiguration(bench.context)).toEqual({ kind: 'locked' });
    expect(await driver.readHealth(bench.context)).toMatchObject({ kind: 'timed-out' });
    expect(await driver.unlock?.(bench.context, 'wrong1')).toEqual({ kind: 'wrong-password', triesLeft: null });
    expect(await identifyUnit(bench.context, [driver])).toMatchObject({ kind: 'locked' });
  });

  it('cannot hold what would start another field', async () => {
    const bench = setUpDriverBench();
    const script = playQueclink(bench.cable.unit, () => null);
    expect(await createQueclinkDriver().unlock?.(bench.context, 'a,b$')).toMatchObject({ kind: 'refused-secret' });
    expect(script.commands).toEqual([]);
  });
});

describe('INST-2 orders to a Queclink unit', () => {
  it('a restart is acknowledged, and takes the port away', async () => {
    const { driver, unit, connect } = setUpQueclink();
    expect(await driver.reboot(await connect())).toMatchObject({ kind: 'restarting', linkIsLost: true });
    unit.close();
  });

  it('a test report is ordered and acknowledged', async () => {
    const { driver, unit, connect } = setUpQueclink();
    expect(await driver.testTransmission?.(await connect())).toEqual({ kind: 'ordered' });
    unit.close();
  });

  it('the health of a unit on its way to its first fix', async () => {
    const { driver, unit, connect } = setUpQueclink({ poweredForSeconds: 1 });
    expect(await driver.readHealth(await connect())).toMatchObject({
      kind: 'measured',
      fields: {
        gnssFix: { kind: 'value', value: 'no-fix' },
        satellites: { kind: 'value', value: 0 },
        signalLevel: { kind: 'unknown', why: 'the unit does not know its signal' },
        ignition: { kind: 'value', value: true },
      },
    });
    unit.close();
  });
});
