import { describe, expect, it } from 'vitest';
import { change, setUpTeltonika, teltonika } from './testing/teltonika-bench.ts';

describe('INST-3 Teltonika reading the configuration', () => {
  it('reads all keys of the model, in words where the key has some', async () => {
    const { context, unit } = setUpTeltonika();
    unit.held.set(2001, 'internet').set(2006, '1').set(2003, 'hunter2').set(10050, '300');
    const outcome = await teltonika.readConfiguration(context);
    expect(outcome).toMatchObject({
      kind: 'read',
      values: {
        apn: { kind: 'value', value: 'internet' },
        serverProto: { kind: 'value', value: 'udp' },
        apnPassword: { kind: 'value', value: 'hunter2' },
        reportMovingS: { kind: 'value', value: '300' },
        apnUser: { kind: 'empty' },
      },
    });
  });

  it('INST-7: the password is asked alone and never reaches the capture, whatever the unit makes of it', async () => {
    const { context, unit, captured } = setUpTeltonika({
      hook: (command, usual) =>
        command === 'getparam 2003' ? `[log] hunter2 asked\r\nue:hun\r\nter2 \r\n${usual ?? ''}` : undefined,
    });
    unit.held.set(2003, 'hunter2').set(2001, 'internet');
    await teltonika.readConfiguration(context, ['apn', 'apnPassword']);
    expect(unit.commands).toEqual(['getver', 'getparam 2001', 'getparam 2001', 'getparam 2003', 'getparam 2001;2003']);
    expect(captured).toContain('from-unit Param ID:2001 Value:internet;2003:***');
    expect(captured.join('\n')).not.toMatch(/hunter2|hun\b|ter2/);
    expect(captured).toContain('from-unit Param ID:2003 Value:***');
    expect(captured).toContain('from-unit Param ID:2001 Value:internet');
  });

  it('a key that the model does not hold is unsupported, be it the table or the unit that says so', async () => {
    const { context, unit } = setUpTeltonika();
    unit.held.delete(2016);
    expect(await teltonika.readConfiguration(context, ['vin', 'apnAuth', 'toString'])).toEqual({
      kind: 'read',
      values: { vin: { kind: 'unsupported' }, apnAuth: { kind: 'unsupported' }, toString: { kind: 'unsupported' } },
    });
    const trailer = setUpTeltonika({ hardware: 'FTSIM1' });
    trailer.unit.held.set(90011, '1M8GDM9AXKP042788');
    expect(await teltonika.readConfiguration(trailer.context, ['vin'])).toMatchObject({
      values: { vin: { kind: 'value', value: '1M8GDM9AXKP042788' } },
    });
  });

  it('finds the one missing parameter among many without giving up the others', async () => {
    const { context, unit } = setUpTeltonika();
    unit.held.delete(2016);
    unit.held.set(2001, 'internet');
    const outcome = await teltonika.readConfiguration(context);
    expect(outcome).toMatchObject({ values: { apn: { value: 'internet' }, apnAuth: { kind: 'unsupported' } } });
    expect(unit.commands.length).toBeLessThan(40);
  });

  it('a value that would look like another id in a common answer is read alone', async () => {
    const { context, unit } = setUpTeltonika();
    unit.held.set(2001, 'a;2004:evil.example').set(2004, 'track.example.com');
    expect(await teltonika.readConfiguration(context, ['apn', 'serverHost'])).toMatchObject({
      values: { apn: { value: 'a;2004:evil.example' }, serverHost: { value: 'track.example.com' } },
    });
  });

  it('a value that comes differently twice is unknown, one that comes damaged is never shown', async () => {
    let count = 0;
    const { context } = setUpTeltonika({
      hook: (command) => {
        count += 1;
        return command.startsWith('getparam 2001') ? `Param ID:2001 Value:net${count}\r\n` : undefined;
      },
    });
    expect(await teltonika.readConfiguration(context, ['apn', 'serverHost'])).toMatchObject({
      values: { apn: { kind: 'unknown' }, serverHost: { kind: 'empty' } },
    });
  });

  it('a unit that answers only who it is times out as a whole within the cap', async () => {
    const { context, clock } = setUpTeltonika({
      hook: (command) => (command.startsWith('getparam') ? null : undefined),
    });
    expect(await teltonika.readConfiguration(context)).toMatchObject({ kind: 'timed-out' });
    expect(clock.monotonicMs()).toBeLessThan(35_000);
  });

  it('a unit that never ends its lines is read, a line cut by a pause is not', async () => {
    const endless = setUpTeltonika({ hook: (_command, usual) => usual?.trimEnd() ?? null });
    endless.unit.held.set(2001, 'internet');
    expect(await teltonika.readConfiguration(endless.context, ['apn'])).toMatchObject({
      values: { apn: { kind: 'value', value: 'internet' } },
    });
    const stalling = setUpTeltonika({
      hook: (command) => (command.startsWith('getparam') ? 'Param ID:2001 Value:inter' : undefined),
    });
    expect(await teltonika.readConfiguration(stalling.context, ['apn'])).toMatchObject({ kind: 'timed-out' });
  });

  it('an answer that comes after its time-out is not taken for the next question', async () => {
    let isFirst = true;
    const late = setUpTeltonika({
      hook: (command) => {
        if (command === 'getparam 2001' && isFirst) {
          isFirst = false;
          void late.clock
            .sleep(3100)
            .then(() => late.cable.unit.write(Buffer.from('Invalid parameter id provided\r\n')));
          return null;
        }
        return undefined;
      },
    });
    late.unit.held.set(2001, 'internet');
    expect(await teltonika.readConfiguration(late.context, ['apn'])).toMatchObject({
      values: { apn: { kind: 'value', value: 'internet' } },
    });
    expect(late.unit.commands).toEqual(['getver', 'getparam 2001', 'getver', 'getparam 2001', 'getparam 2001']);
  });
});

describe('INST-3 Teltonika verify', () => {
  const changes = [change('apn', 'internet'), change('reportMovingS', '300'), change('apnUser', '')];

  it('is green only when the unit itself holds every value, numbers compared as numbers', async () => {
    const { context, unit } = setUpTeltonika();
    unit.held.set(2001, 'internet').set(10050, '300.000000').set(2002, '');
    const outcome = await teltonika.verify(context, changes);
    expect(outcome).toMatchObject({ kind: 'verified', keys: [{ equal: true }, { equal: true }, { equal: true }] });
  });

  it.each([
    ['accepted but not stored', 'before'],
    ['truncated', 'interne'],
    ['lower-cased the other way', 'INTERNET'],
    ['with a network suffix', 'internet.mnc001.mcc214.gprs'],
  ])('differs when the unit has %s', async (_name, held) => {
    const { context, unit } = setUpTeltonika();
    unit.held.set(2001, held).set(10050, '300');
    const outcome = await teltonika.verify(context, changes);
    expect(outcome).toMatchObject({ kind: 'differs', keys: [{ key: 'apn', equal: false }, {}, {}] });
  });

  it('a key that cannot be read is not equal', async () => {
    const { context } = setUpTeltonika({ hook: (command) => (command.includes('2001') ? 'nonsense\r\n' : undefined) });
    expect(await teltonika.verify(context, [change('apn', 'internet'), change('apnUser', '')])).toMatchObject({
      kind: 'differs',
      keys: [{ equal: false, found: { kind: 'unknown' } }, { equal: true }],
    });
  });
});
