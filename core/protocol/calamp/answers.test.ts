import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCalampFix, readCalampIdentifiers, readCalampVersion, readCommunication } from './answers.ts';

describe('INST-1 who a CalAmp unit says it is', () => {
  it.each([
    // The line of the SMS status, as an LMU in a public log tells it; that ATI0 tells it so is inferred.
    [['APP:046 5.0j'], { model: null, firmware: '5.0j' }],
    [['LMU-2630, CalAmp', 'APP: 046 5.0j'], { model: 'LMU-2630', firmware: '5.0j' }],
    [['CalAmp HMU-3640 Version: 3.2a'], { model: 'HMU-3640', firmware: '3.2a' }],
    [['CalAmp'], { model: null, firmware: null }],
    // Damaged on the way: no piece of it is a version.
    [['APP:046 5&0j'], { model: null, firmware: null }],
    [['APP:046 5.', '0j'], { model: null, firmware: '5.' }],
    [[], { model: null, firmware: null }],
  ])('%j', (lines, version) => {
    expect(readCalampVersion(lines)).toEqual(version);
  });

  it.each([
    [['ESN: 4644129809', 'IMSI: 262011234567890', 'IMEI: 866344054201822'], '866344054201822'],
    [['IMEI 866344054201822, IMSI 262011234567890'], '866344054201822'],
    [['IMEI=866344054201822'], '866344054201822'],
    // Fifteen digits that nobody calls an IMEI.
    [['262011234567890'], null],
    [['IMSI: 262011234567890'], null],
    [['IMEI: 8663440542018227'], null],
    [['IMEI: 000000000000000'], null],
    [['IMEI:', '866344054201822'], null],
  ])('IMEI in %j', (lines, imei) => {
    expect(readCalampIdentifiers(lines).imei).toBe(imei);
  });

  it.each([
    [['ICC-ID: 89883070000007211665'], '89883070000007211665'],
    [['ICCID "984402003576012594F9"'], '8944200053671052499'],
    [['ICC-ID:'], null],
    [['89883070000007211665'], null],
  ])('SIM card number in %j', (lines, iccid) => {
    expect(readCalampIdentifiers(lines).iccid).toBe(iccid);
  });
});

describe('INSP-1 position of a CalAmp unit', () => {
  it.each([
    // HMU-3640 installation guide §5.6.2, to the letter.
    [['Lat=3304713, Lon=-11727730, Alt=0', 'Hdg=113 Spd=0 3D-RTIME HDOP=130 nSats=7'], { kind: 'fix', satellites: 7 }],
    [['Lat=0, Lon=0, Alt=0', 'Hdg=0 Spd=0 3D-RTIME HDOP=9999 nSats=2'], { kind: 'no-fix', satellites: 2 }],
    // Fix words that are published nowhere.
    [['Lat=3304713, Lon=-11727730, Alt=0', 'Hdg=113 Spd=0 2D-LAST HDOP=130 nSats=3'], { kind: 'untold' }],
    // LMU Users Guide §11.1.2.
    [['Antenna Short'], { kind: 'no-fix', satellites: null }],
    [['Antenna Open'], { kind: 'no-fix', satellites: null }],
    [['No Time Sync'], { kind: 'no-fix', satellites: null }],
    [['Lat=3304713, Lon=-11727730, Alp=0', 'Hdg=113 Spd=0 3D-RTIME HDOP=130 nSats=7'], { kind: 'untold' }],
    [['Lat=3304713, Lon=-11727730, Alt=0'], { kind: 'untold' }],
    [['Hdg=113 Spd=0 3D-RTIME HDOP=130 nSats=7'], { kind: 'untold' }],
    [[], { kind: 'untold' }],
  ])('%j', (lines, fix) => {
    expect(readCalampFix(lines)).toMatchObject(fix);
  });
});

describe('INSP-1 communication of a CalAmp unit', () => {
  it('reads the three labels and nothing else', () => {
    const lines = ['Network Reg. : Yes', 'Data Reg.    : No', 'Connection   : Yes', 'Anything else: Yes'];
    expect(readCommunication(lines)).toEqual({
      networkRegistered: { isYes: true, raw: 'Network Reg. : Yes' },
      dataRegistered: { isYes: false, raw: 'Data Reg.    : No' },
      connected: { isYes: true, raw: 'Connection   : Yes' },
    });
    expect(readCommunication(['Network Reg. Yes', 'Connection'])).toEqual({
      networkRegistered: { isYes: true, raw: 'Network Reg. Yes' },
      dataRegistered: null,
      connected: null,
    });
    expect(readCommunication(['Network Reg. : Maybe', 'No Connection : Yes'])).toEqual({
      networkRegistered: null,
      dataRegistered: null,
      connected: null,
    });
  });

  it('P25: noise tells nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary-ascii', maxLength: 40 }), { maxLength: 5 }), (noise) => {
        fc.pre(!/IMEI|ICC|LMU|HMU|TTU|APP|Ver|Lat=|Antenna|Time|Reg|Conn/i.test(noise.join('\n')));
        expect(readCalampVersion(noise)).toEqual({ model: null, firmware: null });
        expect(readCalampIdentifiers(noise)).toEqual({ imei: null, iccid: null });
        expect(readCalampFix(noise)).toEqual({ kind: 'untold' });
        expect(readCommunication(noise)).toEqual({ networkRegistered: null, dataRegistered: null, connected: null });
      }),
    );
  });
});
