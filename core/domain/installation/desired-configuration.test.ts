import { describe, expect, it } from 'vitest';
import { type ConfigurationSources, desiredConfiguration } from './desired-configuration.ts';
import { compareFirmware, firmwareAtLeast } from './firmware-version.ts';
import { configurationProfile } from './profile.ts';

const profile = configurationProfile.parse({
  id: 'trailer-eu',
  name: 'Trailer EU',
  version: 7,
  unitTypes: ['evopulse'],
  minimumFirmware: '03.27.00',
  values: [
    { key: 'apn', value: 'fleet.example.com', source: 'profile' },
    { key: 'apnPassword', value: 'secret', source: 'profile', secret: true },
    { key: 'tyreCount', value: '6', source: 'profile' },
  ],
});

function desired(changes: Partial<ConfigurationSources> = {}) {
  return desiredConfiguration({ profile, overrideAllowed: false, ...changes });
}

describe('INST-3 which values a unit shall hold', () => {
  it('puts profile, unit and job together, each value with its source', () => {
    const outcome = desired({
      unitValues: { vin: 'WSM00000003111444', tyreCount: '8' },
      jobValues: { tyreCount: '4' },
    });
    expect(outcome).toEqual({
      kind: 'desired',
      values: [
        { key: 'apn', value: 'fleet.example.com', source: 'profile' },
        { key: 'apnPassword', value: 'secret', source: 'profile', secret: true },
        { key: 'tyreCount', value: '4', source: 'job' },
        { key: 'vin', value: 'WSM00000003111444', source: 'unit' },
      ],
    });
  });

  it('keeps a secret secret whoever sets it', () => {
    const outcome = desired({ jobValues: { apnPassword: 'other' } });
    expect(outcome.kind === 'desired' && outcome.values[1]).toEqual({
      key: 'apnPassword',
      value: 'other',
      source: 'job',
      secret: true,
    });
  });
});

describe('INST-4 ORG-5 prescribed values are locked', () => {
  const override = { key: 'tyreCount', value: '2', reason: 'two axles were taken off' };

  it('refuses to change what the profile or the job prescribes', () => {
    expect(desired({ overrides: [override] })).toEqual({ kind: 'locked', keys: ['tyreCount'] });
    const onJob = { key: 'vin', value: 'x', reason: 'why not' };
    expect(desired({ jobValues: { vin: 'WSM00000003111444' }, overrides: [onJob] })).toEqual({
      kind: 'locked',
      keys: ['vin'],
    });
  });

  it('takes a value where nothing is prescribed, and the same value anywhere', () => {
    const blank = { key: 'reportMovingS', value: '60', reason: '' };
    expect(desired({ overrides: [blank, { ...override, value: '6' }] })).toMatchObject({
      kind: 'desired',
      values: expect.arrayContaining([
        { key: 'reportMovingS', value: '60', source: 'override' },
        { key: 'tyreCount', value: '6', source: 'profile' },
      ]),
    });
  });

  it('overrides where the customer allows it, and only with a reason', () => {
    expect(desired({ overrideAllowed: true, overrides: [{ ...override, reason: ' ' }] })).toEqual({
      kind: 'reason-missing',
      keys: ['tyreCount'],
    });
    const outcome = desired({ overrideAllowed: true, overrides: [override] });
    expect(outcome.kind === 'desired' && outcome.values[2]).toEqual({
      key: 'tyreCount',
      value: '2',
      source: 'override',
    });
  });
});

describe('INST-5 firmware against the minimum', () => {
  it.each([
    ['03.27.00', '03.27.00', 'at-least'],
    ['03.27.07.Rev.00', '03.27.00', 'at-least'],
    ['03.28', '03.27.99', 'at-least'],
    ['3.27.0', '03.27.00', 'at-least'],
    ['03.27', '03.27.00', 'at-least'],
    ['03.26.99', '03.27.00', 'older'],
    ['03.27', '03.27.01', 'older'],
    ['02.99.99', '03.00', 'older'],
    ['03.9', '03.10', 'older'],
    ['unknown', '03.27.00', 'not-comparable'],
    ['03.27.00', 'any', 'not-comparable'],
  ] as const)('%s against %s: %s', (actual, minimum, comparison) => {
    expect(compareFirmware(actual, minimum)).toBe(comparison);
    expect(firmwareAtLeast(actual, minimum)).toBe(comparison === 'at-least');
  });

  it('takes any firmware where no minimum is named', () => {
    expect(firmwareAtLeast('unknown', null)).toBe(true);
  });
});
