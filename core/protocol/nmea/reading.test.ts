import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNmea } from './reading.ts';
import { sealed } from './testing/sealed.ts';

/** The published vectors 42 to 52 by their number, with where each was recorded. */
const vectors: readonly (readonly [number: number, from: string, line: string, expected: object])[] = [
  [
    42,
    'Quectel L70',
    '$GPRMC,150119.000,A,5104.0859,N,11405.7387,W,0.09,194.17,090322,,,D*73',
    { kind: 'rmc', isValid: true, momentMs: Date.UTC(2022, 2, 9, 15, 1, 19) },
  ],
  [
    43,
    'Telit PLS83-W',
    '$GPGGA,043539.00,4333.190206,N,00127.618380,E,1,05,1.3,250.8,M,50.0,M,,*62',
    { kind: 'gga', quality: 1, satellitesUsed: 5, hdop: 1.3, altitudeMetres: 250.8 },
  ],
  [
    44,
    'Quectel EC25',
    '$GPGGA,022021.00,3644.759368,S,17444.072860,E,1,07,1.1,56.1,M,37.0,M,,*49',
    { kind: 'gga', quality: 1, satellitesUsed: 7, hdop: 1.1 },
  ],
  [45, 'Quectel EG25-G', '$GPGGA,,,,,,0,,,,,,,,*66', { kind: 'gga', quality: 0, position: null, satellitesUsed: null }],
  [46, 'Quectel EG25-G', '$GPRMC,,V,,,,,,,,,,N*53', { kind: 'rmc', isValid: false, position: null, momentMs: null }],
  [47, 'Telit HE910', '$GPGSA,A,1,,,,,,,,,,,,,,,*1E', { kind: 'gsa', dimension: 1, hdop: null }],
  [48, 'Quectel EG25-G', '$GPGSA,A,1,,,,,,,,,,,,,,,,*32', { kind: 'gsa', dimension: 1, hdop: null }],
  [
    49,
    'u-blox NEO-M8N',
    '$GNGSA,A,3,01,11,31,14,22,32,04,25,03,,,,1.56,0.91,1.27*15',
    { kind: 'gsa', dimension: 3, hdop: 0.91 },
  ],
  [
    50,
    'u-blox NEO-M8N',
    '$GPGSV,4,1,13,01,53,280,36,03,29,301,24,04,55,223,37,08,38,166,16*7C',
    { kind: 'gsv', group: 'GP/', page: 1, pages: 4, satellites: ['GP1', 'GP3', 'GP4', 'GP8'] },
  ],
  [51, 'Quectel L70', '$PMTK001,320,2*30', { kind: 'nothing' }],
  [52, 'vector 45 with a wrong sum', '$GPGGA,,,,,,0,,,,,,,,*67', { kind: 'damaged' }],
];

describe('INST-2 NMEA readings', () => {
  it.each(vectors)('vector %i, %s: %s', (_number, _from, line, expected) => {
    expect(readNmea(line)).toMatchObject(expected);
  });

  it.each([
    [42, 51.0680983, -114.095645],
    [43, 43.5531701, 1.4603063],
    [44, -36.7459895, 174.7345477],
  ])('vector %i lies at %f, %f', (number, latitude, longitude) => {
    const line = vectors.find(([one]) => one === number)?.[2] ?? '';
    const reading = readNmea(line);
    const position = reading.kind === 'gga' || reading.kind === 'rmc' ? reading.position : null;
    expect(position?.latitude).toBeCloseTo(latitude, 7);
    expect(position?.longitude).toBeCloseTo(longitude, 7);
  });

  it.each([
    ['GGA without a fix that fills zeros', 'GPGGA,120000,0000.0000,N,00000.0000,E,0,00,99.99,,,,,,'],
    ['GGA that is reckoned', 'GPGGA,120000,4333.19,N,00127.61,E,6,00,1.0,1.0,M,,M,,'],
    ['RMC that warns', 'GPRMC,120000,V,4333.19,N,00127.61,E,0.0,0.0,211126,,,N'],
    ['RMC that says A and mode N', 'GPRMC,120000,A,4333.19,N,00127.61,E,0.0,0.0,211126,,,N'],
    ['RMC that is simulated', 'GPRMC,120000,A,4333.19,N,00127.61,E,0.0,0.0,211126,,,S'],
  ])('no place and no fix: %s', (_what, body) => {
    const reading = readNmea(sealed(body));
    expect(reading).toMatchObject({ position: null });
    expect(reading).not.toMatchObject({ isValid: true });
  });

  it.each([
    ['a minute of 60', 'GPGGA,120000,4360.00,N,00127.61,E,1,05,1.0,1.0,M,,M,,'],
    ['a latitude beyond the pole', 'GPGGA,120000,9000.01,N,00127.61,E,1,05,1.0,1.0,M,,M,,'],
    ['a longitude of five digits too few', 'GPGGA,120000,4333.19,N,0127.61,E,1,05,1.0,1.0,M,,M,,'],
    ['no hemisphere', 'GPGGA,120000,4333.19,,00127.61,E,1,05,1.0,1.0,M,,M,,'],
    ['half a place', 'GPRMC,120000,A,4333.19,N,,,0.0,0.0,211126,,,A'],
    ['an hour of 24', 'GPRMC,240000,A,4333.19,N,00127.61,E,0.0,0.0,211126,,,A'],
    ['the 30th of February', 'GPRMC,120000,A,4333.19,N,00127.61,E,0.0,0.0,300226,,,A'],
    ['a status that no one knows', 'GPRMC,120000,B,4333.19,N,00127.61,E,0.0,0.0,211126,,,A'],
    ['a sentence that ends early', 'GPRMC,120000,A,4333.19,N'],
    ['dimension 4', 'GPGSA,A,4,,,,,,,,,,,,,1.0,1.0,1.0'],
    ['page 3 of 2', 'GPGSV,2,3,09,01,53,280,36'],
    ['a satellite with three fields', 'GPGSV,1,1,01,01,53,280'],
  ])('is damaged as a whole: %s', (_what, body) => {
    expect(readNmea(sealed(body))).toEqual({ kind: 'damaged' });
  });

  it('reads pages with a signal, with the zero of some Quectel modules, and with none above the horizon', () => {
    expect(readNmea(sealed('GAGSV,1,1,02,07,23,126,,12,,,,7'))).toMatchObject({
      group: 'GA/7',
      satellites: ['GA7', 'GA12'],
    });
    expect(readNmea(sealed('PQGSV,1,1,01,04,,,32,0,4'))).toMatchObject({ group: 'PQ/4', satellites: ['PQ4'] });
    expect(readNmea(sealed('GPGSV,1,1,00'))).toMatchObject({ group: 'GP/', satellites: [] });
  });

  it('never throws, whatever comes, and finds no place on a line without a right sum', () => {
    const body = fc.constantFrom('GPGGA,', 'GNRMC,', 'GPGSA,', 'GLGSV,').chain((address) =>
      fc
        .array(fc.constantFrom('', 'A', 'N', 'E', '1', '12', '4333.19', '00127.61', '-1', '1e9', '211126'), {
          maxLength: 22,
        })
        .map((fields) => address + fields.join(',')),
    );
    fc.assert(fc.property(body, (text) => void readNmea(sealed(text))));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 2 }), (text, sum) => {
        const reading = readNmea(`$GPRMC${text}*${sum}`);
        expect('position' in reading ? reading.position : null).toBeNull();
      }),
    );
  });
});
