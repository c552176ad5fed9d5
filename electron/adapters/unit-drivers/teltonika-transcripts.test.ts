import { describe, expect, it } from 'vitest';
import type { HealthField } from '#core/ports/unit-driver.ts';
import { createTeltonikaDriver } from './create-teltonika-driver.ts';
import { setUpDriverBench } from './testing/driver-bench.ts';

/**
 * Every answer of the dialect that is published (link.md §2A), as the driver understands it. The unit at the other end knows these answers
 * and nothing else; each names where it was read.
 */
type Script = Readonly<Record<string, string>>;

function setUp(script: Script) {
  const bench = setUpDriverBench();
  const asked: string[] = [];
  let heard = '';
  bench.cable.unit.onBytes((bytes) => {
    const lines = (heard + Buffer.from(bytes).toString('latin1')).split('\r');
    heard = lines.pop() ?? '';
    for (const line of lines) {
      asked.push(line);
      const answer = script[line];
      if (answer !== undefined) {
        void bench.cable.unit.write(Buffer.from(answer, 'latin1'));
      }
    }
  });
  return { ...bench, asked };
}

const driver = createTeltonikaDriver();
const halacs =
  'Ver:03.27.07_00 GPS:AXN_5.1.9 Hw:FMB920 Mod:13 IMEI:350424063817363 Init:2023-8-8 5:24 Uptime:8418658 MAC:001E427ED0D9 SPC:1(0) AXL:1 OBD:0 BL:1.10 BT:4\r\n';
const ft =
  'Ver:0.23.0-rc.1 GPS:AG3335A_V2.6.0.AG3335_20230510 Hw:FTC961 Mod:1 Pos:43 IMEI:866344054201822 Init:2023-05-11 07:23 Uptime:108 MAC:N/A SPC:0(0) AXL:lis3dh OBD:N/A BL:N/A BT:N/A\r\n';
const fma =
  'Code Ver:01.06.15 Rev:1 Device IMEI:353976010139156 Device ID:000001 Bootloader Ver: 01.09 Modem APP Ver:TM11Q_R_01.00.03.03_002\r\n';

describe('INST-1 getver', () => {
  it.each([
    ['a real FMB920 (halacs/haltonika README)', halacs, ['350424063817363', 'FMB920', '03.27.07_00']],
    ['FTC961 (wiki, getver)', ft, ['866344054201822', 'FTC961', '0.23.0-rc.1']],
    ['FMA (wiki, FMA_getver)', fma, ['353976010139156', 'FMA', '01.06.15']],
    [
      'blanks and commas in values (wiki, FMB_getver)',
      'Ver:02.00.01_06 GPS:AXN_3.80_3333_16070400,0000,, Hw:TFT100 Mod:1 IMEI:352094000000000 Init: 2017-6-16 5:54 Uptime: 16574 MAC:002E43912EF7 SPC:0(0) AXL:0 OBD:0 BL:1.6 BT:4\r\n',
      ['352094000000000', 'TFT100', '02.00.01_06'],
    ],
    [
      'a Bluetooth address at its end (wiki, FMB_getver of 2018)',
      'Ver:02.00.01_06 GPS:AXN_3.80_3333_16070400,0000,, Hw:FMB120 Mod:4 IMEI:352094082042885 Init: 2017-6-16 5:54 Uptime: 16574 BT:31F5BFE66261\r\n',
      ['352094082042885', 'FMB120', '02.00.01_06'],
    ],
  ])('%s', async (_source, answer, [imei, model, firmware]) => {
    const { context } = setUp({ getver: answer });
    expect(await driver.identify(context)).toMatchObject({ identity: { imei, model, firmware } });
  });

  it('getimeiccid, with the card of the example (wiki, FMB_getimeiccid)', async () => {
    const own = halacs.replace('350424063817363', '358480084593450');
    const { context } = setUp({ getver: own, getimeiccid: 'IMEI: 358480084593450, CCID: 8937002180500123456\r\n' });
    expect(await driver.identify(context)).toMatchObject({
      identity: { imei: '358480084593450', iccid: '8937002180500123456' },
    });
  });
});

