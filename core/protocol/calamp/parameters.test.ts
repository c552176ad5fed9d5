import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import table from '#resources/unit-families/calamp.json' with { type: 'json' };
import {
  type CalampParameter,
  encodeCalampValue,
  isSameCalampValue,
  parseCalampParameters,
  readParameterLine,
} from './parameters.ts';

const parameters = parseCalampParameters(table);
function own(key: string): CalampParameter {
  const found = parameters[key];
  if (found === undefined) {
    throw new Error(`the table has no ${key}`);
  }
  return found;
}

describe('INST-2 the parameter table of CalAmp units', () => {
  it('binds the published ids', () => {
    const places = Object.fromEntries(
      Object.entries(parameters).map(([key, { id, index }]) => [key, `${id},${index}`]),
    );
    expect(places).toEqual({
      apn: '2306,0',
      apnSecond: '2306,1',
      apnUser: '2314,0',
      apnPassword: '2315,0',
      serverHost: '2319,0',
      backupHost: '2319,1',
      serverAddress: '768,0',
      serverPort: '769,0',
      maintenanceS: '2322,0',
    });
  });

  it('keeps secret what is one, and has no key for what can shut everybody out', () => {
    const secret = Object.entries(parameters).filter(([, one]) => one.secret === true);
    expect(secret.map(([key]) => key)).toEqual(['apnPassword']);
    expect(Object.values(parameters).map(({ id }) => id)).not.toEqual(expect.arrayContaining([2177]));
    expect(Object.values(parameters).map(({ id }) => id)).not.toEqual(expect.arrayContaining([1283]));
  });

  it.each([
    ['two keys at one place', { a: { id: 1, index: 0, type: 'text' }, b: { id: 1, index: 0, type: 'text' } }],
    ['a number without its range', { a: { id: 1, index: 0, type: 'integer' } }],
    ['a word that nobody knows', { a: { id: 1, index: 0, type: 'text', lenght: 3 } }],
  ])('is refused with %s', (_name, wrong) => {
    expect(() => parseCalampParameters({ version: 1, comment: '', parameters: wrong })).toThrow();
  });
});

describe('INST-3 values for a CalAmp unit', () => {
  it.each([
    ['apn', 'internet', 'internet'],
    ['apn', '', ''],
    ['serverPort', '007710', '7710'],
    ['serverAddress', '192.0.2.10', '192.0.2.10'],
    ['serverHost', 'track.example.com', 'track.example.com'],
  ])('%s takes %j', (key, value, text) => {
    expect(encodeCalampValue(own(key), value)).toEqual({ kind: 'encoded', text });
  });

  it.each([
    ['apn', 'a,2319,0,evil.example.com'],
    ['apn', 'a"b'],
    ['apn', 'a\rAT$APP REBOOT'],
    ['apn', ' internet'],
    ['apn', 'ümlaut'],
    ['apn', 'x'.repeat(64)],
    ['serverPort', '65536'],
    ['serverPort', '-1'],
    ['serverPort', ''],
    ['serverAddress', '256.0.0.1'],
    ['serverAddress', 'track.example.com'],
  ])('%s never takes %j', (key, value) => {
    expect(encodeCalampValue(own(key), value).kind).toBe('refused');
  });

  it('compares numbers as numbers and texts to the letter', () => {
    expect(isSameCalampValue(own('serverPort'), '007710', '7710')).toBe(true);
    expect(isSameCalampValue(own('apn'), '007', '7')).toBe(false);
  });

  it('reads a line only of the parameter that was asked', () => {
    expect(readParameterLine('2306,0,internet', own('apn'))).toBe('internet');
    expect(readParameterLine('2306,0,', own('apn'))).toBe('');
    expect(readParameterLine('2306,0,a,b', own('apn'))).toBe('a,b');
    for (const line of ['2306,1,internet', '12306,0,internet', '2306,0', 'OK', '']) {
      expect(readParameterLine(line, own('apn'))).toBeNull();
    }
  });

  it('P25: what is encoded stands on one line, in one field', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(parameters)),
        fc.string({ unit: 'binary', maxLength: 70 }),
        (one, value) => {
          const encoded = encodeCalampValue(one, value);
          const text = encoded.kind === 'encoded' ? encoded.text : '';
          expect(text).toMatch(/^[\x20-\x7e]*$/);
          expect(text).not.toMatch(/[,"]/);
          expect(readParameterLine(`${one.id},${one.index},${text}`, one)).toBe(text);
        },
      ),
    );
  });
});
