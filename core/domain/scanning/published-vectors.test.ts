import { describe, expect, it } from 'vitest';
import { parseLabel } from './parse-label.ts';
import type { LabelFields, UnreadableCode, UnreadableDetail } from './parsed-label.ts';

/**
 * The published test vectors of numbers and scans, all sixty-six by their number, as the label parser takes each when it is held under the
 * reader. What stands on no label (position sentences, check sums) must be no unit either; reading those is the cable's work.
 */
type Vector = readonly [number: number, text: string, taken: LabelFields];
type Refused = readonly [number: number, text: string, code: UnreadableCode, detail?: UnreadableDetail];

const imei = (digits: string): LabelFields => ({ serial: digits, imei: digits });

const taken: readonly Vector[] = [
  [1, '490154203237518', imei('490154203237518')],
  [2, '352099001761481', imei('352099001761481')],
  [2, '35-209900-176148-1', { imei: '352099001761481' }],
  [3, '354178036859789', imei('354178036859789')],
  [4, '350077523237513', imei('350077523237513')],
  [5, '350424063817363', imei('350424063817363')],
  [6, '866344054201822', imei('866344054201822')],
  [7, '860599000773978', imei('860599000773978')],
  [8, '004400013805666', imei('004400013805666')],
  [9, '359315075384726', imei('359315075384726')],
  [10, '890123847562332', { serial: '890123847562332' }],
  [11, '123456789123456', { serial: '123456789123456' }],
  [12, '135790246811220', { serial: '135790246811220' }],
  [13, '354178036859781', { serial: '354178036859781' }],
  [16, '356936001568843,NL2A62Z0N5', { serial: '356936001568843' }],
  [17, '3568680000414120', { imeisv: '3568680000414120' }],
  [18, '35-209900-176148-23', { imeisv: '3520990017614823' }],
  [19, '89883070000007211665', { iccid: '89883070000007211665' }],
  [20, '8959301000648637556f', { iccid: '8959301000648637556' }],
  [21, '8938003990320469804', { iccid: '8938003990320469804' }],
  [22, '8965880812100011146', { iccid: '8965880812100011146' }],
  [23, '"984402003576012594F9"', { iccid: '8944200053671052499' }],
  [24, '98231420326409614067', { iccid: '89324102234690160476' }],
  [25, '"898602F9091830030220"', { iccid: '898602F9091830030220' }],
  [26, '898600810906F8048812', { iccid: '898600810906F8048812' }],
  [27, '8937002180500123456', { iccid: '8937002180500123456' }],
  [31, '1M8GDM9AXKP042788', { vin: '1M8GDM9AXKP042788' }],
  [32, '1HGCM82633A004352', { vin: '1HGCM82633A004352' }],
  [33, 'VIN 11111111111111111', { vin: '11111111111111111' }],
  [34, '1G1JC5444R7252367', { vin: '1G1JC5444R7252367' }],
  [35, '3BKHHZ8X7GF723380', { vin: '3BKHHZ8X7GF723380' }],
  [36, '1HGCM82633A000001', { vin: '1HGCM82633A000001' }],
  [37, 'WP0ZZZ99ZTS392124', { vin: 'WP0ZZZ99ZTS392124' }],
  [38, 'YS2K4X20001928588', { vin: 'YS2K4X20001928588' }],
  [39, '1D4GP00R55B123456', { vin: '1D4GP00R55B123456' }],
  [41, 'VIN: F3D000001', { vin: 'F3D000001' }],
  [53, ']C101123456789012312012', { gtin: '12345678901231' }],
  [54, ']d201123456789012312012', { gtin: '12345678901231' }],
  [55, ']Q301123456789012312012', { gtin: '12345678901231' }],
  [
    56,
    ']Q301095040000591012112345678p901␝101234567p␝171411208200http://www.gs1.org/demo/',
    { gtin: '09504000059101', serial: '12345678p901' },
  ],
  [58, '013842587609507417181119371', { gtin: '38425876095074' }],
  [61, 'ABC-123456789123456', { prefix: 'ABC', serial: '123456789123456' }],
  [62, 'tp:890123847562332', { unitType: 'tp', serial: '890123847562332' }],
  [62, 'krone:890123847562332', { unitType: 'krone', serial: '890123847562332' }],
  [63, 'IMEI:356938035643809;ICCID:89883070000007211665', { imei: '356938035643809', iccid: '89883070000007211665' }],
  // A unit's own answer with its number in it, standing free: as good as a label.
  [66, '@@A25,123456789012345,A10*58\r\n', { serial: '123456789012345' }],
];