describe('INSP-1 health', () => {
  const told = async (script: Script, ...fields: HealthField[]) => {
    const outcome = await driver.readHealth(setUp(script).context, fields);
    const read = outcome.kind === 'measured' ? outcome.fields : {};
    return fields.map((field) => {
      const reading = read[field];
      return reading?.kind === 'value' ? reading.value : 'unknown';
    });
  };
  const fmbInfo =
    'RTC:2017/6/16 7:13 Init:2017/6/16 5:44 UpTime:4744s PWR:PwrVoltage RST:0 GPS:2 SAT:0 TTFF:0 TTLF:0 NOGPS: 1:18 SR:0 FG:200 FL:0 SMS: 3 REC:42 MD:1 DB:0\r\n';
  const ftInfo =
    'RTC:2023-05-30T12:11 Init:2023-05-30T11:33 UpTime:2282s PWR:1 GNSS:3 SAT:41 SR:11 SMS:0 REC:8 MD:1 TTFF:1532 TTLF:627 RST:4 NOGPS:5:42 FG:2 FL:1\r\n';
  const ftFailed = ftInfo.replace(/:[^ ]+( |\r)/g, ':N/A$1');
  const fmaInfo =
    'INI:2013/10/11 8:44 RTC:2013/10/11 8:59 RST:1 ERR:0 SR:0 BR:0 CF:0 FG:0 FL:0 UT:0 SMS:1 NOGPS:0:14 GPS:2 SAT:0 RS:3 MD:4 RF:0\r\n';
  const noPosition = 'WARNING! GPS Data not Available. Clock not Synchronized\r\n';

  it.each([
    ['FMB (wiki, FMB_getinfo)', halacs, fmbInfo, ['no-fix', 0, 42]],
    ['FT (wiki, getinfo)', ft, ftInfo, ['fix', 41, 8]],
    ['FT on failure (wiki, getinfo)', ft, ftFailed, ['unknown', 'unknown', 'unknown']],
    ['FMA (wiki, FMA_getinfo)', fma, fmaInfo, ['no-fix', 0, 'unknown']],
  ])('getinfo of %s', async (_source, getver, getinfo, expected) => {
    expect(await told({ getver, getinfo }, 'gnssFix', 'satellites', 'recordsStored')).toEqual(expected);
  });

  it.each([
    [
      'a real unit (halacs/haltonika README)',
      'Data Link: 1 GPRS: 1 Phone: 0 SIM: 0 OP: 21630 Signal: 4 NewSMS: 0 Roaming: 0 SMSFull: 0 LAC: 93 Cell ID: 5103 NetType: 1 FwUpd:-65536\r\n',
      [true, 'ready', 4, 'home'],
    ],
    [
      'an older build, which ends at its cell (wiki, FMB_getstatus)',
      'Data Link: 0 GPRS: 1 Phone: 0 SIM: 0 OP: 24602 Signal: 5 NewSMS: 0 Roaming: 0 SMSFull: 0 LAC: 1 Cell ID: 3055\r\n',
      [false, 'ready', 5, 'home'],
    ],
    [
      'a build of 2019 with details in brackets (wiki, FMB_getstatus)',
      'Data Link: 1(33) GPRS: 1(0) Phone: 0 SIM: 0 OP: 24602 Signal: 5 NewSMS: 0 Roaming: 0 SMSFull: 0 LAC: 1 Cell ID: 3055 Network Type: 1 SIM2\r\n',
      [true, 'ready', 5, 'home'],
    ],
  ])('getstatus of %s', async (_source, getstatus, expected) => {
    const fields = ['dataLink', 'sim', 'signalLevel', 'networkRegistration'] as const;
    expect(await told({ getver: halacs, getstatus }, ...fields)).toEqual(expected);
  });

  it.each([
    [
      'FT (wiki, getgps)',
      'GPS:1 Sat:10 LAT:9.9839 LON:9.9839 ALT:9.9839 Speed:10 Dir:10 Date:2023-04-03 Time:12:32:06\r\n',
      ['fix', 10],
    ],
    [
      'a real FMB unit',
      'GPS:1 Sat:13 Lat:10.494710 Long:-66.831467 Alt:872 Speed:0 Dir:356 Date: 2020/3/13 Time: 13:37:15\r\n',
      ['fix', 13],
    ],
    ['a unit that knows neither place nor time (wiki, getgps)', noPosition, ['no-fix', 'unknown']],
  ])('getgps of %s', async (_source, getgps, expected) => {
    expect(await told({ getver: halacs, getinfo: ftFailed, getgps }, 'gnssFix', 'satellites')).toEqual(expected);
  });

  it('readio, and an element that is off (wiki, FMB_readio)', async () => {
    const readio = { getver: halacs, 'readio 239': 'Param ID:239 Value:0\r\n' };
    expect(await told(readio, 'ignition')).toEqual([false]);
    const off = { ...readio, 'readio 239': 'Not supported or not enabled IO element requested\r\n' };
    expect(await told(off, 'ignition')).toEqual(['unknown']);
  });
});

