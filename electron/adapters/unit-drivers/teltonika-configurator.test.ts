import { describe, expect, it } from 'vitest';
import type { ConfigChange } from '#core/ports/unit-driver.ts';
import type { FaultText } from '#sim/faults/fault-catalogue.ts';
import { createTeltonikaDriver } from './create-teltonika-driver.ts';
import { setUpSimulatedUnit } from './testing/simulated-unit.ts';
import { IMEI } from './testing/teltonika-bench.ts';

const initialParameters = { '2001': 'before', '2003': 'hunter2', '2005': '5027', '2006': '1' };
const driver = createTeltonikaDriver({ dialogue: () => 'configurator' });

async function setUp(faults: readonly FaultText[] = [], poweredForSeconds = 600) {
  const plan = { family: 'teltonika', model: 'FMB920', imei: IMEI, seed: 9 } as const;
  const bench = setUpSimulatedUnit({ ...plan, faults, initialParameters, poweredForSeconds });
  return { ...bench, context: await bench.connect() };
}

const change = (key: string, to: string): ConfigChange => ({ key, from: null, to });
const changes = [change('apn', 'fleet.example.com'), change('serverPort', '7710'), change('apnPassword', 'hunter3')];

describe('INST-3 the Configurator dialogue, where a station has it switched on', () => {
  it('reads everything at once, twice, and nothing by itself that was told alike', async () => {
    const { context, unit, asked, captured } = await setUp();
    const outcome = await driver.readConfiguration(context);
    expect(outcome).toMatchObject({
      values: {
        apn: { value: 'before' },
        apnPassword: { value: 'hunter2' },
        serverProto: { value: 'udp' },
        serverHost: { kind: 'empty' },
      },
    });
    expect(asked().filter((command) => command === ':cfg_getcfg')).toHaveLength(2);
    expect(asked().some((command) => command.startsWith('getparam'))).toBe(false);
    expect(asked().at(-1)).toBe(':cfg_disconnect');
    expect(captured.join('\n')).not.toContain('hunter2');
    unit.close();
  });

  it('waits for silence behind a list once, and knows then where it ends', async () => {
    const { context, unit, clock } = await setUp();
    const fresh = createTeltonikaDriver({ dialogue: () => 'configurator' });
    const durationsMs: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const startedMs = clock.monotonicMs();
      expect(await fresh.readConfiguration(context)).toMatchObject({ values: { apnPassword: { value: 'hunter2' } } });
      durationsMs.push(clock.monotonicMs() - startedMs);
    }
    const [first = 0, ...later] = durationsMs;
    expect(first).toBeGreaterThan(350);
    expect(Math.max(...later)).toBeLessThan(350);
    unit.close();
  });

  it.each<FaultText>(['duplicate-answer', 'log-inside-answer=4', 'late-answer=5'])(
    'believes nothing of a list that was spoiled, also where it knows its end: %s',
    async (fault) => {
      const fresh = createTeltonikaDriver({ dialogue: () => 'configurator' });
      const { context, unit } = await setUp();
      await fresh.readConfiguration(context);
      unit.setFaults([fault]);
      const outcome = await fresh.readConfiguration(context);
      const values = outcome.kind === 'read' ? outcome.values : {};
      const held = { apn: 'before', apnPassword: 'hunter2', serverPort: '5027', serverProto: 'udp' };
      for (const [key, value] of Object.entries(held)) {
        const reading = values[key];
        expect([key, reading?.kind === 'value' ? reading.value : value]).toEqual([key, value]);
      }
      unit.close();
    },
  );

  it('stages all values in one command, has them kept, and says what a reading told', async () => {
    const { context, unit, asked, captured } = await setUp();
    const states: string[] = [];
    const outcome = await driver.writeConfiguration(context, IMEI, changes, ({ journal = [] }) =>
      states.push(...journal.map(({ key, state }) => `${key} ${state}`)),
    );
    expect(outcome).toMatchObject({
      kind: 'written',
      writes: changes.map(({ key }) => ({ key, state: 'accepted' })),
    });
    expect(states).toEqual([
      ...changes.map(({ key }) => `${key} sending`),
      ...changes.map(({ key }) => `${key} accepted`),
    ]);
    expect(unit.parameters()).toMatchObject({ '2001': 'fleet.example.com', '2005': '7710', '2003': 'hunter3' });
    expect((await driver.verify(context, changes)).kind).toBe('verified');
    expect(asked().filter((command) => command.startsWith(':cfg_setparam:'))).toHaveLength(1);
    expect(captured.join('\n')).not.toContain('hunter3');
    unit.close();
  });

  it('sends no command of more than a thousand bytes', async () => {
    const { context, unit, asked } = await setUp();
    const long = ['apn', 'apnUser', 'serverHost', 'backupHost'].map((key) => change(key, 'h'.repeat(32)));
    expect(await driver.writeConfiguration(context, IMEI, long)).toMatchObject({ kind: 'written' });
    expect(Math.max(...asked().map((command) => command.length + 1))).toBeLessThanOrEqual(1000);
    unit.close();
  });

  it.each<[FaultText, string]>([
    ['refuse-writes', 'rejected'],
    ['not-stored', 'rejected'],
    ['first-keys-only=0', 'rejected'],
    ['truncated-values=4', 'rejected'],
  ])('a value that was not kept is told as such: %s', async (fault, state) => {
    const { context, unit } = await setUp([fault]);
    const outcome = await driver.writeConfiguration(context, IMEI, [change('apn', 'fleet.example.com')]);
    expect(outcome).toMatchObject({ kind: 'written', writes: [{ key: 'apn', state }] });
    unit.close();
  });

  it('numbers are compared as numbers', async () => {
    const { context, unit } = await setUp(['float-values']);
    const one = [change('serverPort', '7710')];
    expect(await driver.writeConfiguration(context, IMEI, one)).toMatchObject({ writes: [{ state: 'accepted' }] });
    expect(unit.parameters()['2005']).toBe('7710.000000');
    expect((await driver.verify(context, one)).kind).toBe('verified');
    unit.close();
  });

  it('P26: a cable that goes before the values were kept leaves them unknown, and they are not there', async () => {
    const { context, unit, clock, connect } = await setUp(['unplug-to-unit=100', 'replug-same']);
    const outcome = await driver.writeConfiguration(context, IMEI, changes);
    expect(outcome).toMatchObject({ kind: 'partial', fault: { kind: 'port-lost' } });
    expect(outcome.kind === 'partial' && outcome.writes.map(({ state }) => state)).toEqual([
      ...['unknown', 'unknown', 'unknown'],
    ]);
    expect(unit.parameters()).toMatchObject({ '2001': 'before', '2005': '5027' });
    await clock.sleep(5_000);
    expect((await driver.verify(await connect(), changes)).kind).toBe('differs');
    unit.close();
  });

  it('writes nothing to another unit', async () => {
    const { context, unit, asked } = await setUp(['other-imei']);
    expect(await driver.writeConfiguration(context, IMEI, changes)).toMatchObject({ kind: 'wrong-unit' });
    expect(asked().some((command) => command.startsWith(':cfg_setparam'))).toBe(false);
    unit.close();
  });

  it('waits for a unit that has just started, and takes its noise for no refusal', async () => {
    const { context, unit, clock } = await setUp(['boot-noise'], 0);
    expect((await driver.unlock?.(context, 'anyword1'))?.kind).toBe('open');
    expect(clock.monotonicMs()).toBeGreaterThan(5_000);
    expect(clock.monotonicMs()).toBeLessThan(75_000);
    unit.close();
  });
});

