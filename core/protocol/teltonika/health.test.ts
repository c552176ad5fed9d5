import { describe, expect, it } from 'vitest';
import familyTable from '#resources/unit-families/teltonika.json' with { type: 'json' };
import { isInfoLine, isPositionLine, isStatusLine, readInfo, readIoField, readPosition, readStatus } from './health.ts';
import { parseTeltonikaFamilies, teltonikaFamilyOf } from './unit-families.ts';

const families = parseTeltonikaFamilies(familyTable);
const fmb = teltonikaFamilyOf(families, 'FMB920');
const ft = teltonikaFamilyOf(families, 'FTC961');
const older = teltonikaFamilyOf(families, 'FM3622');
const ended = (text: string) => ({ text, terminated: true });
const value = (of: number | string | boolean) => expect.objectContaining({ kind: 'value', value: of });
const unknown = expect.objectContaining({ kind: 'unknown' });

describe('INSP-1 Teltonika getinfo', () => {
  const FMB =
    'RTC:2017/6/16 7:13 Init:2017/6/16 5:44 UpTime:4744s PWR:PwrVoltage RST:0 GPS:2 SAT:0 TTFF:0 TTLF:0 NOGPS: 1:18 SR:0 FG:200 FL:0 SMS: 3 REC:42 MD:1 DB:0';
  const FT =
    'RTC:2023-05-30T12:11 Init:2023-05-30T11:33 UpTime:2282s PWR:1 GNSS:3 SAT:41 SR:11 SMS:0 REC:8 MD:1 TTFF:1532 TTLF:627 RST:4 NOGPS:5:42 FG:2 FL:1';
  const FAILED = `RTC:N/A Init:N/A UpTime:N/A PWR:N/A GNSS:N/A SAT:N/A SR:N/A SMS:N/A REC:N/A MD:N/A TTFF:N/A TTLF:N/A RST:N/A`;

  it('reads the published answers, each by its own family', () => {
    expect(readInfo(ended(FMB), fmb)).toEqual({
      gnssFix: value('no-fix'),
      satellites: value(0),
      recordsStored: value(42),
    });
    expect(readInfo(ended(FT), ft)).toEqual({ gnssFix: value('fix'), satellites: value(41), recordsStored: value(8) });
    expect([FMB, FT, FAILED].every((text) => isInfoLine(ended(text)))).toBe(true);
  });

  it('the same state means something else on another family, and nothing on an unknown one', () => {
    const withFix = FMB.replace('SAT:0', 'SAT:7');
    expect(readInfo(ended(withFix), older).gnssFix).toEqual(value('fix'));
    expect(readInfo(ended(withFix.replace('GPS:2', 'GPS:3')), older).gnssFix).toEqual(value('sleep'));
    expect(readInfo(ended(withFix), null).gnssFix).toEqual(unknown);
    expect(readInfo(ended(withFix.replace('GPS:2', 'GPS:9')), fmb).gnssFix).toEqual(unknown);
  });

  it('says unknown for N/A and for a fix without satellites', () => {
    expect(readInfo(ended(FAILED), ft)).toEqual({ gnssFix: unknown, satellites: unknown, recordsStored: unknown });
    expect(readInfo(ended(FT.replace('SAT:41', 'SAT:2')), ft).gnssFix).toEqual(unknown);
  });
});

describe('P25 INSP-1 a damaged getinfo', () => {
  it.each([
    ['a key', 'RST:0', 'RSU:0'],
    ['a key in other letters', ' SAT:', ' SaT:'],
    ['a missing key', 'SAT:0 ', ''],
    ['a number that begins with a zero', 'REC:42', 'REC:042'],
    ['a foreign word', 'MD:1', 'MD:1 ok'],
  ])('tells nothing: %s', (_name, whole, damaged) => {
    const text =
      'RTC:2017/6/16 7:13 Init:2017/6/16 5:44 UpTime:4744s PWR:PwrVoltage RST:0 GPS:2 SAT:0 TTFF:0 TTLF:0 NOGPS: 1:18 SR:0 FG:200 FL:0 SMS: 3 REC:42 MD:1 DB:0';
    expect(readInfo(ended(text), fmb).recordsStored).toEqual(value(42));
    const read = readInfo(ended(text.replace(whole, damaged)), fmb);
    expect(read).toEqual({ gnssFix: unknown, satellites: unknown, recordsStored: unknown });
  });
});

