import { describe, expect, it } from 'vitest';
import { fitOfFamily } from './family-fit.ts';
import { changedEntries, linesOfProfile } from './profile-difference.ts';
import { sampleProfile } from './testing/sample-profile.ts';
import { departureOf } from './three-way.ts';
import { afterCrash } from './write-journal.ts';

describe('INST-3 unit, profile and last known side by side (decision 18)', () => {
  it.each([
    ['300', '60', '60', 'unit-changed'],
    ['60', '120', '60', 'wanted-changed'],
    ['300', '120', '60', 'both-changed'],
    ['300', '60', undefined, 'never-known'],
    [null, '60', '60', 'unit-changed'],
    [null, '60', null, 'wanted-changed'],
    ['060', '120', '60', 'wanted-changed'],
  ] as const)('the unit holds %s, %s is wanted, %s was proved: %s', (actual, wanted, known, departure) => {
    expect(departureOf({ actual, wanted, known }, 'integer')).toBe(departure);
  });
});

describe('INST-3 STA-4 what a write that was cut off by a crash leaves', () => {
  const lines = ['a', 'b', 'c', 'd'].map((key) => ({ key, state: 'to-write' }));
  const states = (journal: Parameters<typeof afterCrash>[1]) => afterCrash(lines, journal).map(({ state }) => state);

  it('tells what was answered, what may have arrived, and what never left', () => {
    expect(
      states([
        { key: 'a', state: 'sending' },
        { key: 'a', state: 'accepted' },
        { key: 'b', state: 'rejected' },
        { key: 'c', state: 'sending' },
      ]),
    ).toEqual(['accepted', 'rejected', 'unknown', 'not-sent']);
  });

  it('calls nothing not sent where nobody kept a journal', () => {
    expect(states([])).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  });

  it('leaves what was settled before as it is, and never makes anything green', () => {
    const mixed = [{ key: 'a', state: 'verified' }, { key: 'b', state: 'unsupported' }, ...lines.slice(2)];
    expect(afterCrash(mixed, [{ key: 'c', state: 'accepted' }]).map(({ state }) => state)).toEqual([
      'verified',
      'unsupported',
      'accepted',
      'not-sent',
    ]);
  });
});

describe('INST-3 a profile beside its base, beside its earlier version, and beside what units take', () => {
  const base = sampleProfile({ id: 'base', name: 'Base', values: { apn: 'a', serverPort: '1', tyreCount: '6' } });
  const top = sampleProfile({
    id: 'top',
    name: 'Top',
    baseId: 'base',
    values: { serverPort: '2', tyreCount: '6', vin: 'X' },
  });

  it('says of each value who sets it and what it replaces', () => {
    expect(linesOfProfile([base, top])).toMatchObject([
      { entry: { key: 'apn', value: 'a' }, setBy: 'Base', state: 'inherited' },
      { entry: { key: 'serverPort', value: '2' }, setBy: 'Top', state: 'changed', base: { value: '1' } },
      { entry: { key: 'tyreCount', value: '6' }, setBy: 'Top', state: 'same' },
      { entry: { key: 'vin', value: 'X' }, setBy: 'Top', state: 'added', base: null },
    ]);
  });

  it('says what changed from one version to the next', () => {
    expect(changedEntries(base, top)).toEqual([
      {
        key: 'serverPort',
        before: expect.objectContaining({ value: '1' }),
        after: expect.objectContaining({ value: '2' }),
      },
      { key: 'vin', before: null, after: expect.objectContaining({ value: 'X' }) },
      { key: 'apn', before: expect.objectContaining({ value: 'a' }), after: null },
    ]);
    expect(changedEntries(null, base)).toHaveLength(3);
    expect(changedEntries(base, base)).toEqual([]);
  });

  it('counts what a family takes, and names what it does not', () => {
    const entries = linesOfProfile([base, top]).map(({ entry }) => entry);
    const keys = {
      apn: { write: true, maxLength: 32 },
      serverPort: { write: true, minimum: 10 },
      tyreCount: { write: false },
    };
    expect(fitOfFamily(entries, keys)).toEqual({
      held: 1,
      missing: ['tyreCount', 'vin'],
      outOfLimits: [{ key: 'serverPort', problem: { kind: 'out-of-range', minimum: 10, maximum: 65535 } }],
    });
  });
});
