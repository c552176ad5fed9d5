import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNmeaLine } from './sentence.ts';
import { sealed } from './testing/sealed.ts';

describe('INST-2 NMEA sentences', () => {
  it.each([
    ['$GPGGA,1*4B', { kind: 'sentence', talker: 'GP', type: 'GGA', fields: ['1'] }],
    [sealed('PQGSA,A'), { kind: 'sentence', talker: 'PQ', type: 'GSA', fields: ['A'] }],
    ['$PMTK001,320,2*30', { kind: 'foreign' }],
    [sealed('PQVERNO,R'), { kind: 'foreign' }],
    [sealed('HEHDT,12.0,T'), { kind: 'foreign' }],
    ['$GPGGA,1*4C', { kind: 'damaged', why: 'sum' }],
    ['$GPGGA,1', { kind: 'damaged', why: 'no-sum' }],
    ['$GPGGA,1*4B7', { kind: 'damaged', why: 'no-sum' }],
    ['$GPGGA,\x80*4B', { kind: 'damaged', why: 'characters' }],
    ['Ver:03.27.07_00 GPS:AXN_5.1.9', { kind: 'other' }],
    ['+RESP:GTFRI,1,2$', { kind: 'other' }],
    ['', { kind: 'other' }],
  ])('%s', (line, expected) => {
    expect(readNmeaLine(line)).toEqual(expected);
  });

  it('finds a sentence behind log text and behind the rest of a cut one', () => {
    expect(readNmeaLine('[2004.01.01 13:36:56]-[NMEA] $GPGGA,1*4B')).toMatchObject({ kind: 'sentence', type: 'GGA' });
    expect(readNmeaLine('$GPRMC,0435$GPGGA,1*4B')).toMatchObject({ kind: 'sentence', type: 'GGA' });
  });

  it('is longer than 82 characters where a receiver is', () => {
    const fields = Array.from({ length: 40 }, (_, index) => `${index}.12345`);
    expect(readNmeaLine(sealed(`GNGGA,${fields.join(',')}`))).toMatchObject({ kind: 'sentence', fields });
  });

  it('never takes a sentence with one character changed', () => {
    const good = '$GPRMC,150119.000,A,5104.0859,N,11405.7387,W,0.09,194.17,090322,,,D*73';
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 0x20, max: 0x7e }), (place, code) => {
        const changed = good.slice(0, place) + String.fromCharCode(code) + good.slice(place + 1);
        fc.pre(changed.toUpperCase() !== good.toUpperCase());
        expect(readNmeaLine(changed).kind).not.toBe('sentence');
      }),
    );
  });
});