describe('INST-3 getparam and setparam', () => {
  it('one id and two, the value only once introduced (wiki, FMB_getparam)', async () => {
    const script = {
      getver: halacs,
      'getparam 2001': 'Param ID:2001 Value:wap\r\n',
      'getparam 2001;1000': 'Param ID:2001 Value:wap;1000:30\r\n',
      'getparam 1000;2001': 'Param ID:1000 Value:30;2001:wap\r\n',
    };
    expect(await driver.readConfiguration(setUp(script).context, ['apn'])).toMatchObject({
      values: { apn: { kind: 'value', value: 'wap' } },
    });
    expect(await driver.readConfiguration(setUp(script).context, ['apn', 'openLinkS'])).toMatchObject({
      values: { apn: { value: 'wap' }, openLinkS: { value: '30' } },
    });
  });

  it.each([
    ['an empty value', 'Param ID:2001 Value:\r\n', 'empty'],
    ['an id that the unit does not have', "Param ID:2001 doesn't exist\r\n", 'unsupported'],
    ['an id that no unit has', 'Invalid parameter id provided\r\n', 'unsupported'],
  ])('%s (wiki, FMB_getparam)', async (_source, answer, kind) => {
    const { context } = setUp({ getver: halacs, 'getparam 2001': answer });
    expect(await driver.readConfiguration(context, ['apn'])).toMatchObject({ values: { apn: { kind } } });
  });

  const command = 'setparam 2001:wap;2002:user;2003:pass';
  const changes = [
    { key: 'apn', from: null, to: 'wap' },
    { key: 'apnUser', from: null, to: 'user' },
    { key: 'apnPassword', from: null, to: 'pass' },
  ];
  it.each([
    ['accepted (wiki, FMB_setparam)', 'New value 2001:wap;2002:user;2003:pass\r\n'],
    ['accepted with one separator more, as seen on hardware', 'New value 2001:wap;2002:user;2003:pass;\r\n'],
  ])('three values, %s', async (_source, answer) => {
    const { context, asked } = setUp({ getver: halacs, [command]: answer });
    expect(await driver.writeConfiguration(context, '350424063817363', changes)).toMatchObject({
      kind: 'written',
      writes: changes.map(({ key }) => ({ key, state: 'accepted' })),
    });
    expect(asked).toEqual(['getver', command]);
  });

  it.each(['WARNING: Not supported Param ID or Value detected\r\n', 'Error while configuring parameters\r\n'])(
    'a refusal (wiki, SMS/GPRS commands): %s',
    async (answer) => {
      const { context } = setUp({ getver: halacs, 'setparam 2001:wap': answer });
      expect(await driver.writeConfiguration(context, '350424063817363', changes.slice(0, 1))).toMatchObject({
        writes: [{ key: 'apn', state: 'rejected' }],
      });
    },
  );

  it('cpureset: "No" stands for an answer that does not come (wiki, SMS/GPRS commands)', async () => {
    const { context, asked } = setUp({ getver: halacs });
    expect(await driver.reboot(context)).toMatchObject({ kind: 'restarting' });
    expect(asked).toEqual(['getver', 'cpureset']);
  });
});

describe('INST-2 the Configurator dialogue, from captures of its traffic (sappsys/teltonika, MIT)', () => {
  const configurator = createTeltonikaDriver({ dialogue: () => 'configurator' });
  const fmb020 = halacs.replace('350424063817363', '350612074908128').replace('FMB920', 'FMB020');
  const open: Script = {
    getver: fmb020,
    ':cfg_info:?': 'cfg_info:0:04.00.00\rcfg_info:2:FMB0:6\rcfg_info:3:350612074908128\rcfg_info:8:1\r',
    ':sec_status': '<SECSTAT>1,0,0,0,5\r',
    ':cfg_connect': '<CFG_CONNECT>1\r',
    ':cfg_getcfg': '<GET_PARAMS_START>\r2001:wap\r2003:\r103:4.100000\r',
    ':cfg_setparam:2001:wap': '<SETPARAM_RESULT>1\r',
    ':cfg_save': '<SAVE_CFG_RESULT>1\r',
  };

  it('reads, stages, keeps', async () => {
    expect(
      await configurator.readConfiguration(setUp(open).context, ['apn', 'apnPassword', 'sleepMinutes']),
    ).toMatchObject({
      values: { apn: { value: 'wap' }, apnPassword: { kind: 'empty' }, sleepMinutes: { value: '4.100000' } },
    });
    const { context, asked } = setUp(open);
    const one = [{ key: 'apn', from: null, to: 'wap' }];
    expect(await configurator.writeConfiguration(context, '350612074908128', one)).toMatchObject({
      writes: [{ key: 'apn', state: 'accepted' }],
    });
    expect(asked.filter((line) => line.startsWith(':cfg'))).toEqual([
      ...[':cfg_connect', ':cfg_info:?', ':cfg_setparam:2001:wap', ':cfg_save', ':cfg_getcfg', ':cfg_getcfg'],
      ':cfg_disconnect',
    ]);
  });

  it.each([
    ['taken', '<SECSTAT>1,1,0,0,5\r', '<SECSTAT>1,1,1,0,5\r', { kind: 'open' }],
    ['wrong for the last time', '<SECSTAT>1,1,0,0,1\r', '<SECSTAT>1,1,0,1,0\r', { kind: 'locked-out' }],
    ['not asked for', '<SECSTAT>1,1,0,1,0\r', '', { kind: 'locked-out' }],
  ])('a keyword, %s', async (_what, status, login, outcome) => {
    const { context } = setUp({ getver: fmb020, ':sec_status': status, ':sec_login:7232atg': login });
    expect(await configurator.unlock?.(context, '7232atg')).toEqual(outcome);
  });
});
