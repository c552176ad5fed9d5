import { describe, expect, it } from 'vitest';
import { findUnits, type UnitSearch } from './find-units.ts';
import { type UnitRow, unitRow, unitStanding } from './unit-row.ts';

const known = {
  communication: 'pass',
  positioning: 'unknown',
  tachograph: 'unknown',
  can: 'unknown',
  supply: 'unknown',
};

function row(serial: string, extra: object = {}): UnitRow {
  return unitRow.parse({
    unitType: 'evopulse',
    serial,
    ownerEpoch: 0,
    subscription: { state: 'active', endsAt: null },
    configuration: 'configured',
    pairedWith: { assetId: '019a9d00-0000-7000-8000-000000000301', label: 'KL 99', vin: 'WSM00000003111444' },
    lastContactAt: null,
    health: known,
    inspectedAt: null,
    ...extra,
  });
}

const rows = [
  row('359315075384726', { subscription: { state: 'expired', endsAt: '2026-10-01T00:00:00.000Z' } }),
  row('359315075384734', { configuration: 'needs-configuration', pairedWith: null }),
  row('359315075384742', { pairedWith: null, lastContactAt: '2026-11-20T08:00:00.000Z' }),
  row('359315075384759', { health: { ...known, can: 'fail' } }),
  row('359315075384767', { unitType: 'krone', lastContactAt: '2026-11-19T08:00:00.000Z' }),
];
const all: UnitSearch = { text: '', standing: null, sort: 'unit', isDescending: false };
const label = (unitType: string) => (unitType === 'krone' ? 'Krone Telematics' : 'SCALAR EVO Pulse');
const serials = (search: Partial<UnitSearch>) =>
  findUnits(rows, { ...all, ...search }, label).rows.map(({ serial }) => serial.slice(-2));

describe('UNIT-1 units that are found', () => {
  it('has one standing per unit, the first that applies', () => {
    expect(rows.map(unitStanding)).toEqual(['expired', 'needs-configuration', 'unpaired', 'needs-look', 'in-service']);
  });

  it('counts the standings of all that the text finds, whichever is shown', () => {
    const found = findUnits(rows, { ...all, text: 'evo', standing: 'unpaired' }, label);
    expect(found.rows).toHaveLength(1);
    expect(found.total).toBe(4);
    expect(found.counts).toEqual({
      expired: 1,
      'needs-configuration': 1,
      unpaired: 1,
      'needs-look': 1,
      'in-service': 0,
    });
  });

  it.each([
    ['384 742', ['42']],
    ['kl-99', ['26', '59', '67']],
    ['3111444', ['26', '59', '67']],
    ['krone:3593', ['67']],
    ['telematics', ['67']],
    ['nothing like it', []],
  ])('finds %j by any part of type, serial, asset and VIN', (text, expected) => {
    expect(serials({ text })).toEqual(expected);
  });

  it('sorts both ways and keeps what has no value last', () => {
    expect(serials({ isDescending: true })).toEqual(['67', '59', '42', '34', '26']);
    expect(serials({ sort: 'contact' }).slice(0, 2)).toEqual(['67', '42']);
    expect(serials({ sort: 'contact', isDescending: true }).slice(0, 2)).toEqual(['42', '67']);
    expect(serials({ sort: 'asset', isDescending: true }).slice(-2)).toEqual(['34', '42']);
    expect(serials({ sort: 'status' })[0]).toBe('26');
  });
});