describe('INST-3 the keyword of a unit', () => {
  it('nothing is read or written before it was said, and everything afterwards', async () => {
    const { context, unit, captured } = await setUp(['keyword-set']);
    expect(await driver.readConfiguration(context)).toEqual({ kind: 'locked' });
    expect(await driver.writeConfiguration(context, IMEI, changes)).toEqual({ kind: 'locked' });
    expect(await driver.verify(context, changes)).toEqual({ kind: 'locked' });
    expect(await driver.unlock?.(context, 'fitbay1')).toEqual({ kind: 'open' });
    expect(await driver.writeConfiguration(context, IMEI, changes)).toMatchObject({ kind: 'written' });
    expect(captured.join('\n')).not.toContain('fitbay1');
    unit.close();
  });

  it('one call is one try, and tells how many are left; after the last one the right keyword is refused, too', async () => {
    const { context, unit, asked } = await setUp(['keyword-set']);
    for (let triesLeft = 4; triesLeft > 0; triesLeft -= 1) {
      expect(await driver.unlock?.(context, 'wrong1')).toEqual({ kind: 'wrong-password', triesLeft });
    }
    expect(asked().filter((command) => command.startsWith(':sec_login:'))).toHaveLength(4);
    expect(await driver.unlock?.(context, 'wrong1')).toEqual({ kind: 'locked-out' });
    expect(await driver.unlock?.(context, 'fitbay1')).toEqual({ kind: 'locked-out' });
    expect(asked().filter((command) => command.startsWith(':sec_login:'))).toHaveLength(5);
    unit.close();
  });

  it.each(['abc', 'with-dash', 'a b c d', 'x;2004:evil', 'käse1'])(
    '%j is no keyword and costs no try',
    async (text) => {
      const { context, unit, asked } = await setUp(['keyword-set']);
      expect((await driver.unlock?.(context, text))?.kind).toBe('refused-secret');
      expect(asked()).toEqual([]);
      unit.close();
    },
  );

  it('a keyword whose answer was lost is judged by the tries, never said again', async () => {
    for (const [typed, kind] of [
      ['fitbay1', 'open'],
      ['wrong1', 'wrong-password'],
    ] as const) {
      const { context, unit, asked } = await setUp(['keyword-set', 'swallow-answer=2']);
      expect((await driver.unlock?.(context, typed))?.kind).toBe(kind);
      expect(asked().filter((command) => command.startsWith(':sec_login:'))).toHaveLength(1);
      unit.close();
    }
  });
});

describe('INST-2 a station that has it switched off, as all do at first', () => {
  it('never says a word of it, not even for a keyword', async () => {
    const usual = createTeltonikaDriver();
    const { context, unit, asked } = await setUp(['keyword-set']);
    await usual.identify(context);
    await usual.readConfiguration(context);
    await usual.writeConfiguration(context, IMEI, changes);
    await usual.verify(context, changes);
    await usual.readHealth(context);
    expect((await usual.unlock?.(context, 'fitbay1'))?.kind).toBe('refused-secret');
    expect(asked().some((command) => /^[:@]|^\.log/.test(command))).toBe(false);
    unit.close();
  });

  it('and no station ever sends what erases records or settings', async () => {
    for (const one of [driver, createTeltonikaDriver()]) {
      const { context, unit, asked } = await setUp();
      await one.identify(context);
      await one.readConfiguration(context);
      await one.writeConfiguration(context, IMEI, changes);
      await one.unlock?.(context, 'fitbay1');
      await one.reboot(context);
      expect(asked().filter((command) => /delete|default|reset(?!$)|^@/.test(command))).toEqual([]);
      unit.close();
    }
  });
});
