import { describe, expect, it } from 'vitest';
import { createAtDriver } from './create-at-driver.ts';
import { setUpDriverBench } from './testing/driver-bench.ts';
import { modem, setUpModem } from './testing/table-modem.ts';

const driver = createAtDriver();

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
    expect(commands).toEqual(['AT', 'ATE0', 'ATV1', 'AT+CMEE=1', 'AT+CMEE?', ...first, ...again, 'AT+CCID']);
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
    [
      'an IMEI that is told as a setting',
      { ...modem, 'AT+CGSN=1': '\r\nERROR\r\n', 'AT+CGSN': '\r\nERROR\r\n', 'AT+CGSN?': '+CGSN: "865204020007540"' },
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
  it('reads signal, registration with the operator, SIM and clock', async () => {
    // An hour ahead of the test's clock.
    const { context } = setUpModem({
      ...modem,
      'AT+COPS?': '+COPS: 0,0,"T-Mobile",7',
      'AT+CCLK?': '+CCLK: "26/11/20,02:00:00+04"',
    });
    const measured = await driver.readHealth(context);
    expect(measured).toMatchObject({
      kind: 'measured',
      fields: {
        signalLevel: { kind: 'value', value: 4, raw: '+CSQ: 20,99 (-73 dBm)' },
        networkRegistration: { kind: 'value', value: 'home', raw: '+CEREG: 0,1 (T-Mobile, LTE)' },
        sim: { kind: 'value', value: 'ready', raw: '+CPIN: READY' },
        clockOffsetSeconds: { kind: 'value', raw: '+CCLK: "26/11/20,02:00:00+04"' },
      },
    });
    const offset = measured.kind === 'measured' ? measured.fields.clockOffsetSeconds : undefined;
    expect(offset?.kind === 'value' && Math.abs(Number(offset.value) - 3600)).toBeLessThan(10);
  });

  it('never sends the command that scans for networks', async () => {
    const { context, commands } = setUpModem(modem);
    await driver.readHealth(context);
    expect(commands.filter((command) => command.includes('=?'))).toEqual([]);
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
    const inWords = setUpModem({ ...modem, 'AT+CPIN?': '\r\n+CME ERROR: SIM busy\r\n' });
    await driver.readHealth(inWords.context, ['sim']);
    expect(inWords.commands.filter((command) => command === 'AT+CPIN?')).toHaveLength(4);
  });

  it.each([
    ['SIM PIN required', { kind: 'value', value: 'pin' }],
    ['262', { kind: 'unknown', why: 'the modem answers: error 262' }],
    ['3', { kind: 'unknown', why: 'the modem answers: operation not allowed' }],
  ])('+CME ERROR: %s', async (reason, sim) => {
    const { context } = setUpModem({ ...modem, 'AT+CPIN?': `\r\n+CME ERROR: ${reason}\r\n` });
    expect(await driver.readHealth(context, ['sim'])).toMatchObject({ fields: { sim } });
  });
});

describe('INST-3 AT restart', () => {
  it('restarts with a reset', async () => {
    const { context, commands } = setUpModem({ ...modem, 'AT+CFUN=1,1': '' });
    expect(await driver.reboot(context)).toMatchObject({ kind: 'restarting', linkIsLost: false });
    expect(commands.at(-1)).toBe('AT+CFUN=1,1');
    expect(await driver.reboot(setUpModem(modem).context)).toMatchObject({ kind: 'garbled' });
  });
});
