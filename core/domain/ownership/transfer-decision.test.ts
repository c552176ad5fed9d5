import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customer, otherFleet, partner, question, reseller, trust, unit } from './testing/sample-question.ts';
import { decideTransfer, type TransferRequest } from './transfer-decision.ts';
import type { UnitFacts } from './unit-facts.ts';
import type { UnitQuestion } from './unit-question.ts';

const last = { name: 'Hall South', at: '2026-11-20T11:58:00.000Z', toName: 'Kontor Flotte' };
const pairedWith = { assetId: 'asset-1', label: 'FL HT 12', vin: null } as never;

function request(changes: Partial<TransferRequest> = {}): TransferRequest {
  return { fromId: partner.id, toId: customer.id, expectedEpoch: 4, unpairFirst: false, ...changes };
}

function decide(facts: Partial<UnitFacts>, asked: Partial<TransferRequest> = {}, rest: Partial<UnitQuestion> = {}) {
  return decideTransfer(request(asked), question({ candidates: [unit(facts)], ...rest }), last);
}

describe('OWN-10 a transfer is judged by the facts of its commit', () => {
  it('moves the unit one epoch on, OWN-9 without its configuration', () => {
    expect(decide({ ownerName: 'Hansen' })).toEqual({
      kind: 'applied',
      unit: unit({
        ownerId: customer.id,
        ownerName: customer.name,
        ownerEpoch: 5,
        configuration: 'needs-configuration',
      }),
      unpair: null,
    });
  });

  it('tells the second of two who was first, when, and to whom', () => {
    expect(decide({ ownerId: otherFleet.id, ownerEpoch: 5 })).toEqual({
      kind: 'conflict',
      code: 'OWNER_OTHER',
      by: last,
      ownerEpoch: 5,
    });
  });

  it('refuses an old intent for a unit that came back to its first owner', () => {
    expect(decide({ ownerEpoch: 6 })).toMatchObject({ kind: 'conflict', code: 'UNVERIFIED_OFFLINE', ownerEpoch: 6 });
  });

  it('lets exactly one of any number of stations win', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(customer, otherFleet), { minLength: 2, maxLength: 8 }), (receivers) => {
        let facts = unit();
        const kinds = receivers.map((to) => {
          const relation = trust({ customerId: to.id });
          const decision = decideTransfer(
            request({ toId: to.id }),
            question({ candidates: [facts], customer: to, trust: relation }),
            last,
          );
          facts = decision.kind === 'applied' ? decision.unit : facts;
          return decision.kind;
        });
        expect(kinds.filter((kind) => kind === 'applied')).toHaveLength(1);
        expect(kinds[0]).toBe('applied');
        expect(facts.ownerEpoch).toBe(5);
        expect(kinds.slice(1)).toEqual(receivers.slice(1).map((to) => (to === receivers[0] ? 'noop' : 'conflict')));
      }),
    );
  });
});

describe('OWN-14 repeating and unpairing', () => {
  it('takes a repeat for a success without effect, and says who did it', () => {
    expect(decide({ ownerId: customer.id, ownerEpoch: 5 })).toEqual({
      kind: 'noop',
      code: 'ALREADY_DONE',
      by: last,
      ownerEpoch: 5,
    });
  });

  it('asks again about a pairing that nobody agreed to end', () => {
    expect(decide({ pairedWith })).toMatchObject({ kind: 'conflict', code: 'STILL_PAIRED' });
  });

  it('ends it first where that was agreed', () => {
    const decision = decide({ pairedWith }, { unpairFirst: true });
    expect(decision).toMatchObject({ kind: 'applied', unpair: pairedWith, unit: { pairedWith: null } });
  });
});

describe('OWN-3 OWN-4 OWN-6 OWN-7 OWN-8 what is refused at the commit', () => {
  it.each([
    ['trust that ran out meanwhile', {}, { trust: trust({ validTo: '2026-11-20T11:00:00.000Z' }) }, 'TRUST_EXPIRED'],
    ['trust that was taken back', {}, { trust: trust({ state: 'revoked' }) }, 'TRUST_MISSING'],
    ['a type that is not handled', { unitType: 'krone' }, {}, 'TYPE_NOT_SUPPORTED'],
    ['another transfer under way', { transferPending: { by: 'Hall South', since: last.at } }, {}, 'TRANSFER_PENDING'],
    ['a unit nobody knows', {}, { candidates: [] }, 'SERIAL_UNKNOWN'],
    ['a type left open', {}, { candidates: [unit(), unit({ unitType: 'tp' })] }, 'TYPE_AMBIGUOUS'],
  ] as const)('%s', (_name, facts, rest, code) => {
    expect(decide(facts, {}, rest)).toMatchObject({ kind: 'refused', code });
  });

  it('refuses a unit of a stranger even if the stranger was named as the owner', () => {
    const decision = decide({ ownerId: otherFleet.id }, { fromId: otherFleet.id });
    expect(decision).toMatchObject({ kind: 'refused', code: 'OWNER_OTHER' });
  });

  it('tells an organization without trust nothing, not even that the customer owns the unit', () => {
    const decision = decide({ ownerId: customer.id, ownerEpoch: 9 }, {}, { trust: null });
    expect(decision).toEqual({ kind: 'refused', code: 'TRUST_MISSING', ownerEpoch: null });
  });

  it('transfers an expired unit all the same', () => {
    expect(decide({ subscription: { state: 'expired', endsAt: null } })).toMatchObject({ kind: 'applied' });
  });

  it('transfers from a reseller', () => {
    expect(decide({ ownerId: reseller.id }, { fromId: reseller.id })).toMatchObject({ kind: 'applied' });
  });
});