describe('INSP-1 Teltonika getstatus', () => {
  const REAL =
    'Data Link: 1 GPRS: 1 Phone: 0 SIM: 0 OP: 21630 Signal: 4 NewSMS: 0 Roaming: 0 SMSFull: 0 LAC: 93 Cell ID: 5103 NetType: 1 FwUpd:-65536';
  const OLDER =
    'Data Link: 0 GPRS: 1 Phone: 0 SIM: 1 OP: 24602 Signal: 5 NewSMS: 0 Roaming: 1 SMSFull: 0 LAC: 1 Cell ID: 3055';
  const BUILD_2019 =
    'Data Link: 1(33) GPRS: 1(0) Phone: 0 SIM: 2 OP: 0 Signal: 0 NewSMS: 0 Roaming: 0 SMSFull: 0 LAC: 1 Cell ID: 3055 Network Type: 1 SIM2';

  it.each([
    ['a real unit', REAL, [true, 'ready', 4, 'home']],
    ['an older build', OLDER, [false, 'pin', 5, 'roaming']],
    ['a build of 2019', BUILD_2019, [true, 'puk', 0, 'none']],
  ] as const)('reads %s', (_name, text, [dataLink, sim, signalLevel, network]) => {
    expect(isStatusLine(ended(text))).toBe(true);
    expect(readStatus(ended(text))).toEqual({
      dataLink: value(dataLink),
      sim: value(sim),
      signalLevel: value(signalLevel),
      networkRegistration: value(network),
    });
  });

  it('says unknown for a SIM state 5, a signal of 9 and a missing operator', () => {
    const text = REAL.replace('SIM: 0', 'SIM: 5').replace('Signal: 4', 'Signal: 9').replace('OP: 21630 ', '');
    expect(readStatus(ended(text))).toMatchObject({
      sim: unknown,
      signalLevel: unknown,
      networkRegistration: unknown,
    });
  });

  it.each([REAL, OLDER, BUILD_2019])('P25: one wrong character anywhere leaves nothing of %s', (text) => {
    for (let at = 0; at < text.length; at += 1) {
      const damaged = ended(`${text.slice(0, at)}#${text.slice(at + 1)}`);
      expect(Object.values(readStatus(damaged)), damaged.text).toEqual([unknown, unknown, unknown, unknown]);
    }
  });

  it('P25: a line cut inside its last value does not yield that value', () => {
    const text = REAL.slice(0, REAL.indexOf('21630') + 3);
    expect(readStatus({ text, terminated: false }).networkRegistration).toEqual(unknown);
  });
});

describe('INSP-1 Teltonika getgps', () => {
  const FT = 'GPS:1 Sat:10 LAT:9.9839 LON:9.9839 ALT:9.9839 Speed:10 Dir:10 Date:2023-04-03 Time:12:32:06';
  const FMB = 'GPS:1 Sat:13 Lat:10.494710 Long:-66.831467 Alt:872 Speed:0 Dir:356 Date: 2020/3/13 Time: 13:37:15';
  const NONE = 'WARNING! GPS Data not Available. Clock not Synchronized';

  it('reads the published answers', () => {
    expect([FT, FMB, NONE].every((text) => isPositionLine(ended(text)))).toBe(true);
    expect(readPosition(ended(FT))).toEqual({ gnssFix: value('fix'), satellites: value(10) });
    expect(readPosition(ended(FMB))).toEqual({ gnssFix: value('fix'), satellites: value(13) });
    expect(readPosition(ended(NONE))).toEqual({ gnssFix: value('no-fix'), satellites: unknown });
  });

  it('P25: one wrong character anywhere leaves nothing', () => {
    for (let at = 0; at < FMB.length; at += 1) {
      const damaged = ended(`${FMB.slice(0, at)}#${FMB.slice(at + 1)}`);
      expect(readPosition(damaged), damaged.text).toEqual({ gnssFix: unknown, satellites: unknown });
    }
  });

  it.each(['Lat:0.000000 Long:0.000000', 'Lat:91.0 Long:10.0', 'Lat:abc Long:10.0'])(
    'does not call %s a fix',
    (place) => {
      const text = FMB.replace('Lat:10.494710 Long:-66.831467', place);
      expect(readPosition(ended(text)).gnssFix).toEqual(unknown);
    },
  );
});

describe('INSP-1 Teltonika I/O elements as health', () => {
  it.each([
    ['supplyMillivolts', '12480', value(12480)],
    ['supplyMillivolts', '0', value(0)],
    ['supplyMillivolts', '12.5', unknown],
    ['supplyMillivolts', '999999', unknown],
    ['batteryMillivolts', '-1', unknown],
    ['ignition', '1', value(true)],
    ['ignition', '2', unknown],
    ['canLink', '0', value(false)],
    ['ebsVin', '1M8GDM9AXKP042788', value('1M8GDM9AXKP042788')],
    ['ebsVin', 'F3D000001', value('F3D000001')],
    ['ebsVin', 'not a vin', unknown],
    ['odometerMetres', '123456789', value(123456789)],
  ] as const)('%s of %s', (field, text, expected) => {
    expect(readIoField(field, { kind: 'value', text })).toEqual(expected);
  });

  it('says why there is no value', () => {
    expect(readIoField('ebsVin', { kind: 'absent' })).toEqual(unknown);
    expect(readIoField('ebsVin', { kind: 'empty' })).toEqual(unknown);
    expect(readIoField('ebsVin', { kind: 'unknown', why: 'cut' })).toEqual({ kind: 'unknown', why: 'cut' });
  });
});
