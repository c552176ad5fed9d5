import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import table from '../../../resources/unit-families/queclink.json' with { type: 'json' };
import { invariant } from '../../kernel/invariant.ts';
import { isSendable } from './requests.ts';
import { encodeQueclinkValue, parseQueclinkFamilies, queclinkFamilyOf, queclinkParameter } from './unit-families.ts';

const families = parseQueclinkFamilies(table);
const unit = (protocol: string, model: string) => queclinkFamilyOf(families, { protocol, model })?.id ?? null;
const field = (key: string) => {
  const found = queclinkParameter(families[0] ?? null, key);
  invariant(found !== undefined, `a key of the first family: ${key}`);
  return found;
};

describe('INST-2 layouts of Queclink models', () => {
  it('are bound by device type and name together', () => {
    expect(unit('1A0800', 'GL300')).toBe('gl300');
    expect(unit('300101', 'gl300')).toBe('gl300');
    expect(unit('060100', 'GV300')).toBe('gv300');
    expect(unit('080100', 'GMT100')).toBe('gmt100');
    expect(unit('DC0103', 'GV600MG')).toBe('gv600');
    // A device type that the table knows with a name that it does not, and the other way round.
    expect(unit('1A0800', 'GL999')).toBeNull();
    expect(unit('990100', 'GL300')).toBeNull();
    expect(unit('8020040305', 'GV58LAU')).toBeNull();
  });

  it('names no secret place without hiding it, and no secret key without a place', () => {
    for (const { parameters, secretFields } of families) {
      for (const { secret, section, field: place } of Object.values(parameters)) {
        expect(secretFields[section]?.includes(place) ?? false).toBe(secret === true);
      }
    }
  });

  it('refuses a table that contradicts itself', () => {
    const [first] = table.families;
    const odd = { ...table, families: [{ ...first, sections: { BSI: 'nowhere' } }] };
    expect(() => parseQueclinkFamilies(odd)).toThrow('nowhere');
    const beyond = { ...table, sections: { ...table.sections, bearer: { ...table.sections.bearer, fields: 2 } } };
    expect(() => parseQueclinkFamilies(beyond)).toThrow('a key stands in a field of its section');
  });
});

describe('INST-2 values of a Queclink unit', () => {
  it.each([
    ['apn', 'fleet.example.com', 'fleet.example.com'],
    ['apn', '', ''],
    ['serverPort', '07710', '7710'],
    ['serverProto', 'tcp', '3'],
    ['serverProto', 'udp', '4'],
    ['heartbeatMin', '0', '0'],
    ['heartbeatMin', '5', '5'],
  ])('%s takes %j', (key, value, text) => {
    expect(encodeQueclinkValue(field(key), value)).toEqual({ kind: 'encoded', text });
  });

  it.each([
    ['apn', 'a,b'],
    ['apn', 'x,0001$AT+GTRTO=gl300,4,,,,,,0001$'],
    ['apn', 'a\rb'],
    ['apn', 'a\nb'],
    ['apn', 'a\0b'],
    ['apn', 'café'],
    ['apn', ' padded'],
    ['apn', 'x'.repeat(41)],
    ['apn', 'SRI'],
    ['serverPort', ''],
    ['serverPort', '65536'],
    ['serverPort', '77.1'],
    ['heartbeatMin', '4'],
    ['heartbeatMin', '361'],
    ['backupHost', 'backup.example.com'],
    ['serverProto', 'sms'],
    ['serverProto', 'toString'],
  ])('%s refuses %j', (key, value) => {
    expect(encodeQueclinkValue(field(key), value).kind).toBe('refused');
  });

  it('never lets anything out that cannot be sent', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(families[0]?.parameters ?? {})), fc.string(), (key, value) => {
        const encoded = encodeQueclinkValue(field(key), value);
        expect(encoded.kind === 'refused' || isSendable(encoded.text)).toBe(true);
      }),
    );
  });
});
