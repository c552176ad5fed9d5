import { describe, expect, it } from 'vitest';
import type { ExchangeRequest } from '../command-exchange.ts';
import {
  askInfo,
  askIo,
  askParameters,
  askPosition,
  askSim,
  askStatus,
  askVersion,
  DEFAULT_SPEECH,
  restart,
  writeParameters,
} from './requests.ts';

const meaning = (request: ExchangeRequest, text: string, terminated = true) => request.judge({ text, terminated }, []);
const speech = DEFAULT_SPEECH;
const values = [
  { id: 2001, text: 'wap', isNumber: false },
  { id: 1000, text: '30', isNumber: true },
];

/** The published answers of link.md §2A, each to its last letter. */
const published: readonly (readonly [string, ExchangeRequest, string])[] = [
  [
    'getver of FMB',
    askVersion(speech),
    'Ver:03.27.07_00 GPS:AXN_5.1.9 Hw:FMB920 Mod:13 IMEI:350424063817363 Init:2023-8-8 5:24 Uptime:8418658 MAC:001E427ED0D9 SPC:1(0) AXL:1 OBD:0 BL:1.10 BT:4',
  ],
  [
    'getver of FT',
    askVersion(speech),
    'Ver:0.23.0-rc.1 GPS:AG3335A_V2.6.0.AG3335_20230510 Hw:FTC961 Mod:1 Pos:43 IMEI:866344054201822 Init:2023-05-11 07:23 Uptime:108 MAC:N/A SPC:0(0) AXL:lis3dh OBD:N/A BL:N/A BT:N/A',
  ],
  [
    'getver of FMA',
    askVersion(speech),
    'Code Ver:01.06.15 Rev:1 Device IMEI:353976010139156 Device ID:000001 Bootloader Ver: 01.09 Modem APP Ver:TM11Q_R_01.00.03.03_002',
  ],
  [
    'getinfo of FMB',
    askInfo(speech),
    'RTC:2017/6/16 7:13 Init:2017/6/16 5:44 UpTime:4744s PWR:PwrVoltage RST:0 GPS:2 SAT:0 TTFF:0 TTLF:0 NOGPS: 1:18 SR:0 FG:200 FL:0 SMS: 3 REC:42 MD:1 DB:0',
  ],
  [
    'getinfo of FT',
    askInfo(speech),
    'RTC:2023-05-30T12:11 Init:2023-05-30T11:33 UpTime:2282s PWR:1 GNSS:3 SAT:41 SR:11 SMS:0 REC:8 MD:1 TTFF:1532 TTLF:627 RST:4 NOGPS:5:42 FG:2 FL:1',
  ],
  [
    'getstatus',
    askStatus(speech),
    'Data Link: 1 GPRS: 1 Phone: 0 SIM: 0 OP: 21630 Signal: 4 NewSMS: 0 Roaming: 0 SMSFull: 0 LAC: 93 Cell ID: 5103 NetType: 1 FwUpd:-65536',
  ],
  [
    'getgps of FT',
    askPosition(speech),
    'GPS:1 Sat:10 LAT:9.9839 LON:9.9839 ALT:9.9839 Speed:10 Dir:10 Date:2023-04-03 Time:12:32:06',
  ],
  [
    'getgps of FMB',
    askPosition(speech),
    'GPS:1 Sat:13 Lat:10.494710 Long:-66.831467 Alt:872 Speed:0 Dir:356 Date: 2020/3/13 Time: 13:37:15',
  ],
  ['getgps without a position', askPosition(speech), 'WARNING! GPS Data not Available. Clock not Synchronized'],
  ['getimeiccid', askSim(speech), 'IMEI: 358480084593450, CCID: 8937002180500123456'],
  ['readio', askIo(speech, 239), 'Param ID:239 Value:0'],
  ['getparam of one', askParameters(speech, [2001]), 'Param ID:2001 Value:wap'],
  ['getparam of several', askParameters(speech, [2001, 1000]), 'Param ID:2001 Value:wap;1000:30'],
  ['getparam of an unset one', askParameters(speech, [2001]), 'Param ID:2001 Value:'],
  ['getparam of one that is not there', askParameters(speech, [2027]), "Param ID:2027 doesn't exist"],
  ['setparam', writeParameters(speech, values), 'New value 2001:wap;1000:30'],
  ['setparam as seen on hardware', writeParameters(speech, values), 'New value 2001:wap;1000:30;'],
];

describe('INST-2 the end of an answer of the text dialect', () => {
  it.each(published)('is seen on %s, and only when the line has an end', (_name, request, text) => {
    expect(meaning(request, text)).toBe('whole');
    expect(meaning(request, text, false)).not.toBe('whole');
  });

  it.each([
    [
      'getver without its last parts',
      askVersion(speech),
      'Ver:03.27.07_00 GPS:AXN Hw:FMB920 Mod:13 IMEI:350424063817363',
    ],
    ['getver whose last part is empty', askVersion(speech), 'Ver:03.27.07_00 Hw:FMB920 IMEI:350424063817363 BT:'],
    [
      'getstatus of an older firmware',
      askStatus(speech),
      'Data Link: 1 GPRS: 1 Phone: 0 SIM: 0 OP: 21630 Signal: 4 Cell ID: 3055',
    ],
    ['a number that is no card', askSim(speech), 'IMEI: 358480084593450, CCID: N/A'],
    ['several in another order', askParameters(speech, [1000, 2001]), 'Param ID:2001 Value:wap;1000:30'],
    ['several of which one is missing', askParameters(speech, [2001, 1000]), 'Param ID:2001 Value:wap'],
    ['several with one too many', askParameters(speech, [2001, 1000]), 'Param ID:2001 Value:wap;1000:30;x'],
    ['a refusal that names no parameter', askParameters(speech, [2001]), 'Invalid parameter id provided'],
    ['a refused write', writeParameters(speech, values), 'WARNING: Not supported Param ID or Value detected'],
    ['a write repeated otherwise', writeParameters(speech, values), 'New value 2001:wap;1000:30.0'],
    ['an element that is not there', askIo(speech, 239), 'Not supported or not enabled IO element requested'],
  ])('is left to silence on %s', (_name, request, text) => {
    expect(meaning(request, text)).toBe('complete');
  });

  it('is never seen on an answer to another question', () => {
    for (const [asked, request] of published) {
      for (const [said, , text] of published) {
        const isOwn = asked.split(' ')[0] === said.split(' ')[0];
        expect([asked, said, isOwn || meaning(request, text) !== 'whole']).toEqual([asked, said, true]);
      }
    }
  });

  it('a restart has no answer at all', () => {
    expect(published.map(([, , text]) => meaning(restart(speech), text))).not.toContain('whole');
  });
});
