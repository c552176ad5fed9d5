import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operationId } from '../../kernel/entity-ids.ts';
import { customer, now, otherFleet, unit, validSerial } from '../ownership/testing/sample-question.ts';
import type { CartonRow } from './carton.ts';
import { cartonOutcome } from './carton-outcome.ts';
import { applyToCartonRow, type CartonRowEvent } from './carton-row-machine.ts';
import { row, verdictOn } from './testing/sample-carton.ts';

const first = operationId.parse('operation-1');
const second = operationId.parse('operation-2');
const ambiguous = verdictOn({}, { candidates: [unit(), unit({ unitType: 'tp' })] });
const asked = { kind: 'requested', operationId: first, at: now, by: 'M. Kaya' } as const;
const taken = {
  kind: 'answered',
  operationId: first,
  answer: { kind: 'done', acceptedAt: now, repeated: false },
} as const;
const lost = {
  kind: 'answered',
  operationId: first,
  answer: { kind: 'refused', code: 'OWNER_OTHER', lost: true, winner: { name: 'Hall South', at: now }, at: now },
} as const;

/** The row after all of it; an event that is refused fails the test with its reason. */
function rowAfter(start: CartonRow, ...events: readonly CartonRowEvent[]): CartonRow {
  return events.reduce((current, event) => {
    const outcome = applyToCartonRow(current, event);
    if (outcome.kind === 'refused') throw new Error(`${event.kind} refused: ${outcome.reason}`);
    return outcome.row;
  }, start);
}
const refusalOf = (start: CartonRow, event: CartonRowEvent) => {
  const outcome = applyToCartonRow(start, event);
  return outcome.kind === 'refused' ? outcome.reason : 'changed';
};

describe('OWN-12 how a row of a carton changes', () => {
  it('is requested, then taken', () => {
    expect(rowAfter(row(), asked, taken).transfer).toMatchObject({
      kind: 'done',
      operationId: first,
      fromName: expect.any(String),
    });
  });

  it('OWN-10 takes no second request while the first is open, and none after it was taken', () => {
    expect(refusalOf(rowAfter(row(), asked), { ...asked, operationId: second })).toBe('not-allowed');
    expect(refusalOf(rowAfter(row(), asked, taken), { ...asked, operationId: second })).toBe('not-allowed');
  });

  it.each([
    ['not allowed', row({ verdict: verdictOn({ ownerId: otherFleet.id }) })],
    ['of a type that nobody chose', row({ verdict: ambiguous })],
    ['taken out', row({ removed: true })],
  ])('is not requested where it is %s', (_name, subject) => {
    expect(refusalOf(subject, asked)).toBe('not-allowed');
  });

  it('hears an answer once, and none that is for another request', () => {
    expect(refusalOf(rowAfter(row(), asked, taken), taken)).toBe('no-open-transfer');
    expect(refusalOf(rowAfter(row(), asked), { ...taken, operationId: second })).toBe('no-open-transfer');
  });

  it('OWN-10 keeps who was first and when, until a person tries again and the verdict allows it', () => {
    const refused = rowAfter(row(), asked, lost);
    expect(refused.transfer).toMatchObject({ lost: true, winner: { name: 'Hall South', at: now } });
    const judged = (facts: Parameters<typeof verdictOn>[0], triesAgain: boolean): CartonRowEvent => ({
      kind: 'judged',
      verdict: verdictOn(facts),
      triesAgain,
    });
    expect(cartonOutcome(rowAfter(refused, judged({ ownerId: otherFleet.id }, true)))).toBe('lost');
    expect(cartonOutcome(rowAfter(refused, judged({ ownerEpoch: 6 }, false)))).toBe('lost');
    const again = rowAfter(refused, judged({ ownerEpoch: 6 }, true));
    expect(cartonOutcome(again)).toBe('ready');
    expect(again.transfer).toEqual({ kind: 'open', refusedOperationId: first });
    expect(rowAfter(again, { ...asked, operationId: second }).transfer).toMatchObject({ operationId: second });
  });

  it('OWN-5 has its type chosen, and chosen again, until the centre is asked', () => {
    const choose = (unitType: string): CartonRowEvent => ({
      kind: 'type-chosen',
      unitType,
      verdict: verdictOn({ unitType }, { candidates: [unit(), unit({ unitType: 'tp' })], chosenType: unitType }),
    });
    const chosen = rowAfter(row({ verdict: ambiguous }), choose('tp'), choose('evopulse'));
    expect(chosen).toMatchObject({ unitType: 'evopulse', verdict: { unit: `evopulse:${validSerial}` } });
    expect(refusalOf(rowAfter(chosen, asked), choose('tp'))).toBe('transfer-asked');
    expect(refusalOf(row({ verdict: ambiguous }), { kind: 'type-chosen', unitType: 'krone', verdict: ambiguous })).toBe(
      'no-such-type',
    );
  });

  it('is taken out and put back, but not once the centre was asked', () => {
    expect(rowAfter(row(), { kind: 'removed' }, { kind: 'restored' })).toEqual(row());
    expect(refusalOf(rowAfter(row(), asked), { kind: 'removed' })).toBe('transfer-asked');
    expect(refusalOf(row(), { kind: 'restored' })).toBe('not-removed');
  });

  it('never takes the verdict on another unit', () => {
    const other = verdictOn({ serial: '123456789123456' });
    expect(refusalOf(row(), { kind: 'judged', verdict: other, triesAgain: true })).toBe('other-unit');
  });

  it('OWN-10 STA-3 asks once at a time and ends with the first yes, whatever happens in whatever order', () => {
    const events: fc.Arbitrary<CartonRowEvent> = fc.oneof(
      fc.constantFrom<CartonRowEvent>({ kind: 'removed' }, { kind: 'restored' }),
      fc
        .constantFrom(verdictOn(), verdictOn({ ownerId: customer.id }), verdictOn({ ownerId: otherFleet.id }))
        .map((verdict) => ({ kind: 'judged', verdict, triesAgain: true }) as const),
      fc.constantFrom(first, second).map((id) => ({ ...asked, operationId: id })),
      fc
        .constantFrom(taken, lost)
        .chain((answer) => fc.constantFrom(first, second).map((id) => ({ ...answer, operationId: id }))),
    );
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), (history) => {
        let current = row();
        let open: string | null = null;
        let isDone = false;
        for (const event of history) {
          const outcome = applyToCartonRow(current, event);
          if (outcome.kind === 'refused') continue;
          if (event.kind === 'requested') {
            expect(open).toBeNull();
            expect(isDone).toBe(false);
            open = event.operationId;
          }
          if (event.kind === 'answered') {
            expect(event.operationId).toBe(open);
            open = null;
            isDone = event.answer.kind === 'done';
          }
          current = outcome.row;
          expect(current.transfer.kind === 'requested').toBe(open !== null);
          if (isDone) expect(current.transfer.kind).toBe('done');
        }
      }),
    );
  });
});

