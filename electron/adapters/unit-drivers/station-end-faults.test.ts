import { describe, expect, it } from 'vitest';
import type { ConfigChange, DriverContext } from '#core/ports/unit-driver.ts';
import type { FaultText } from '#sim/faults/fault-catalogue.ts';
import { connectInProcess, createInProcessPorts } from '#sim/fronts/in-process.ts';
import { createVirtualUnit } from '#sim/virtual-unit.ts';
import { createTeltonikaDriver } from './create-teltonika-driver.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';

/** What goes wrong at the station's own end, not at the unit's (link.md §10 groups 6, 13 and 18). */
const imei = '350424063817363';
const driver = createTeltonikaDriver();
const changes: readonly ConfigChange[] = [{ key: 'apn', from: '', to: 'fleet.example.com' }];

function setUp(faults: readonly FaultText[]) {
  const clock = createVirtualClock();
  const unit = createVirtualUnit({
    family: 'teltonika',
    imei,
    seed: 3,
    faults,
    clock: {
      nowMs: () => Date.UTC(2026, 10, 21) + clock.monotonicMs(),
      after(delayMs, action) {
        const life = new AbortController();
        void clock.sleep(delayMs, life.signal).then(() => (life.signal.aborted ? undefined : action()));
        return () => life.abort();
      },
      suspend: clock.suspend,
    },
  });
  const captured: string[] = [];
  const capture: DriverContext['capture'] = {
    record: ({ direction, text, use }) => captured.push(`${use ?? direction} ${text}`),
  };
  return { unit, clock, captured, context: (): DriverContext => ({ link: connectInProcess(unit), clock, capture }) };
}

describe('P25 the station falls asleep in mid-command', () => {
  it('the command ends as timed out, its late half belongs to nobody, and both are in step again before the next', async () => {
    const { context, captured, unit } = setUp(['suspend=4']);
    const awake = context();
    expect((await driver.identify(awake)).kind).toBe('identified');
    const asked = captured
      .filter((line) => line.startsWith('to-unit'))
      .map((line) => line.slice('to-unit '.length, -4));
    expect(asked).toEqual(['getver', 'getver', 'getimeiccid', 'getimeiccid']);
    expect(captured.filter((line) => /^(cut|late) /.test(line))).toHaveLength(2);
    expect(await driver.readConfiguration(awake, ['apn', 'serverPort'])).toMatchObject({
      values: { apn: { kind: 'empty' }, serverPort: { kind: 'value', value: '0' } },
    });
    unit.close();
  });

  it('a write that was under way is unknown until it is read again', async () => {
    const { context, unit } = setUp(['suspend=2']);
    const awake = context();
    const written = await driver.writeConfiguration(awake, imei, changes);
    expect(written).toMatchObject({ kind: 'partial', writes: [{ key: 'apn', state: 'unknown' }] });
    expect(unit.parameters()['2001']).toBe('fleet.example.com');
    expect((await driver.verify(awake, changes)).kind).toBe('verified');
    unit.close();
  });

  it('whatever is asked when it happens, nothing wrong is said', async () => {
    for (let answer = 1; answer <= 12; answer += 1) {
      const { context, unit, clock } = setUp([`suspend=${answer}`]);
      const awake = context();
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
    const { context, unit, captured } = setUp(['modem-manager=60']);
    const shared = context();
    expect((await driver.identify(shared)).kind).toBe('identified');
    expect((await driver.writeConfiguration(shared, imei, changes)).kind).toBe('written');
    expect((await driver.verify(shared, changes)).kind).toBe('verified');
    expect(unit.parameters()['2001']).toBe('fleet.example.com');
    expect(captured.join('\n')).not.toContain('to-unit AT');
    unit.close();
  });

  it('a unit that comes back under another path is the same by its serial number', async () => {
    const { unit, clock, context } = setUp(['unplug-mid-reply=2', 'replug-elsewhere']);
    const ports = createInProcessPorts({ 'sim:1': unit });
    const [before] = await ports.list();
    expect((await driver.identify(context())).kind).toBe('port-lost');
    expect(await ports.list()).toEqual([]);
    await clock.sleep(5_000);
    expect(await ports.list()).toEqual([{ ...before, path: 'sim:1-2' }]);
    expect(await ports.open('sim:1')).toMatchObject({ kind: 'not-found' });
    expect(await ports.open('sim:1-2')).toMatchObject({ kind: 'opened' });
    unit.close();
  });
});
