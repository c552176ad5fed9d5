import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAtIccid, readAtImei, readAtText, readSignal, readSimState, simStateOfError } from './answers.ts';
import { readResultCode, wordsOfCmeCode } from './result-codes.ts';

const told = <Value>(value: Value) => ({ kind: 'told', value });
const untold = { kind: 'untold' };

describe('INST-1 answers of TS 27.007 modems', () => {
  it.each([
    [['865204020007540'], told('865204020007540')],
    [['356936001568843,NL2A62Z0N5'], told('356936001568843')],
    [['+CGSN: "004400013805666"'], told('004400013805666')],
    [['serial 12345', '865204020007540'], told('865204020007540')],
    [['3568680000414120'], untold],
    [['000000000000000'], untold],
    [['86520402000754'], untold],
    [[], untold],
  ])('IMEI in %j', (lines, expected) => {
    expect(readAtImei(lines)).toEqual(expected);
  });

  it.each([
    [['+CCID: "8944200053671052499"'], told('8944200053671052499')],
    [['+CCID: "984402003576012594F9"'], told('8944200053671052499')],
    [['^ICCID: 98231420326409614067'], told('89324102234690160476')],
    [['+QCCID: 89883070000007211665'], told('89883070000007211665')],
    [['898602F9091830030220'], told('898602F9091830030220')],
    [['no card'], untold],
  ])('SIM card number in %j', (lines, expected) => {
    expect(readAtIccid(lines)).toEqual(expected);
  });

  it('joins free text and leaves out the own name', () => {
    expect(readAtText(['Telit', 'Cinterion'], '+CGMI')).toEqual(told('Telit Cinterion'));
    expect(readAtText(['+CGMM: "EG25"'], '+CGMM')).toEqual(told('EG25'));
    expect(readAtText(['', ' '], '+CGMR')).toEqual(untold);
  });

  it.each([
    ['+CSQ: 20,99', told({ dbm: -73, level: 4 })],
    ['+CSQ: 0,0', told({ dbm: -113, level: 0 })],
    ['+CSQ: 31,99', told({ dbm: -51, level: 5 })],
    ['+CSQ:9,99', told({ dbm: -95, level: 1 })],
    ['+CSQ: 99,99', untold],
    ['+CSQ: 32,99', untold],
    ['+CSQ: 2', untold],
  ])('%s', (line, expected) => {
    expect(readSignal(line)).toEqual(expected);
  });

  it.each([
    ['+CPIN: READY', told('ready')],
    ['+CPIN: SIM PIN', told('pin')],
    ['+CPIN: SIM PUK', told('puk')],
    ['+CPIN: PH-NET PIN', untold],
  ])('%s', (line, expected) => {
    expect(readSimState(line)).toEqual(expected);
  });

  it('tells the SIM from the error number, and nothing from another one', () => {
    expect([10, 11, 12, 13, 15, 17, 18].map((code) => simStateOfError(code))).toEqual([
      ...[told('absent'), told('pin'), told('puk'), told('failed'), told('failed'), told('pin2'), told('puk2')],
    ]);
    expect([4, 14, 262, null].map((code) => simStateOfError(code))).toEqual([untold, untold, untold, untold]);
  });

  it('P25: noise never yields a value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 40 }), (noise) => {
        fc.pre(!/\d{15}|89|98|\+C/.test(noise));
        expect([readAtImei([noise]), readAtIccid([noise]), readSignal(noise), readSimState(noise)]).toEqual([
          ...[untold, untold, untold, untold],
        ]);
      }),
    );
  });
});

describe('INST-1 final result codes', () => {
  it.each([
    ['OK', { kind: 'ok' }],
    ['ERROR', { kind: 'refused', cmeCode: null, text: 'ERROR' }],
    ['+CME ERROR: 10', { kind: 'refused', cmeCode: 10, text: '+CME ERROR: 10' }],
    ['+CME ERROR: SIM busy', { kind: 'refused', cmeCode: 14, text: '+CME ERROR: SIM busy' }],
    ['+CME ERROR: operation not allowed', { kind: 'refused', cmeCode: 3, text: '+CME ERROR: operation not allowed' }],
    // A bad contact, in the words of one vendor's own code.
    ['+CME ERROR: 262', { kind: 'refused', cmeCode: 262, text: '+CME ERROR: 262' }],
    ['+CME ERROR: SIM blocked', { kind: 'refused', cmeCode: null, text: '+CME ERROR: SIM blocked' }],
    ['+CMS ERROR: 10', { kind: 'refused', cmeCode: null, text: '+CMS ERROR: 10' }],
    ['+CME ERROR: ', { kind: 'refused', cmeCode: null, text: '+CME ERROR:' }],
    ['NO CARRIER', { kind: 'refused', cmeCode: null, text: 'NO CARRIER' }],
    ['CONNECT 9600', { kind: 'refused', cmeCode: null, text: 'CONNECT 9600' }],
    ['COMMAND NOT SUPPORT', { kind: 'refused', cmeCode: null, text: 'COMMAND NOT SUPPORT' }],
    ['MODEM ERROR: 4', { kind: 'refused', cmeCode: null, text: 'MODEM ERROR: 4' }],
    ['NA', { kind: 'refused', cmeCode: null, text: 'NA' }],
  ])('%s ends a command', (line, code) => {
    expect(readResultCode(line)).toEqual(code);
  });

  it.each(['ERROR: in line 3', 'ERRORS', 'OKAY', '+CME ERROR:', 'UNKNOWN COMMAND', '0', '4', 'xOK', 'CONNECTED'])(
    '%s ends nothing',
    (line) => {
      expect(readResultCode(line)).toBeNull();
    },
  );

  it('has words for the numbers that modems tell', () => {
    expect([10, 16, 30].map(wordsOfCmeCode)).toEqual(['SIM not inserted', 'incorrect password', 'no network service']);
    expect(wordsOfCmeCode(262)).toBe('error 262');
  });

  it('takes the short numeric form only while the unit may still speak it', () => {
    expect(readResultCode('0', { acceptsNumeric: true })).toEqual({ kind: 'ok' });
    expect(readResultCode('4', { acceptsNumeric: true })).toMatchObject({ kind: 'refused' });
  });
});
