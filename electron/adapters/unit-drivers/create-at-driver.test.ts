import { describe, expect, it } from 'vitest';
import { createAtDriver } from './create-at-driver.ts';
import { setUpDriverBench } from './testing/driver-bench.ts';

const driver = createAtDriver();

/** A modem as a table: command → answer body, or a whole refusal. What is not in the table is refused. */
function setUpModem(
  table: Readonly<Record<string, string | null>>,
  options: { readonly echo?: boolean; readonly numeric?: boolean } = {},
) {
  const bench = setUpDriverBench();
  const commands: string[] = [];
  let hasEcho = options.echo ?? true;
  let isNumeric = options.numeric ?? false;
  const answer = (command: string): string | null => {
    if (command === 'ATE0') {
      hasEcho = false;
    }
    if (command === 'ATV1') {
      isNumeric = false;
    }
    const ok = isNumeric ? '0\r' : '\r\nOK\r\n';
    const body = table[command];
    if (body === undefined) {
      return /^AT(E0|V1|\+CMEE=1)?$/.test(command) ? ok : '\r\nERROR\r\n';
    }
    return body === null || /ERROR/.test(body) ? body : `\r\n${body}\r\n${ok}`;
  };
  let pending = '';
  bench.cable.unit.onBytes((bytes) => {
    pending += Buffer.from(bytes).toString('latin1');
    const lines = pending.split('\r');
    pending = lines.pop() ?? '';
    for (const command of lines) {
      commands.push(command);
      const echo = hasEcho ? `${command}\r` : '';
      const text = answer(command);
      if (text !== null) {
        void bench.cable.unit.write(Buffer.from(echo + text, 'latin1'));
      }
    }
  });
  return { ...bench, commands };
}

const modem = {
  'AT+CGSN=1': '+CGSN: "865204020007540"',
  'AT+CGSN': '865204020007540',
  'AT+CGMI': 'Quectel',
  'AT+CGMM': 'EG25',
  'AT+CGMR': 'EG25GGBR07A08M2G',
  'AT+CCID': '+CCID: "89883070000007211665"',
  'AT+CSQ': '+CSQ: 20,99',
  'AT+CPIN?': '+CPIN: READY',
  'AT+CEREG?': '+CEREG: 0,1',
};

describe('INST-1 AT identify', () => {
  it('brings the modem into form and reads who it is, twice', async () => {
    const { context, commands } = setUpModem(modem);
    expect(await driver.identify(context)).toEqual({
      kind: 'identified',
      identity: {
        driver: 'at27007',
        imei: '865204020007540',
        model: 'Quectel EG25',
        firmware: 'EG25GGBR07A08M2G',
        hardware: null,
        iccid: '89883070000007211665',
      },
    });
    const first = ['AT+CGSN=1', 'AT+CGMI', 'AT+CGMM', 'AT+CGMR'];
    const again = ['AT+CGSN=1', 'AT+CGMR', 'AT+CGMM', 'AT+CGMI'];
    expect(commands).toEqual(['AT', 'ATE0', 'ATV1', 'AT+CMEE=1', ...first, ...again, 'AT+CCID']);
  });

  it.each([
    ['numeric answers at first', modem, { numeric: true }],
    ['no echo', modem, { echo: false }],
    ['an old modem without CGSN=1', { ...modem, 'AT+CGSN=1': '\r\nERROR\r\n' }, {}],
    [
      'IMEI and serial in one line',
      { ...modem, 'AT+CGSN=1': '\r\n+CME ERROR: 4\r\n', 'AT+CGSN': '865204020007540,NL2A' },
      {},
    ],
    ['reports in between', { ...modem, 'AT+CGMM': '^RSSI: 9\r\n\r\nEG25\r\n\r\n+CREG: 5' }, {}],
  ])('understands %s', async (_name, table, options) => {
    const { context } = setUpModem(table, options);
    expect(await driver.identify(context)).toMatchObject({
      kind: 'identified',
      identity: { imei: '865204020007540', model: 'Quectel EG25' },
    });
  });

  it.each([
    ['AT+ICCID', '98231420326409614067', '89324102234690160476'],
    ['AT+QCCID', '+QCCID: 8959301000648637556F', '8959301000648637556'],
    ['AT^ICCID', '^ICCID: 89883070000007211665', '89883070000007211665'],
  ])('asks for the SIM card number as %s where the vendor names it so', async (command, body, iccid) => {
    const { 'AT+CCID': _none, ...rest } = modem;
    const { context } = setUpModem({ ...rest, [command]: body });
    expect(await driver.identify(context)).toMatchObject({ identity: { iccid } });
  });

  it('tells no IMEI for an IMEISV, and nothing at all for a silent line', async () => {
    const sv = setUpModem({ ...modem, 'AT+CGSN=1': '+CGSN: "3568680000414120"', 'AT+CGSN': '3568680000414120' });
    expect(await driver.identify(sv.context)).toMatchObject({ identity: { imei: null } });
    const silent = setUpDriverBench();
    expect(await driver.identify(silent.context)).toMatchObject({ kind: 'timed-out' });
    expect(silent.clock.monotonicMs()).toBeLessThan(5000);
  });

  it('answers that all come one question late are found out', async () => {
    const bench = setUpDriverBench();
    let before = '\r\nOK\r\n';
    bench.cable.unit.onBytes((bytes) => {
      const command = Buffer.from(bytes).toString('latin1').trim();
      const body = Object.entries(modem).find(([name]) => name === command)?.[1];
      const answer = body === undefined ? '\r\nOK\r\n' : `\r\n${body}\r\n\r\nOK\r\n`;
      void bench.cable.unit.write(Buffer.from(command.startsWith('AT+CGM') ? before : answer));
      before = answer;
    });
    expect((await driver.identify(bench.context)).kind).toBe('readings-differ');
  });

  it('probes with AT alone, within 1.5 s', async () => {
    const { context, commands } = setUpModem(modem);
    expect(await driver.probe(context)).toMatchObject({ kind: 'answers', score: 40 });
    expect(commands).toEqual(['AT']);
    const silent = setUpDriverBench();
    expect(await driver.probe(silent.context)).toMatchObject({ kind: 'silent' });
    expect(silent.clock.monotonicMs()).toBeLessThanOrEqual(1500);
  });
});

