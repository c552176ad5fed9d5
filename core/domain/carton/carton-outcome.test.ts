import { describe, expect, it } from 'vitest';
import { operationId } from '../../kernel/entity-ids.ts';
import { customer, now, otherFleet, reseller, trust, unit, validSerial } from '../ownership/testing/sample-question.ts';
import type { CartonTransfer } from './carton.ts';
import { cartonOutcome, cartonOutcomes, countOutcomes, unitOfRow } from './carton-outcome.ts';
import { row, verdictOn } from './testing/sample-carton.ts';

const id = operationId.parse('operation-1');
const requested: CartonTransfer = { kind: 'requested', operationId: id, fromName: 'Hansen', at: now, by: 'M. Kaya' };
const done: CartonTransfer = { kind: 'done', operationId: id, fromName: 'Hansen', acceptedAt: now, repeated: false };
const refused: CartonTransfer = {
  kind: 'refused',
  operationId: id,
  code: 'OWNER_OTHER',
  lost: true,
  winner: { name: 'Hall South', at: now },
  at: now,
};

describe('OWN-12 a row of a carton stands in one of eight ways', () => {
  it.each([
    ['our own unit', row(), 'ready'],
    ["a reseller's unit (OWN-4)", row({ verdict: verdictOn({ ownerId: reseller.id }) }), 'ready'],
    ['one of a type that is only transferred (OWN-6)', row({ verdict: verdictOn({ unitType: 'txgo' }) }), 'ready'],
    [
      'one whose subscription ended (OWN-7)',
      row({ verdict: verdictOn({ subscription: { state: 'expired', endsAt: null } }) }),
      'ready',
    ],
    ['one of a type not handled here (OWN-6)', row({ verdict: verdictOn({ unitType: 'krone' }) }), 'blocked'],
    ["the customer's own (OWN-2)", row({ verdict: verdictOn({ ownerId: customer.id }) }), 'already'],
    ["a stranger's (OWN-8)", row({ verdict: verdictOn({ ownerId: otherFleet.id }) }), 'blocked'],
    ['one that nobody knows (OWN-8)', row({ verdict: verdictOn({}, { candidates: [] }) }), 'blocked'],
    [
      'a customer whose trust ended',
      row({ verdict: verdictOn({}, { trust: trust({ state: 'revoked' }) }) }),
      'blocked',
    ],
    [
      'a serial of two types (OWN-5)',
      row({ verdict: verdictOn({}, { candidates: [unit(), unit({ unitType: 'tp' })] }) }),
      'choose-type',
    ],
    ['asked of the centre (OWN-11)', row({ transfer: requested }), 'requested'],
    ['taken by the centre', row({ transfer: done }), 'transferred'],
    ['taken before (OWN-14)', row({ transfer: { ...done, repeated: true } }), 'already'],
    ['lost to somebody (OWN-10)', row({ transfer: refused }), 'lost'],
    ['refused by the centre', row({ transfer: { ...refused, lost: false } }), 'refused'],
  ] as const)('%s', (_name, subject, outcome) => {
    expect(cartonOutcome(subject)).toBe(outcome);
  });

  it('counts what is in the carton and nothing that was taken out', () => {
    const rows = [row(), row({ transfer: requested }), row({ transfer: done }), row({ removed: true })];
    const counts = countOutcomes(rows);
    expect(counts).toMatchObject({ ready: 1, requested: 1, transferred: 1 });
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(Object.keys(counts).sort()).toEqual([...cartonOutcomes].sort());
  });

  it('OWN-5 knows the unit of a row by its verdict, by the type somebody named, or not yet', () => {
    const ambiguous = verdictOn({}, { candidates: [unit(), unit({ unitType: 'tp' })] });
    expect(unitOfRow(row())).toEqual({ unitType: 'evopulse', serial: validSerial });
    expect(unitOfRow(row({ verdict: ambiguous }))).toBeNull();
    expect(unitOfRow(row({ verdict: ambiguous, unitType: 'tp' }))).toEqual({ unitType: 'tp', serial: validSerial });
  });
});
