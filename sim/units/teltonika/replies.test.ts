import { describe, expect, it } from 'vitest';
import { teltonikaModels } from './models.ts';
import {
  cardText,
  debugLine,
  failureTexts,
  infoText,
  positionText,
  statusText,
  valuesText,
  versionText,
} from './replies.ts';

const { FMB920, FTC961 } = teltonikaModels;

describe('INST-2 the unit says what the maker publishes, letter for letter', () => {
  it('getver of a real FMB920', () => {
    const poweredAtMs = Date.UTC(2023, 7, 8, 5, 24);
    const facts = { imei: '350424063817363', poweredAtMs, uptimeSeconds: 8_418_658, mac: '001E427ED0D9' };
    expect(versionText(FMB920, facts)).toBe(
      'Ver:03.27.07_00 GPS:AXN_5.1.9 Hw:FMB920 Mod:13 IMEI:350424063817363 Init:2023-8-8 5:24 Uptime:8418658 MAC:001E427ED0D9 SPC:1(0) AXL:1 OBD:0 BL:1.10 BT:4',
    );
  });

  it('getver of the FT family', () => {
    const poweredAtMs = Date.UTC(2023, 4, 11, 7, 23);
    const facts = { imei: '866344054201822', poweredAtMs, uptimeSeconds: 108, mac: '' };
    expect(versionText(FTC961, facts)).toBe(
      'Ver:0.23.0-rc.1 GPS:AG3335A_V2.6.0.AG3335_20230510 Hw:FTC961 Mod:1 Pos:43 IMEI:866344054201822 Init:2023-05-11 07:23 Uptime:108 MAC:N/A SPC:0(0) AXL:lis3dh OBD:N/A BL:N/A BT:N/A',
    );
  });

  it('getinfo of FMB, with its two odd blanks', () => {
    const text = infoText(FMB920, {
      clockMs: Date.UTC(2017, 5, 16, 7, 13),
      startedMs: Date.UTC(2017, 5, 16, 5, 44),
      uptimeSeconds: 4_744,
      power: 'PwrVoltage',
      restarts: 0,
      gnssState: 2,
      satellites: 0,
      firstFixSeconds: 0,
      lastFixSeconds: 0,
      withoutFixSeconds: 4_680,
      sentRecords: 0,
      failedGprs: 200,
      failedLinks: 0,
      messages: 3,
      records: 42,
    });
    expect(text).toBe(
      'RTC:2017/6/16 7:13 Init:2017/6/16 5:44 UpTime:4744s PWR:PwrVoltage RST:0 GPS:2 SAT:0 TTFF:0 TTLF:0 NOGPS: 1:18 SR:0 FG:200 FL:0 SMS: 3 REC:42 MD:1 DB:0',
    );
  });

  it('getinfo of FT', () => {
    const text = infoText(FTC961, {
      clockMs: Date.UTC(2023, 4, 30, 12, 11),
      startedMs: Date.UTC(2023, 4, 30, 11, 33),
      uptimeSeconds: 2_282,
      power: '1',
      restarts: 4,
      gnssState: 3,
      satellites: 41,
      firstFixSeconds: 1_532,
      lastFixSeconds: 627,
      withoutFixSeconds: 20_520,
      sentRecords: 11,
      failedGprs: 2,
      failedLinks: 1,
      messages: 0,
      records: 8,
    });
    expect(text).toBe(
      'RTC:2023-05-30T12:11 Init:2023-05-30T11:33 UpTime:2282s PWR:1 GNSS:3 SAT:41 SR:11 SMS:0 REC:8 MD:1 TTFF:1532 TTLF:627 RST:4 NOGPS:5:42 FG:2 FL:1',
    );
  });

  it('getstatus of a real FMB', () => {
    const text = statusText(FMB920, {
      dataLink: true,
      sim: 0,
      operator: '21630',
      signal: 4,
      roaming: false,
      areaCode: 93,
      cellId: 5_103,
      networkType: 1,
    });
    expect(text).toBe(
      'Data Link: 1 GPRS: 1 Phone: 0 SIM: 0 OP: 21630 Signal: 4 NewSMS: 0 Roaming: 0 SMSFull: 0 LAC: 93 Cell ID: 5103 NetType: 1 FwUpd:-65536',
    );
  });

  it('getgps of both styles', () => {
    const fmb = {
      satellites: 13,
      latitude: 10.49471,
      longitude: -66.831467,
      altitude: 872,
      speed: 0,
      direction: 356,
      clockMs: Date.UTC(2020, 2, 13, 13, 37, 15),
    };
    expect(positionText(FMB920, fmb)).toBe(
      'GPS:1 Sat:13 Lat:10.494710 Long:-66.831467 Alt:872 Speed:0 Dir:356 Date: 2020/3/13 Time: 13:37:15',
    );
    const ft = {
      satellites: 10,
      latitude: 9.9839,
      longitude: 9.9839,
      altitude: 9.9839,
      speed: 10,
      direction: 10,
      clockMs: Date.UTC(2023, 3, 3, 12, 32, 6),
    };
    expect(positionText(FTC961, ft)).toBe(
      'GPS:1 Sat:10 LAT:9.9839 LON:9.9839 ALT:9.9839 Speed:10 Dir:10 Date:2023-04-03 Time:12:32:06',
    );
  });

  it.each([
    [cardText('358480084593450', '8937002180500123456'), 'IMEI: 358480084593450, CCID: 8937002180500123456'],
    [valuesText([['239', '0']]), 'Param ID:239 Value:0'],
    [valuesText([['2001', 'wap']]), 'Param ID:2001 Value:wap'],
    [
      valuesText([
        ['2001', 'wap'],
        ['1000', '30'],
      ]),
      'Param ID:2001 Value:wap;1000:30',
    ],
    [valuesText([['2001', '']]), 'Param ID:2001 Value:'],
    [failureTexts.noSuchParameter('2027'), "Param ID:2027 doesn't exist"],
    [failureTexts.invalidParameter, 'Invalid parameter id provided'],
    [failureTexts.noSuchInput, 'Not supported or not enabled IO element requested'],
    [failureTexts.notSupportedWrite, 'WARNING: Not supported Param ID or Value detected'],
    [failureTexts.failedWrite, 'Error while configuring parameters'],
    [failureTexts.noPosition, 'WARNING! GPS Data not Available. Clock not Synchronized'],
    [
      debugLine(Date.UTC(2004, 0, 1, 13, 36, 56), 'AT'),
      '[2004.01.01 13:36:56]-[CMD.DEBUG]\tCommand not found! From:3 (AT)',
    ],
  ])('%s', (said, published) => {
    expect(said).toBe(published);
  });
});
