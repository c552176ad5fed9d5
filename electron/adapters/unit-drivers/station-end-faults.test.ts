import { describe, expect, it } from 'vitest';
import type { ConfigChange } from '#core/ports/unit-driver.ts';
import type { FaultText } from '#sim/faults/fault-catalogue.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import { createTeltonikaDriver } from './create-teltonika-driver.ts';
import { setUpSimulatedUnit } from './testing/simulated-unit.ts';

/** What goes wrong at the station's own end, not at the unit's (link.md §10 groups 6, 13 and 18). */
const imei = '350424063817363';
const driver = createTeltonikaDriver();
const changes: readonly ConfigChange[] = [{ key: 'apn', from: '', to: 'fleet.example.com' }];

const setUp = (faults: readonly FaultText[]) =>
  setUpSimulatedUnit({ family: 'teltonika', imei, seed: 3, faults, poweredForSeconds: 0 });

describe('P25 the station falls asleep in mid-command', () => {
  it('the command ends as timed out, its late half belongs to nobody, and both are in step again before the next', async () => {
    const { connect, entries, asked, unit } = setUp(['suspend=4']);
    const awake = await connect();
    expect((await driver.identify(awake)).kind).toBe('identified');
    expect(asked()).toEqual(['getver', 'getver', 'getimeiccid', 'getimeiccid']);
    expect(entries.filter(({ use }) => use === 'cut' || use === 'late')).toHaveLength(2);
    expect(await driver.readConfiguration(awake, ['apn', 'serverPort'])).toMatchObject({
      values: { apn: { kind: 'empty' }, serverPort: { kind: 'value', value: '0' } },
    });
    unit.close();
  });

  it('a write that was under way is unknown until it is read again', async () => {
    const { connect, unit } = setUp(['suspend=2']);
    const awake = await connect();
    const written = await driver.writeConfiguration(awake, imei, changes);
    expect(written).toMatchObject({ kind: 'partial', writes: [{ key: 'apn', state: 'unknown' }] });
    expect(unit.parameters()['2001']).toBe('fleet.example.com');
    expect((await driver.verify(awake, changes)).kind).toBe('verified');
    unit.close();
  });

  it('whatever is asked when it happens, nothing wrong is said', async () => {
    for (let answer = 1; answer <= 12; answer += 1) {
      const { connect, unit, clock } = setUp([`suspend=${answer}`]);
      const awake = await connect();
      const identified = await driver.identify(awake);
      if (identified.kind === 'identified') {
        expect([answer, identified.identity.imei]).toEqual([answer, imei]);
        expect(identified.identity.iccid ?? '').toMatch(/^(894902\d{13})?$/);
      }
      const read = await driver.readConfiguration(awake);
      const told = Object.entries(read.kind === 'read' ? read.values : {});
      expect(told.filter(([key, { kind }]) => key === 'apn' && kind === 'value')).toEqual([]);
      expect(clock.monotonicMs()).toBeLessThan(180_000);
      unit.close();
    }
  });
});

describe('INST-1 somebody else is at the port', () => {
  it('it is busy as long as another program holds it, and can be opened afterwards', async () => {
    const { unit, clock } = setUp(['port-busy=3000']);
    const ports = createInProcessPorts({ 'sim:1': unit });
    expect(await ports.open('sim:1')).toMatchObject({ kind: 'busy' });
    await clock.sleep(3_000);
    expect(await ports.open('sim:1')).toMatchObject({ kind: 'opened' });
    unit.close();
  });

  it('what ModemManager types and is answered disturbs neither reading nor writing', async () => {
    const { connect, unit, asked } = setUp(['modem-manager=60']);
    const shared = await connect();
    expect((await driver.identify(shared)).kind).toBe('identified');
    expect((await driver.writeConfiguration(shared, imei, changes)).kind).toBe('written');
    expect((await driver.verify(shared, changes)).kind).toBe('verified');
    expect(unit.parameters()['2001']).toBe('fleet.example.com');
    expect(asked().some((command) => command.startsWith('AT'))).toBe(false);
    unit.close();
  });

  it('a unit that comes back under another path is the same by its serial number', async () => {
    const { unit, clock, connect } = setUp(['unplug-mid-reply=2', 'replug-elsewhere']);
    const ports = createInProcessPorts({ 'sim:1': unit });
    const [before] = await ports.list();
    expect((await driver.identify(await connect())).kind).toBe('port-lost');
    expect(await ports.list()).toEqual([]);
    await clock.sleep(5_000);
    expect(await ports.list()).toEqual([{ ...before, path: 'sim:1-2' }]);
    expect(await ports.open('sim:1')).toMatchObject({ kind: 'not-found' });
    expect(await ports.open('sim:1-2')).toMatchObject({ kind: 'opened' });
    unit.close();
  });
});