describe('INSP-1 AT health', () => {
  it('reads signal, registration and SIM', async () => {
    const { context } = setUpModem(modem);
    expect(await driver.readHealth(context)).toEqual({
      kind: 'measured',
      fields: {
        signalLevel: { kind: 'value', value: 4, raw: '+CSQ: 20,99 (-73 dBm)' },
        networkRegistration: { kind: 'value', value: 'home', raw: '+CEREG: 0,1' },
        sim: { kind: 'value', value: 'ready', raw: '+CPIN: READY' },
      },
    });
  });

  it('says unknown for what the modem does not know or does not tell', async () => {
    const { context } = setUpModem({ ...modem, 'AT+CSQ': '+CSQ: 99,99', 'AT+CEREG?': '+CEREG: 0,4' });
    expect(await driver.readHealth(context, ['signalLevel', 'networkRegistration', 'supplyMillivolts'])).toMatchObject({
      fields: {
        signalLevel: { kind: 'unknown' },
        networkRegistration: { kind: 'unknown' },
        supplyMillivolts: { kind: 'unknown' },
      },
    });
  });

  it('prefers the registration that works over one that does not', async () => {
    const { context } = setUpModem({ ...modem, 'AT+CEREG?': '+CEREG: 0,2', 'AT+CGREG?': '+CGREG: 0,5' });
    expect(await driver.readHealth(context, ['networkRegistration'])).toMatchObject({
      fields: { networkRegistration: { value: 'roaming', raw: '+CGREG: 0,5' } },
    });
  });

  it('reads the SIM from the error, and asks a busy one again', async () => {
    const absent = setUpModem({ ...modem, 'AT+CPIN?': '\r\n+CME ERROR: 10\r\n' });
    expect(await driver.readHealth(absent.context, ['sim'])).toMatchObject({ fields: { sim: { value: 'absent' } } });
    const busy = setUpModem({ ...modem, 'AT+CPIN?': '\r\n+CME ERROR: 14\r\n' });
    expect(await driver.readHealth(busy.context, ['sim'])).toMatchObject({ fields: { sim: { kind: 'unknown' } } });
    expect(busy.commands.filter((command) => command === 'AT+CPIN?')).toHaveLength(4);
  });
});

describe('INST-3 a bare modem holds no configuration', () => {
  it('says unsupported, refuses to write, and never calls a change verified', async () => {
    const { context } = setUpModem(modem);
    const changes = [{ key: 'apn', from: null, to: 'internet' }];
    expect(await driver.readConfiguration(context, ['apn'])).toEqual({
      kind: 'read',
      values: { apn: { kind: 'unsupported' } },
    });
    expect(await driver.writeConfiguration(context, '865204020007540', changes)).toMatchObject({
      kind: 'refused-value',
      key: 'apn',
    });
    expect(await driver.writeConfiguration(context, '350424063817363', changes)).toMatchObject({ kind: 'wrong-unit' });
    expect(await driver.verify(context, changes)).toMatchObject({ kind: 'differs' });
  });

  it('restarts with a reset', async () => {
    const { context, commands } = setUpModem({ ...modem, 'AT+CFUN=1,1': '' });
    expect(await driver.reboot(context)).toMatchObject({ kind: 'restarting', linkIsLost: false });
    expect(commands.at(-1)).toBe('AT+CFUN=1,1');
    expect(await driver.reboot(setUpModem(modem).context)).toMatchObject({ kind: 'garbled' });
  });
});
