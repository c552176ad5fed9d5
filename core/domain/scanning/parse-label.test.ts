import { describe, expect, it } from 'vitest';
import { parseLabel } from './parse-label.ts';
import type { LabelFields, LabelWarning } from './parsed-label.ts';

type Row = readonly [name: string, text: string, fields: LabelFields, warnings?: readonly LabelWarning[]];

function reads(rows: readonly Row[]): void {
  for (const [name, text, fields, warnings = []] of rows) {
    it(`${name}: ${JSON.stringify(text)}`, () => {
      expect(parseLabel(text)).toEqual({ kind: 'label', text, fields, warnings });
    });
  }
}

const luhn: readonly LabelWarning[] = ['SERIAL_CHECKDIGIT'];

describe('SCAN-2 unit label and bare number', () => {
  reads([
    ['vector 61', 'ABC-123456789123456', { serial: '123456789123456', prefix: 'ABC' }, luhn],
    [
      'a label whose digit fits is an IMEI, too',
      'FB-359315075384726',
      { serial: '359315075384726', prefix: 'FB', imei: '359315075384726' },
    ],
    ['vector 9', '359315075384726', { serial: '359315075384726', imei: '359315075384726' }],
    ['vector 8, leading zeros', '004400013805666', { serial: '004400013805666', imei: '004400013805666' }],
    ['vector 10', '890123847562332', { serial: '890123847562332' }, luhn],
    ['vector 11', '123456789123456', { serial: '123456789123456' }, luhn],
    ['vector 12', '135790246811220', { serial: '135790246811220' }, luhn],
    ['lower case, blanks, line end', ' \tabc-123456789123456\r\n', { serial: '123456789123456', prefix: 'ABC' }, luhn],
    ['framing characters', '\u0002ABC-123456789123456\u0003', { serial: '123456789123456', prefix: 'ABC' }, luhn],
    ['a byte order mark', '\ufeff359315075384726', { serial: '359315075384726', imei: '359315075384726' }],
    ['a dash from a word processor', 'ABC\u2013123456789123456', { serial: '123456789123456', prefix: 'ABC' }, luhn],
    ['as the station groups it', '123 456 789 123456', { serial: '123456789123456' }, luhn],
    [
      'US reader on a German keyboard',
      'ABCß123456789123456',
      { serial: '123456789123456', prefix: 'ABC' },
      [...luhn, 'READER_LAYOUT'],
    ],
    [
      'German reader on a US keyboard',
      'ABC/359315075384726',
      { serial: '359315075384726', prefix: 'ABC', imei: '359315075384726' },
      ['READER_LAYOUT'],
    ],
  ]);
});

describe('SCAN-2 IMEI with separators, IMEISV', () => {
  reads([
    ['vector 2', '35-209900-176148-1', { imei: '352099001761481' }],
    ['vector 9 in groups', '35 931507 538472 6', { imei: '359315075384726' }],
    ['14 digits and the check digit', '35931507538472-6', { imei: '359315075384726' }],
    ['14 digits, a blank, the check digit', '35931507538472 6', { imei: '359315075384726' }],
    ['as 6, 2, 6 and 1', '359315 07 538472 6', { imei: '359315075384726' }],
    ['as 8, 6 and 1', '35931507-538472-6', { imei: '359315075384726' }],
    ['in threes', '359 315 075 384 726', { imei: '359315075384726' }],
    ['in fours', '3593 1507 5384 726', { imei: '359315075384726' }],
    ['IMEISV in fours', '3593 1507 5384 7201', { imeisv: '3593150753847201' }],
    ['vector 13', '35-417803-685978-1', { imei: '354178036859781' }, luhn],
    ['vector 17', '3568680000414120', { imeisv: '3568680000414120' }],
    ['vector 18', '35-209900-176148-23', { imeisv: '3520990017614823' }],
  ]);
});

describe('OWN-5 unit id', () => {
  reads([
    ['vector 62', 'tp:890123847562332', { unitType: 'tp', serial: '890123847562332' }, luhn],
    ['vector 62, the same serial', 'krone:890123847562332', { unitType: 'krone', serial: '890123847562332' }, luhn],
    ['upper case', 'TXTRAILERGUARD:359315075384726', { unitType: 'txtrailerguard', serial: '359315075384726' }],
    ['a type with a hyphen', 'tx-go:359315075384726', { unitType: 'tx-go', serial: '359315075384726' }],
    [
      'US reader on a German keyboard',
      'tpÖ359315075384726',
      { unitType: 'tp', serial: '359315075384726' },
      ['READER_LAYOUT'],
    ],
  ]);
});

