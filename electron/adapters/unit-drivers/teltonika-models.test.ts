import { describe, expect, it } from 'vitest';
import type { ConfigChange } from '#core/ports/unit-driver.ts';
import type { FaultText } from '#sim/faults/fault-catalogue.ts';
import { createTeltonikaDriver } from './create-teltonika-driver.ts';
import { setUpSimulatedUnit } from './testing/simulated-unit.ts';
import { IMEI, identityOf } from './testing/teltonika-bench.ts';

async function setUp(model: string, faults: readonly FaultText[] = [], initialParameters: Record<string, string> = {}) {
  const bench = setUpSimulatedUnit({ family: 'teltonika', model, imei: IMEI, seed: 5, faults, initialParameters });
  return { ...bench, context: await bench.connect() };
}

const change = (key: string, to: string): ConfigChange => ({ key, from: null, to });

describe('INST-2 the older FM36 family', () => {
  it('reads by its own ids, and is written one value a command with a blank between id and value', async () => {
    const { context, unit, asked } = await setUp('FM3622', [], { '1242': 'before', '1246': '5027', '1247': '1' });
    const driver = createTeltonikaDriver();
    expect(await driver.readConfiguration(context)).toMatchObject({
      values: {
        apn: { value: 'before' },
        serverPort: { value: '5027' },
        serverProto: { value: 'udp' },
        serverHost: { kind: 'empty' },
      },
    });
    const changes = [change('apn', 'internet'), change('serverHost', '127.0.0.1'), change('apnPassword', 'hunter2')];
    expect(await driver.writeConfiguration(context, IMEI, changes)).toMatchObject({ kind: 'written' });
    expect(await driver.verify(context, changes)).toMatchObject({ kind: 'verified' });
    expect(unit.parameters()).toMatchObject({ '1242': 'internet', '1245': '127.0.0.1', '1244': 'hunter2' });
    expect(asked()).toContain('setparam 1245 127.0.0.1');
    expect(asked().join()).not.toContain('hunter2');
    unit.close();
  });

  it('holds no parameter of the later families, and its limits are its own', () => {
    const { keys } = createTeltonikaDriver().capabilities(identityOf('FM3622'));
    expect(Object.keys(keys)).toEqual(['apn', 'apnUser', 'apnPassword', 'serverHost', 'serverPort', 'serverProto']);
    expect(keys['serverHost']).toMatchObject({ maxLength: 31 });
  });
});

describe('INST-2 which keys a model is offered', () => {
  it.each([
    ['FTC961', 'backupHost', undefined],
    ['FMB920', 'backupHost', true],
    ['TAT140', 'apnAuth', undefined],
    ['TAT140', 'serverHost', true],
    ['FMA110', 'serverHost', false],
    ['FM1204', 'serverHost', undefined],
  ])('%s: %s', (model, key, writable) => {
    expect(createTeltonikaDriver().capabilities(identityOf(model)).keys[key]?.write).toBe(writable);
  });

  it('an autonomous tracker is not asked for a supply that it does not have', () => {
    expect(createTeltonikaDriver().capabilities(identityOf('TAT140')).health).not.toContain('supplyMillivolts');
  });
});

describe('INST-2 how commands are written', () => {
  it('a unit that wants a dot is found within the time of a probe, and asked so from then on', async () => {
    const { context, asked, clock, unit } = await setUp('FTC961', ['needs-dot']);
    const driver = createTeltonikaDriver();
    expect(await driver.probe(context)).toMatchObject({ kind: 'answers' });
    expect(clock.monotonicMs()).toBeLessThan(1_500);
    const probed = asked().length;
    expect(await driver.identify(context)).toMatchObject({ kind: 'identified', identity: { imei: IMEI } });
    expect(
      asked()
        .slice(probed)
        .every((command) => command.startsWith('.get')),
    ).toBe(true);
    const changes = [change('apn', 'internet')];
    expect(await driver.writeConfiguration(context, IMEI, changes)).toMatchObject({ kind: 'written' });
    expect(await driver.verify(context, changes)).toMatchObject({ kind: 'verified' });
    unit.close();
  });

  it('a unit that knows no dot and answers late is not taken for one that wants it', async () => {
    for (const thinkMs of [950, 1_100, 1_300]) {
      const { context, asked, clock, unit } = await setUp('FMB920', ['knows-no-dot', `think-time=${thinkMs}`]);
      const driver = createTeltonikaDriver();
      expect(await driver.probe(context)).toMatchObject({ kind: 'answers' });
      expect(clock.monotonicMs()).toBeLessThan(1_500);
      const probed = asked().length;
      expect(await driver.identify(context)).toMatchObject({ kind: 'identified', identity: { imei: IMEI } });
      expect(
        asked()
          .slice(probed)
          .filter((command) => command.startsWith('.')),
      ).toEqual([]);
      unit.close();
    }
  });

  it('without a probe before it, too, and the usual way is tried again where the unit was exchanged', async () => {
    const { context, unit } = await setUp('FTC961', ['needs-dot']);
    const driver = createTeltonikaDriver();
    expect(await driver.identify(context)).toMatchObject({ kind: 'identified' });
    unit.close();
    const other = await setUp('FMB920');
    expect(await driver.identify(other.context)).toMatchObject({ kind: 'identified', identity: { model: 'FMB920' } });
    other.unit.close();
  });

  it('a way that is set is the only one tried', async () => {
    const { context, asked, captured, unit } = await setUp('FTC961', ['needs-dot']);
    const driver = createTeltonikaDriver({ speech: () => ({ prefix: '', lineEnding: '\r\n' }) });
    expect((await driver.probe(context)).kind).toBe('silent');
    expect(new Set(asked())).toEqual(new Set(['getver']));
    expect(captured.every((line) => line.endsWith('\\x0d\\x0a') || line.startsWith('['))).toBe(true);
    unit.close();
  });
});

describe('INST-2 the two ports of an FT unit', () => {
  it('its Debug port is silent to questions, is told so, and is never sent a command of its own', async () => {
    const { context, asked, unit } = await setUp('FTC961', ['silent', 'log-spam']);
    expect(await createTeltonikaDriver().probe(context)).toEqual({
      kind: 'silent',
      reason:
        'log lines of a Teltonika unit and no answer: this may be its Debug port, and the other one its Device port',
    });
    expect(asked()).toEqual(['getver', '.getver']);
    unit.close();
  });
});
