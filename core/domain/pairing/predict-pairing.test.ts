import { describe, expect, it } from 'vitest';
import { assetId } from '../../kernel/entity-ids.ts';
import { predictPairing } from './predict-pairing.ts';
import { threeWayAgreement } from './three-way.ts';

const assets = [
  { id: assetId.parse('a'), vin: 'WSM00000003111444', unit: null },
  { id: assetId.parse('b'), vin: 'WSM00000003111690', unit: 'evoguard:866344054210427' },
  { id: assetId.parse('c'), vin: 'WKESD000000412233', unit: null },
  { id: assetId.parse('d'), vin: 'WSM00000000412233', unit: null },
];

describe('PAIR-2 d5 what will come of the first message', () => {
  it.each([
    ['03111444', 'AutoPair'],
    ['03111690', 'occupied'],
    ['00412233', 'MultipleMatchFound'],
    ['99999999', 'NotFound'],
    ['1444', 'InvalidData'],
    [null, 'InvalidData'],
  ])('%s: %s', (sensorVin, prediction) => {
    const unit = 'evopulse:359315075384726';
    const asked = { sensorVin, wasAsked: true, assets, unit };
    expect(predictPairing({ autoPairing: true, ...asked })).toBe(prediction);
    expect(predictPairing({ autoPairing: false, ...asked })).toBe('off');
  });

  it('nothing is foretold of a unit that nobody asked', () => {
    const unit = 'evopulse:359315075384726';
    expect(predictPairing({ autoPairing: true, sensorVin: null, wasAsked: false, assets, unit })).toBe('not-read');
  });
});

describe('PAIR-2 d5 the VIN said three ways', () => {
  const whole = 'WSM00000003111444';
  it.each([
    ['all whole', whole, whole, whole, 'all-agree'],
    ['the unit knows a part', whole, 'SM03111444', whole, 'all-agree'],
    ['the asset was typed wrong', whole, whole, 'WSM00000003111474', 'partly'],
    ['two whole VINs with the same last 8 are two vehicles', 'WKESD000003111444', '03111444', whole, 'partly'],
    ['nothing agrees', whole, '99999999', 'WKESD000000412233', 'differ'],
    ['two that differ', whole, null, 'WKESD000000412233', 'differ'],
    ['two that agree', whole, '03111444', null, 'incomplete'],
    ['one alone', whole, null, null, 'incomplete'],
    ['none', null, null, null, 'incomplete'],
    ['a part too short to say anything', whole, '1444', whole, 'incomplete'],
  ] as const)('%s', (_name, scanned, fromUnit, asset, agreement) => {
    expect(threeWayAgreement({ scanned, fromUnit, asset })).toBe(agreement);
  });
});