describe('SCAN-2 SIM card number', () => {
  reads([
    ['vector 19', '89883070000007211665', { iccid: '89883070000007211665' }],
    ['vector 20', '8959301000648637556f', { iccid: '8959301000648637556' }],
    ['vector 21', '8938003990320469804', { iccid: '8938003990320469804' }],
    ['vector 22', '8965880812100011146', { iccid: '8965880812100011146' }],
    ['vector 23', '"984402003576012594F9"', { iccid: '8944200053671052499' }, ['ICCID_CHECKDIGIT']],
    ['vector 24', '98231420326409614067', { iccid: '89324102234690160476' }, ['ICCID_CHECKDIGIT']],
    ['vector 25', '"898602F9091830030220"', { iccid: '898602F9091830030220' }, ['ICCID_HEX']],
    ['vector 26', '898600810906F8048812', { iccid: '898600810906F8048812' }, ['ICCID_HEX']],
    ['vector 27', '8937002180500123456', { iccid: '8937002180500123456' }, ['ICCID_CHECKDIGIT']],
    ['in groups', '8988 3070 0000 0721 1665', { iccid: '89883070000007211665' }],
  ]);
});

describe('PAIR-6 VIN', () => {
  reads([
    ['vector 31', '1M8GDM9AXKP042788', { vin: '1M8GDM9AXKP042788' }],
    ['vector 32', '1HGCM82633A004352', { vin: '1HGCM82633A004352' }],
    ['vector 36', '1HGCM82633A000001', { vin: '1HGCM82633A000001' }, ['VIN_CHECKDIGIT']],
    ['vector 37', 'WP0ZZZ99ZTS392124', { vin: 'WP0ZZZ99ZTS392124' }],
    ['vector 38', 'YS2K4X20001928588', { vin: 'YS2K4X20001928588' }],
    ['lower case in groups', 'wp0 zzz99z ts392124', { vin: 'WP0ZZZ99ZTS392124' }],
    ['hyphens', 'WP0-ZZZ99Z-TS392124', { vin: 'WP0ZZZ99ZTS392124' }],
    ['Code 39 with a leading I', 'I1HGCM82633A004352', { vin: '1HGCM82633A004352' }],
    ['Code 39 with its asterisks', '*1HGCM82633A004352*', { vin: '1HGCM82633A004352' }],
    ['vector 41, named as VIN', 'VIN: F3D000001', { vin: 'F3D000001' }, ['VIN_PARTIAL']],
    ['named, in groups whose first could be a part', 'VIN: 1HGCM826 33A004352', { vin: '1HGCM82633A004352' }],
    ['named, a part with a word behind it', 'VIN F3D000001 ABCDEF12', { vin: 'F3D000001' }, ['VIN_PARTIAL']],
    ['vector 33, named as VIN', 'VIN 11111111111111111', { vin: '11111111111111111' }, ['VIN_IMPLAUSIBLE']],
  ]);
});

describe('SCAN-2 keys and several fields', () => {
  const imei = '356938035643809';
  const iccid = '89883070000007211665';
  reads([
    ['vector 63', `IMEI:${imei};ICCID:${iccid}`, { imei, iccid }],
    [
      'IMEI, SIM and serial',
      `IMEI: ${imei}\nICCID: ${iccid}\nS/N: 123456789123456`,
      { imei, iccid, serial: '123456789123456' },
      luhn,
    ],
    ['equal signs', `imei=${imei}&iccid=${iccid}&sn=123456789123456`, { imei, iccid, serial: '123456789123456' }, luhn],
    [
      'blanks behind the keys',
      `IMEI ${imei} SN 123456789123456 SIM card included`,
      { imei, serial: '123456789123456' },
      luhn,
    ],
    ['separators in the number', 'IMEI: 35-931507-538472-6', { imei: '359315075384726' }],
    [
      'blanks in the number',
      'IMEI 35 931507 538472 6 / IMEISV 35 931507 538472 01',
      { imei: '359315075384726', imeisv: '3593150753847201' },
    ],
    ['JSON', `{"imei":"${imei}","iccid":"${iccid}"}`, { imei, iccid }],
    [
      'German keys',
      `Seriennummer: 123456789123456, FIN: WP0ZZZ99ZTS392124`,
      { serial: '123456789123456', vin: 'WP0ZZZ99ZTS392124' },
      luhn,
    ],
    [
      'SIM number in groups, unit number without a key',
      `ICCID 8988 3070 0000 0721 1665 ${imei}`,
      { iccid, serial: imei, imei },
    ],
    ['the same number twice', `IMEI:${imei} IMEI:${imei}`, { imei }],
    ['a bad serial beside a good IMEI', `IMEI:${imei} S/N:1234`, { imei }, ['SERIAL_FORMAT']],
    ['a bad SIM number beside a good IMEI', `IMEI:${imei} ICCID:123`, { imei }, ['ICCID_FORMAT']],
    [
      'two SIM cards: none is taken',
      `IMEI:${imei} ICCID:${iccid} ICCID:8965880812100011146`,
      { imei },
      ['SEVERAL_ICCIDS'],
    ],
    ['lines without keys', `${imei}\n${iccid}`, { serial: imei, imei, iccid }],
    ['vector 16, a modem reply', '356936001568843,NL2A62Z0N5', { serial: '356936001568843' }, luhn],
    ['prose around one number', `Unit ${imei} rev. B, 2026-11-20`, { serial: imei, imei }],
    ['an IMEI in groups within prose', 'fitted 35-931507-538472-6 today', { imei: '359315075384726' }],
  ]);
});