describe('OWN-12 the reservation of a row', () => {
  const until = '2026-11-20T12:15:00.000Z';
  const held = { kind: 'held', unit: `evopulse:${validSerial}`, fence: 7, ownerEpoch: 0, expiresAt: until } as const;
  const holder = { name: 'Hall South', since: now, until, fence: 9, breakable: true };

  it('of somebody else keeps the row from being transferred, and is free again by the centre’s word', () => {
    const blocked = rowAfter(row(), { kind: 'reserved', reservation: { kind: 'taken', holder } });
    expect(cartonOutcome(blocked)).toBe('blocked');
    expect(refusalOf(blocked, asked)).toBe('not-allowed');
    expect(cartonOutcome(rowAfter(blocked, { kind: 'reserved', reservation: held }))).toBe('ready');
    expect(rowAfter(blocked, { kind: 'reserved', reservation: null })).toEqual(row());
  });

  it('of somebody else was another unit once another type is chosen; one’s own stands there until it is given back', () => {
    const chosen = { kind: 'type-chosen', unitType: 'tp', verdict: verdictOn({ unitType: 'tp' }) } as const;
    const blocked = rowAfter(row(), { kind: 'reserved', reservation: { kind: 'taken', holder } });
    expect(rowAfter(blocked, chosen)).not.toHaveProperty('reservation');
    expect(rowAfter(row(), { kind: 'reserved', reservation: held }, chosen).reservation).toEqual(held);
  });

  it('ends with the transfer, and with a refusal that says somebody else has it', () => {
    const start = rowAfter(row(), { kind: 'reserved', reservation: held }, asked);
    expect(start.reservation).toEqual(held);
    expect(rowAfter(start, taken)).not.toHaveProperty('reservation');
    expect(rowAfter(start, lost).reservation).toEqual(held);
    const pending = { ...lost, answer: { ...lost.answer, code: 'TRANSFER_PENDING', lost: false } };
    expect(rowAfter(start, pending)).not.toHaveProperty('reservation');
    expect(refusalOf(rowAfter(start, taken), { kind: 'reserved', reservation: held })).toBe('transfer-asked');
  });
});