const refused: readonly Refused[] = [
  [14, '35686800004141', 'SERIAL_FORMAT', 'too-short'],
  [15, '000000000000000', 'SERIAL_FORMAT', 'all-zeros'],
  [28, 'ICCID:982314203264096', 'ICCID_FORMAT', 'too-short'],
  [29, 'ICCID:0044200053671052499', 'ICCID_FORMAT', 'not-a-sim-card'],
  [30, 'ICCID:98231420326pl9614067', 'ICCID_FORMAT', 'letter'],
  [33, '11111111111111111', 'SERIAL_FORMAT', 'too-long'],
  [40, '1HGCM82633A00435I', 'VIN_LETTER', 'letter'],
  [41, 'F3D000001', 'SCAN_UNREADABLE', 'unknown-code'],
  [42, '$GPRMC,150119.000,A,5104.0859,N,11405.7387,W,0.09,194.17,090322,,,D*73', 'SCAN_UNREADABLE', 'unknown-code'],
  [43, '$GPGGA,043539.00,4333.190206,N,00127.618380,E,1,05,1.3,250.8,M,50.0,M,,*62', 'SCAN_UNREADABLE', 'unknown-code'],
  [44, '$GPGGA,022021.00,3644.759368,S,17444.072860,E,1,07,1.1,56.1,M,37.0,M,,*49', 'SCAN_UNREADABLE', 'unknown-code'],
  [45, '$GPGGA,,,,,,0,,,,,,,,*66', 'SCAN_UNREADABLE', 'unknown-code'],
  [46, '$GPRMC,,V,,,,,,,,,,N*53', 'SCAN_UNREADABLE', 'unknown-code'],
  [47, '$GPGSA,A,1,,,,,,,,,,,,,,,*1E', 'SCAN_UNREADABLE', 'unknown-code'],
  [48, '$GPGSA,A,1,,,,,,,,,,,,,,,,*32', 'SCAN_UNREADABLE', 'unknown-code'],
  [49, '$GNGSA,A,3,01,11,31,14,22,32,04,25,03,,,,1.56,0.91,1.27*15', 'SCAN_UNREADABLE', 'unknown-code'],
  [50, '$GPGSV,4,1,13,01,53,280,36,03,29,301,24,04,55,223,37,08,38,166,16*7C', 'SCAN_UNREADABLE', 'unknown-code'],
  [51, '$PMTK001,320,2*30', 'SCAN_UNREADABLE', 'unknown-code'],
  [52, '$GPGGA,,,,,,0,,,,,,,,*67', 'SCAN_UNREADABLE', 'unknown-code'],
  [57, ']C1168901', 'SCAN_UNREADABLE', 'gs1-malformed'],
  [59, ']Q0QR_label_test', 'SCAN_UNREADABLE', 'unknown-code'],
  [59, ']d0dm_label_test', 'SCAN_UNREADABLE', 'unknown-code'],
  [60, ']A7AIMID', 'SCAN_UNREADABLE', 'unknown-code'],
  [64, '123456789', 'SERIAL_FORMAT', 'too-short'],
  [64, '31C3', 'SCAN_UNREADABLE', 'unknown-code'],
  [65, 'A1AB', 'SCAN_UNREADABLE', 'unknown-code'],
  [65, 'BB3D', 'SCAN_UNREADABLE', 'unknown-code'],
];

describe('SCAN-2 the published vectors under the reader', () => {
  it.each(taken)('vector %i: %j is taken', (_, text, fields) => {
    const parsed = parseLabel(text);
    expect(parsed.kind === 'label' ? parsed.fields : parsed).toEqual(fields);
  });

  for (const [number, text, code, detail] of refused) {
    it(`SCAN-3 SCAN-5 vector ${number}: ${JSON.stringify(text)} is refused with the reason`, () => {
      expect(parseLabel(text)).toMatchObject({ kind: 'unreadable', code, ...(detail === undefined ? {} : { detail }) });
    });
  }

  it('are all there, one to sixty-six', () => {
    const numbers = new Set([...taken, ...refused].map(([number]) => number));
    expect([...numbers].sort((one, other) => one - other)).toEqual(Array.from({ length: 66 }, (_, at) => at + 1));
  });
});