describe('SCAN-2 links', () => {
  const imei = '356938035643809';
  reads([
    ['a query', `https://example.com/u?imei=${imei}&model=x`, { imei }],
    [
      'a percent-encoded query',
      `https://example.com/u?d=IMEI%3A${imei}%3BSN%3D123456789123456`,
      { imei, serial: '123456789123456' },
      luhn,
    ],
    ['a path with a key', `https://example.com/imei/${imei}`, { imei }],
    ['a number in the path', `https://example.com/units/${imei}/info`, { serial: imei, imei }],
    [
      'GS1 Digital Link',
      'https://id.gs1.org/01/09504000059101/21/359315075384726',
      { serial: '359315075384726', gtin: '09504000059101' },
    ],
    [
      'GS1 Digital Link on any host, with more',
      'https://example.com/shop/01/09504000059101/10/AB/21/359315075384726?17=261120&utm=x',
      { serial: '359315075384726', gtin: '09504000059101' },
    ],
    [
      'GS1 Digital Link with names',
      'http://example.com/gtin/9504000059101/ser/359315075384726',
      { serial: '359315075384726', gtin: '09504000059101' },
    ],
    ['GS1 Digital Link without serial', 'https://id.gs1.org/01/09504000059101', { gtin: '09504000059101' }],
  ]);
});

describe('SCAN-2 GS1 element strings and AIM prefixes', () => {
  reads([
    ['vector 53', ']C101123456789012312012', { gtin: '12345678901231' }],
    ['vector 54', ']d201123456789012312012', { gtin: '12345678901231' }],
    ['vector 55', ']Q301123456789012312012', { gtin: '12345678901231' }],
    [
      'vector 56',
      ']Q301095040000591012112345678p901␝101234567p␝171411208200http://www.gs1.org/demo/',
      { serial: '12345678p901', gtin: '09504000059101' },
      ['SERIAL_FORMAT'],
    ],
    ['vector 58, no AIM id', '013842587609507417181119371', { gtin: '38425876095074' }],
    [
      'a separator in front',
      '\u001d0109504000059101' + '21359315075384726',
      { serial: '359315075384726', gtin: '09504000059101' },
    ],
    ['a separator in front, serial alone', '\u001d21359315075384726', { serial: '359315075384726' }],
    [
      'a separator in the middle is proof',
      '2112345678912345\u001d10AB',
      { serial: '12345678912345' },
      ['SERIAL_FORMAT'],
    ],
    ['the separator spelled out', ']d2' + '21359315075384726<GS>10AB', { serial: '359315075384726' }],
    [
      'brackets as printed',
      '(01)09504000059101(21)359315075384726',
      { serial: '359315075384726', gtin: '09504000059101' },
    ],
    ['a mobile equipment identifier', ']C18002359315075384726', { imei: '359315075384726' }],
    [
      'a wrong trade item digit',
      ']C10109504000059102' + '21359315075384726',
      { serial: '359315075384726', gtin: '09504000059102' },
      ['GTIN_CHECKDIGIT'],
    ],
    ['Caps Lock on the AIM id', ']c1' + '21359315075384726', { serial: '359315075384726' }],
    ['a unit label in a GS1 QR', ']Q3ABC-123456789123456', { serial: '123456789123456', prefix: 'ABC' }, luhn],
    ['a plain QR', ']Q1ABC-123456789123456', { serial: '123456789123456', prefix: 'ABC' }, luhn],
    ['Code 128', ']C0359315075384726', { serial: '359315075384726', imei: '359315075384726' }],
    ['Code 39', ']A0I1HGCM82633A004352', { vin: '1HGCM82633A004352' }],
    ['Data Matrix with a unit id', ']d1tp:359315075384726', { unitType: 'tp', serial: '359315075384726' }],
  ]);
});

describe('SCAN-4 the station’s own codes', () => {
  const id = '0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';
  reads([
    ['job sheet', `fitbay://job/${id}`, { job: id }],
    ['job sheet by https', `https://cloud.example.com/job/${id}`, { job: id }],
    ['job sheet by https, with the product’s name', `https://example.com/fitbay/job/${id}/`, { job: id }],
    ['Caps Lock on a UUID', `FITBAY://JOB/${id.toUpperCase()}`, { job: id }],
    ['an id that is no UUID keeps its case', 'fitbay://job/J-17b', { job: 'J-17b' }],
    ['badge', 'badge:T-100', { badge: 'T-100' }],
    ['badge in capitals', 'BADGE: T-100', { badge: 'T-100' }],
    ['report', `fitbay://report/${id}?head=ab12cd`, { report: id, reportHead: 'ab12cd' }],
    ['report without a fingerprint', `fitbay://report/${id}`, { report: id }],
    ['invitation', `fitbay://workshop/${id}`, { customer: id }],
    ['unit', 'fitbay://unit/tp:359315075384726', { unitType: 'tp', serial: '359315075384726' }],
    ['control', 'FB:NEXT', { control: 'next' }],
    ['control of a lane', 'fb:lane3', { control: 'lane-3' }],
    ['with an AIM id', ']Q1fitbay://job/7', { job: '7' }],
  ]);
});
