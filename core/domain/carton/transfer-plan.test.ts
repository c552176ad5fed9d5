import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customer, otherFleet, partner, reseller } from '../ownership/testing/sample-question.ts';
import type { CartonRow } from './carton.ts';
import { cartonOutcome } from './carton-outcome.ts';
import { row, verdictOn } from './testing/sample-carton.ts';
import { isSamePlan, needsSecondPerson, planTransfers } from './transfer-plan.ts';

const pairedWith = { assetId: 'asset-1', label: 'FL HT 12', vin: null } as never;

describe('OWN-12 what one confirmed step does', () => {
  it('names every organization that gives, how many are still paired, not configured here, or not checked', () => {
    const plan = planTransfers([
      row({ number: 3 }),
      row({ number: 1, verdict: verdictOn({ ownerId: reseller.id }) }),
      row({ number: 2, verdict: verdictOn({ pairedWith }) }),
      row({ number: 4, verdict: verdictOn({ unitType: 'txgo' }, { freshness: 'mirror' }) }),
      row({ number: 5, verdict: verdictOn({ ownerId: otherFleet.id }) }),
      row({ number: 6, removed: true }),
    ]);
    expect(plan.units.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(plan.owners).toEqual([
      { id: partner.id, name: partner.name, count: 3 },
      { id: reseller.id, name: reseller.name, count: 1 },
    ]);
    expect(plan).toMatchObject({ stillPaired: 1, transferOnly: 1, notLive: 1 });
    expect(plan.units.find(({ number }) => number === 2)).toMatchObject({ unpairFirst: true, expectedEpoch: 4 });
  });

  it.each([
    [1, false],
    [20, false],
    [21, true],
    [200, true],
  ])('reliability 5.2: %i units need a second person: %s', (units, needed) => {
    expect(needsSecondPerson(units)).toBe(needed);
  });

  const subject = fc.constantFrom('ready', 'customer', 'stranger', 'removed').map((what): Partial<CartonRow> => {
    switch (what) {
      case 'customer':
        return { verdict: verdictOn({ ownerId: customer.id }) };
      case 'stranger':
        return { verdict: verdictOn({ ownerId: otherFleet.id }) };
      case 'removed':
        return { removed: true };
      default:
        return {};
    }
  });
  const rows = fc
    .array(subject, { maxLength: 40 })
    .map((list) => list.map((changes, index) => row({ number: index + 1, ...changes })));

  it('holds exactly the rows that are ready, each once', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const ready = list.filter((one) => !one.removed && cartonOutcome(one) === 'ready').map(({ number }) => number);
        expect(planTransfers(list).units.map(({ number }) => number)).toEqual(ready);
        expect(planTransfers(list).owners.reduce((sum, { count }) => sum + count, 0)).toBe(ready.length);
      }),
    );
  });

  it('OWN-10 is the same as what was shown only if every unit, owner, epoch and pairing is', () => {
    const { units } = planTransfers([row({ number: 1 }), row({ number: 2 })]);
    const [one, two] = units;
    if (one === undefined || two === undefined) throw new Error('two units were planned');
    expect(isSamePlan([two, one], units)).toBe(true);
    for (const shown of [
      [one],
      [one, one],
      [one, { ...two, expectedEpoch: 5 }],
      [one, { ...two, fromId: reseller.id }],
      [one, { ...two, unpairFirst: true }],
      [one, two, { ...two, number: 3 }],
    ]) {
      expect(isSamePlan(shown, units)).toBe(false);
    }
  });
});
