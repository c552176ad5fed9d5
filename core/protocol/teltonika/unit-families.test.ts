import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import familyTable from '#resources/unit-families/teltonika.json' with { type: 'json' };
import { askParameters, DEFAULT_SPEECH, writeParameters } from './requests.ts';
import {
  decodeTeltonikaValue,
  encodeTeltonikaValue,
  parseTeltonikaFamilies,
  type TeltonikaParameter,
  teltonikaFamilyOf,
} from './unit-families.ts';

const families = parseTeltonikaFamilies(familyTable);
const fmb = teltonikaFamilyOf(families, 'FMB920');

function parameter(key: string): TeltonikaParameter {
  const found = fmb?.parameters[key];
  if (found === undefined) {
    throw new Error(`the FMB family has no ${key}`);
  }
  return found;
}

describe('INST-2 Teltonika parameter ids per model', () => {
  it.each([
    ['FMB920', 'fmb'],
    ['FMC150', 'fmb'],
    ['FTC961', 'ft'],
    ['FM3622', 'fm36'],
    ['TAT140', 'tat'],
    ['FMA110', 'fma'],
    ['FTSIM1', 'trailer-simulated'],
  ])('%s belongs to %s', (model, id) => {
    expect(teltonikaFamilyOf(families, model)?.id).toBe(id);
  });

  it('a model in no table has no ids', () => {
    expect(teltonikaFamilyOf(families, 'XYZ1')).toBeNull();
  });

  it('holds the published ids', () => {
    const ids = Object.fromEntries(Object.entries(fmb?.parameters ?? {}).map(([key, { id }]) => [key, id]));
    expect(ids).toMatchObject({
      apn: 2001,
      apnUser: 2002,
      apnPassword: 2003,
      serverHost: 2004,
      serverPort: 2005,
      serverProto: 2006,
      reportStoppedS: 10000,
      reportMovingS: 10050,
    });
    expect(teltonikaFamilyOf(families, 'FM3622')?.parameters['apn']?.id).toBe(1242);
    expect(fmb?.io).toMatchObject({ supplyMillivolts: 66, batteryMillivolts: 67, ignition: 239 });
  });

  it('gives vehicle keys only to the family that holds them', () => {
    expect(fmb?.parameters).not.toHaveProperty('vin');
    expect(teltonikaFamilyOf(families, 'FTSIM1')?.parameters).toHaveProperty('tyreCircumferenceMm');
  });

  it('says of every id without a public source that it is simulated', () => {
    const trailer = Object.values(familyTable.parameterSets.trailer);
    expect(trailer.every((entry) => entry.simulated && entry.comment === 'simulated family id')).toBe(true);
  });
});

describe('INST-3 Teltonika values', () => {
  it.each([
    ['apn', 'internet', 'internet'],
    ['apn', '', ''],
    ['apn', 'x'.repeat(32), 'x'.repeat(32)],
    ['serverHost', 'x'.repeat(55), 'x'.repeat(55)],
    ['serverPort', '05027', '5027'],
    ['serverProto', 'udp', '1'],
  ])('encodes %s %s', (key, value, text) => {
    expect(encodeTeltonikaValue(parameter(key), value)).toEqual({ kind: 'encoded', text });
  });

  it.each([
    ['apn', 'apn;2004:evil.example'],
    ['apn', 'a:b'],
    ['apn', 'a\r'],
    ['apn', 'a\n'],
    ['apn', 'caf\u00e9'],
    ['apn', 'x'.repeat(33)],
    ['apn', ' x'],
    ['serverPort', '65536'],
    ['serverPort', '-1'],
    ['serverPort', '80.5'],
    ['serverPort', ''],
    ['serverProto', '1'],
    ['serverProto', 'constructor'],
    ['openLinkS', '29'],
  ])('refuses %s %j', (key, value) => {
    expect(encodeTeltonikaValue(parameter(key), value).kind).toBe('refused');
  });

  it('no value that passes can start a second parameter or a second command', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const encoded = encodeTeltonikaValue(parameter('serverHost'), value);
        fc.pre(encoded.kind === 'encoded');
        const text = encoded.kind === 'encoded' ? encoded.text : '';
        const request = writeParameters(DEFAULT_SPEECH, [{ id: 2004, text, isNumber: false }]);
        expect(request.command).toMatch(/^setparam 2004:[^;:\r\n]*$/);
      }),
    );
  });

  it('tells the words of a choice, and shows a number that none names as it is', () => {
    expect(decodeTeltonikaValue(parameter('serverProto'), '0')).toBe('tcp');
    expect(decodeTeltonikaValue(parameter('serverProto'), '1.0')).toBe('udp');
    expect(decodeTeltonikaValue(parameter('serverProto'), '7')).toBe('7');
    expect(decodeTeltonikaValue(parameter('apn'), '0')).toBe('0');
  });

  it('asks several ids in one command, with the prefix and line end of the firmware', () => {
    const request = askParameters({ prefix: '.', lineEnding: '\r\n', quietMs: 350 }, [2001, 1000]);
    expect([request.command, request.lineEnding]).toEqual(['.getparam 2001;1000', '\r\n']);
  });
});
