import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActualValue, difference, secretMask } from './difference.ts';
import type { ProfileValue } from './profile.ts';
import { isSameValue } from './same-value.ts';

const wanted = (key: string, value: string, secret = false): ProfileValue => ({
  key,
  value,
  source: 'profile',
  secret,
});
const holds = (value: string): ActualValue => ({ kind: 'value', value });

describe('INST-3 the difference between wanted and actual', () => {
  const profile = [
    wanted('apn', 'fleet.example.com'),
    wanted('serverPort', '7710'),
    wanted('reportMovingS', '60'),
    wanted('tyreCount', '6'),
    wanted('sleepMode', '1'),
    wanted('backupHost', ''),
  ];
  const result = difference(
    profile,
    {
      apn: holds('m2m.example.com'),
      serverPort: holds('07710'),
      reportMovingS: { kind: 'empty' },
      tyreCount: { kind: 'unsupported' },
      sleepMode: { kind: 'unknown', why: 'no answer' },
      backupHost: { kind: 'empty' },
      leftAlone: holds('whatever'),
    },
    { serverPort: { type: 'integer' }, apn: { type: 'text' } },
  );

  it('writes only what differs', () => {
    expect(result.writes).toEqual([
      { key: 'apn', from: 'm2m.example.com', to: 'fleet.example.com' },
      { key: 'reportMovingS', from: null, to: '60' },
    ]);
    expect(result.changes).toEqual(
      result.writes.map((write) => ({ ...write, wantedBy: 'profile', secret: false, state: 'to-write' })),
    );
  });

  it('leaves alone what is the same, and what the profile does not speak of', () => {
    expect(result.same).toEqual(['serverPort', 'backupHost']);
    expect(JSON.stringify(result)).not.toContain('leftAlone');
  });

  it('tells what the unit does not have and what nobody could read, and writes neither', () => {
    expect(result.unsupported).toMatchObject([{ key: 'tyreCount', to: '6', state: 'unsupported' }]);
    expect(result.unknown).toMatchObject([{ key: 'sleepMode', state: 'unknown', detail: 'no answer' }]);
    expect(difference([wanted('apn', 'x')], {}).unknown).toMatchObject([{ key: 'apn', detail: 'not read' }]);
  });

  it('INST-7 lets a secret out to the driver only', () => {
    const secret = difference([wanted('apnPassword', 'new-secret', true)], { apnPassword: holds('old-secret') });
    expect(secret.writes).toEqual([{ key: 'apnPassword', from: 'old-secret', to: 'new-secret' }]);
    expect(secret.changes).toMatchObject([{ from: secretMask, to: secretMask, secret: true }]);
    const { writes: _, ...stored } = secret;
    expect(JSON.stringify(stored)).not.toMatch(/old-secret|new-secret/);
  });

  it('INST-7 takes the driver’s word that a key is secret', () => {
    const { changes } = difference(
      [wanted('simPin', '1234')],
      { simPin: holds('0000') },
      { simPin: { type: 'text', secret: true } },
    );
    expect(changes).toMatchObject([{ from: secretMask, to: secretMask, secret: true }]);
  });

  it('puts every wanted key into exactly one place, and finds nothing to do once all is written', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    const reading = fc.oneof(
      fc.string().map(holds),
      fc.constant<ActualValue>({ kind: 'empty' }),
      fc.constant<ActualValue>({ kind: 'unsupported' }),
      fc.constant<ActualValue>({ kind: 'unknown', why: 'no answer' }),
    );
    fc.assert(
      fc.property(fc.dictionary(key, fc.string()), fc.dictionary(key, reading), (values, actual) => {
        const list = Object.entries(values).map(([name, value]) => wanted(name, value));
        const one = difference(list, actual);
        const places = [
          ...one.same,
          ...[...one.changes, ...one.unsupported, ...one.unknown].map((change) => change.key),
        ];
        expect(places.sort()).toEqual(Object.keys(values).sort());
        const written = { ...actual, ...Object.fromEntries(one.writes.map(({ key: name, to }) => [name, holds(to)])) };
        expect(difference(list, written).writes).toEqual([]);
      }),
    );
  });
});

describe('INST-3 numbers are compared as numbers', () => {
  it.each([
    ['7710', '07710', 'integer', true],
    ['60', '60.0', 'unknown', true],
    ['60', ' 60 ', 'integer', true],
    ['+5', '5', 'integer', true],
    ['-0', '0', 'integer', true],
    ['0', '000', 'integer', true],
    ['1.50', '1.5', 'unknown', true],
    ['-5', '5', 'integer', false],
    ['12345678901234567890', '12345678901234567891', 'integer', false],
    ['100', '1000', 'integer', false],
    ['10', '010', 'text', false],
    ['a', 'A', 'unknown', false],
    ['1e3', '1000', 'integer', false],
    ['', '0', 'integer', false],
    ['tcp', 'tcp', 'choice', true],
  ] as const)('%j and %j as %s: %s', (one, other, type, same) => {
    expect(isSameValue(one, other, type)).toBe(same);
    expect(isSameValue(other, one, type)).toBe(same);
  });

  it('agrees with arithmetic', () => {
    const spelled = fc.tuple(fc.integer(), fc.integer({ min: 0, max: 4 })).map(([number, zeros]) => ({
      number,
      text: `${number < 0 ? '-' : ''}${'0'.repeat(zeros)}${Math.abs(number)}`,
    }));
    fc.assert(
      fc.property(spelled, spelled, (one, other) => {
        expect(isSameValue(one.text, other.text, 'integer')).toBe(one.number === other.number);
      }),
    );
  });
});
