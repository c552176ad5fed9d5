import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfigChange } from '#core/ports/unit-driver.ts';
import { createAtDriver } from './create-at-driver.ts';
import { modem, setUpModem } from './testing/table-modem.ts';

const driver = createAtDriver();
const IMEI = '865204020007540';
const wish = (to: string, key = 'apn'): ConfigChange => ({ key, from: null, to });
const held = (line: string) => ({ ...modem, 'AT+CGDCONT?': line });

describe('INST-3 the access point of a bare modem', () => {
  it('is the one thing that it is said to hold', () => {
    const { keys } = driver.capabilities({
      driver: 'at27007',
      imei: IMEI,
      model: 'EG25',
      firmware: '1',
      hardware: null,
      iccid: null,
    });
    expect(keys).toEqual({ apn: { read: true, write: true, type: 'text', maxLength: 63 } });
  });

  it.each([
    ['+CGDCONT: 1,"IP","telefonica.es","",0,0', { kind: 'value', value: 'telefonica.es' }],
    ['+CGDCONT: 1,"IP",,,0,0', { kind: 'empty' }],
    ['+CGDCONT: 2,"IP","ims"', { kind: 'empty' }],
    ['+CGDCONT: 1,"IP","internet.MNC001.MCC214.GPRS","",0,0', { kind: 'value', value: 'internet' }],
  ])('reads %s', async (line, apn) => {
    const { context } = setUpModem(held(line));
    expect(await driver.readConfiguration(context, ['apn', 'serverHost'])).toEqual({
      kind: 'read',
      values: { apn, serverHost: { kind: 'unsupported' } },
    });
  });

  it('is not held by a modem that refuses to tell it', async () => {
    const { context } = setUpModem(modem);
    expect(await driver.readConfiguration(context)).toEqual({ kind: 'read', values: { apn: { kind: 'unsupported' } } });
  });

  it('is written without changing how the context addresses, and only verified by reading it', async () => {
    const { context, commands } = setUpModem({
      ...held('+CGDCONT: 1,"IPV4V6","before","",0,0'),
      'AT+CGDCONT=1,"IPV4V6","internet"': '',
    });
    const changes = [wish('internet')];
    expect(await driver.writeConfiguration(context, IMEI, changes)).toEqual({
      kind: 'written',
      writes: [{ ...changes[0], state: 'accepted' }],
    });
    expect(commands.at(-1)).toBe('AT+CGDCONT=1,"IPV4V6","internet"');
    // This table still tells the old one.
    expect(await driver.verify(context, changes)).toMatchObject({
      kind: 'differs',
      keys: [{ found: { value: 'before' }, equal: false }],
    });
  });

  it('is verified although the network put its own ending behind it', async () => {
    const { context } = setUpModem(held('+CGDCONT: 1,"IP","internet.MNC001.MCC262.GPRS","",0,0'));
    expect(await driver.verify(context, [wish('internet')])).toMatchObject({ kind: 'verified' });
    expect(await driver.verify(context, [wish('intern')])).toMatchObject({ kind: 'differs' });
  });

  it('goes into context 1 of a modem that has none yet', async () => {
    const { context, commands } = setUpModem({ ...held(''), 'AT+CGDCONT=1,"IP","internet"': '' });
    expect(await driver.writeConfiguration(context, IMEI, [wish('internet')])).toMatchObject({ kind: 'written' });
    expect(commands.at(-1)).toBe('AT+CGDCONT=1,"IP","internet"');
  });

  it('says why the modem does not take it', async () => {
    const refusal = { 'AT+CGDCONT=1,"IP","x"': '\r\n+CME ERROR: 3\r\n' };
    const { context } = setUpModem({ ...held('+CGDCONT: 1,"IP","before"'), ...refusal });
    expect(await driver.writeConfiguration(context, IMEI, [wish('x')])).toMatchObject({
      writes: [{ state: 'rejected', detail: 'the modem refuses it: operation not allowed' }],
    });
  });

  it('is unknown, and not written again, when no answer comes', async () => {
    const { context, commands } = setUpModem({
      ...held('+CGDCONT: 1,"IP","before"'),
      'AT+CGDCONT=1,"IP","internet"': null,
    });
    expect(await driver.writeConfiguration(context, IMEI, [wish('internet')])).toMatchObject({
      kind: 'partial',
      fault: { kind: 'timed-out' },
      writes: [{ state: 'unknown' }],
    });
    expect(commands.filter((command) => command.startsWith('AT+CGDCONT='))).toHaveLength(1);
  });

  it.each([
    ['another unit', '350424063817363', [wish('internet')], 'wrong-unit'],
    ['a quote', IMEI, [wish('x","y')], 'refused-value'],
    ['a key that it does not hold', IMEI, [wish('internet'), wish('track.example.com', 'serverHost')], 'refused-value'],
    ['the same twice', IMEI, [wish('internet'), wish('other')], 'refused-value'],
  ])('sends nothing at all for %s', async (_name, imei, changes, kind) => {
    const { context, commands } = setUpModem(held('+CGDCONT: 1,"IP","before"'));
    expect(await driver.writeConfiguration(context, imei, changes)).toMatchObject({ kind });
    expect(commands.filter((command) => command.startsWith('AT+CGDCONT='))).toEqual([]);
  });

  it('P25: two answers that differ by any letter are no value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 40 }), fc.integer({ min: 0x20, max: 0x7e }), async (at, code) => {
        const line = '+CGDCONT: 1,"IP","telefonica.es","",0,0';
        const place = at % line.length;
        const damaged = line.slice(0, place) + String.fromCharCode(code) + line.slice(place + 1);
        let asked = 0;
        const { context } = setUpModem(modem, {
          answer: (command) => {
            asked += command === 'AT+CGDCONT?' ? 1 : 0;
            return command === 'AT+CGDCONT?' ? `\r\n${asked % 2 === 0 ? line : damaged}\r\n\r\nOK\r\n` : undefined;
          },
        });
        const read = await driver.readConfiguration(context);
        const apn = read.kind === 'read' ? read.values['apn'] : undefined;
        expect([undefined, 'telefonica.es']).toContain(apn?.kind === 'value' ? apn.value : undefined);
        expect(apn?.kind).not.toBe('empty');
      }),
      { numRuns: 200 },
    );
  });
});
