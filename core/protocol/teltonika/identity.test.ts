import { describe, expect, it } from 'vitest';
import { isSimLine, isVersionLine, readImei, readImeiAndIccid, readVersion } from './identity.ts';

const FMB920 =
  'Ver:03.27.07_00 GPS:AXN_5.1.9 Hw:FMB920 Mod:13 IMEI:350424063817363 Init:2023-8-8 5:24 Uptime:8418658 MAC:001E427ED0D9 SPC:1(0) AXL:1 OBD:0 BL:1.10 BT:4';
const FTC961 =
  'Ver:0.23.0-rc.1 GPS:AG3335A_V2.6.0.AG3335_20230510 Hw:FTC961 Mod:1 Pos:43 IMEI:866344054201822 Init:2023-05-11 07:23 Uptime:108 MAC:N/A SPC:0(0) AXL:lis3dh OBD:N/A BL:N/A BT:N/A';
const FMA =
  'Code Ver:01.06.15 Rev:1 Device IMEI:353976010139156 Device ID:000001 Bootloader Ver: 01.09 Modem APP Ver:TM11Q_R_01.00.03.03_002';

const ended = (text: string) => ({ text, terminated: true });

describe('INST-1 Teltonika getver', () => {
  it.each([
    ['FMB920, a real unit', FMB920, '350424063817363', 'FMB920', '03.27.07_00', 'FMB920'],
    ['FTC961, vendor page', FTC961, '866344054201822', 'FTC961', '0.23.0-rc.1', 'FTC961'],
    ['FMA, vendor page', FMA, '353976010139156', 'FMA', '01.06.15', null],
    [
      'values with blanks, colons and commas',
      'Ver:03.25 GPS:AXN_3.80_3333_16070400,0000,, Hw:FMB120 Mod:9 IMEI:352093084345404 Init: 2017-6-16 5:54 Uptime:2',
      '352093084345404',
      'FMB120',
      '03.25',
      'FMB120',
    ],
  ])('reads %s', (_name, text, imei, model, firmware, hardware) => {
    expect(isVersionLine(ended(text))).toBe(true);
    expect(readVersion(ended(text))).toEqual({ kind: 'version', imei, model, firmware, hardware });
  });

  it.each([
    ['IMEISV', 'Ver:1 Hw:FMB920 IMEI:3504240638173630 Init:2023-8-8 5:24'],
    ['nothing', 'Ver:1 Hw:FMB920 IMEI: Init:2023-8-8 5:24'],
    ['N/A', 'Ver:1 Hw:FMB920 IMEI:N/A Init:2023-8-8 5:24'],
    ['all zeros', 'Ver:1 Hw:FMB920 IMEI:000000000000000 Init:2023-8-8 5:24'],
    ['two of them', 'Ver:1 Hw:FMB920 IMEI:350424063817363 IMEI:350424063817371 Code Ver:2'],
  ])('tells no IMEI when the unit answers with %s', (_name, text) => {
    expect(readVersion(ended(text))).not.toHaveProperty('imei', expect.any(String));
  });

  it.each([
    [' Mod:13 ', ' Mod:1# '],
    [' Init:', ' init:'],
    [' GPS:', ' GQS:'],
    ['Uptime:8418658', 'Uptime:8418)58'],
    ['Hw:FMB920', 'Hw:F]B920'],
    ['MAC:001E427ED0D9', 'MAC:001E4 7ED0D9'],
  ])('P25: believes nothing of a line in which %j came as %j', (whole, damaged) => {
    expect(FMB920).toContain(whole);
    expect(readVersion(ended(FMB920.replace(whole, damaged))).kind).toBe('unknown-shape');
  });

  it('keeps an IMEI whose check digit is wrong: that is judged elsewhere', () => {
    expect(readImei('123456789123456')).toBe('123456789123456');
    expect(readImei('004400013805666')).toBe('004400013805666');
  });

  it.each([
    'Command not found! From:3 (AT)',
    '[2004.01.01 13:36:56]-[CMD.DEBUG]\tCommand not found! From:3 (AT)',
    'IMEI: 358480084593450, CCID: 8937002180500123456',
    'Version: 1 IMEI:350424063817363',
    'Ver:03.27.07_00 Hw:FMB920',
    `${FMB920.slice(0, 30)}\x00${FMB920.slice(31)}`,
    `${FMB920.slice(0, 30)}\xe9${FMB920.slice(31)}`,
  ])('does not take %s for an answer', (text) => {
    expect(isVersionLine(ended(text))).toBe(false);
    expect(readVersion(ended(text)).kind).toBe('unknown-shape');
  });

  it('P25: a line cut anywhere never yields a shorter IMEI, model or firmware', () => {
    for (let length = 0; length < FMB920.length; length += 1) {
      const version = readVersion({ text: FMB920.slice(0, length), terminated: false });
      if (version.kind === 'version') {
        expect(version).toMatchObject({ imei: '350424063817363', model: 'FMB920', firmware: '03.27.07_00' });
      }
    }
  });
});

describe('INST-1 Teltonika getimeiccid', () => {
  it('reads the published answer', () => {
    const line = ended('IMEI: 358480084593450, CCID: 8937002180500123456');
    expect(isSimLine(line)).toBe(true);
    expect(readImeiAndIccid(line)).toEqual({ imei: '358480084593450', iccid: '8937002180500123456' });
  });

  it.each([
    'IMEI: N/A, CCID: N/A',
    'IMEI: 358480084593450, CCID: 893700218050012v456',
    'IMEI: 358480084593450, CCID:"8937002180500123456',
    'IMEI: 35848008459345, CCID: 12345',
  ])('tells nothing of %s', (text) => {
    expect(readImeiAndIccid(ended(text))).toEqual({ imei: null, iccid: null });
  });

  it('does not believe the end of a line that has none', () => {
    const line = { text: 'IMEI: 358480084593450, CCID: 89370021805001234', terminated: false };
    expect(readImeiAndIccid(line)).toEqual({ imei: '358480084593450', iccid: null });
  });
});
