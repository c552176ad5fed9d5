import { describe, expect, it } from 'vitest';
import { operationId } from '../../kernel/entity-ids.ts';
import { leaseEnd } from '../ownership/reservation.ts';
import { now, otherFleet, unit, validSerial } from '../ownership/testing/sample-question.ts';
import type { CartonRow, RowReservation } from './carton.ts';
import { reservationWork } from './reservation-work.ts';
import { row, verdictOn } from './testing/sample-carton.ts';

const key = `evopulse:${validSerial}`;
const { ownerEpoch, ownerId } = unit();
const held: RowReservation = { kind: 'held', unit: key, fence: 7, ownerEpoch, expiresAt: leaseEnd(now) };
const holder = { name: 'Hall South', since: now, until: leaseEnd(now), fence: 9, breakable: true };
const asOperation = operationId.parse('operation-1');
const requested = { kind: 'requested', operationId: asOperation, fromName: null, at: now, by: 'M. Kaya' } as const;
const refused = {
  kind: 'refused',
  operationId: asOperation,
  code: 'OWNER_OTHER',
  lost: true,
  winner: null,
  at: now,
} as const;

/** What would be asked for one row: `take` with the fence it has, `release`, or nothing. */
function asked(one: CartonRow, { state = 'open' as 'open' | 'closed', at = now } = {}): string {
  const { release, take } = reservationWork({ state }, [one], at);
  return [
    ...release.map(({ reserved }) => `release ${reserved.fence}`),
    ...take.map(({ wish }) => `take ${wish.fence ?? 'new'}`),
  ].join();
}

describe('OWN-12 what a carton asks of the centre about its reservations', () => {
  it.each<[string, CartonRow, string]>([
    ['a unit that may be transferred', row(), 'take new'],
    ['it is held for long enough', row({ reservation: held }), ''],
    ['somebody else has it, who may be done by now', row({ reservation: { kind: 'taken', holder } }), 'take new'],
    ['a supervisor took it away', row({ reservation: { kind: 'lost', name: 'S. Brandt', at: now } }), ''],
    ['a unit that may not be transferred', row({ verdict: verdictOn({ ownerId: otherFleet.id }) }), ''],
    ['judged without the centre', row({ verdict: verdictOn({}, { freshness: 'mirror' }) }), ''],
    ['taken out', row({ removed: true }), ''],
    ['taken out while it was held', row({ removed: true, reservation: held }), 'release 7'],
    ['requested', row({ transfer: requested, reservation: held }), ''],
    ['requested without one', row({ transfer: requested }), ''],
    ['refused for another reason', row({ transfer: refused, reservation: held }), 'release 7'],
    ['held for another epoch', row({ reservation: { ...held, ownerEpoch: ownerEpoch + 1 } }), 'take 7'],
    ['held as another type', row({ reservation: { ...held, unit: `tp:${validSerial}` } }), 'release 7'],
  ])('%s: %s', (_name, one, expected) => {
    expect(asked(one)).toBe(expected);
  });

  it('renews what runs out, while it gathers and while the centre has not answered', () => {
    const at = leaseEnd(now);
    expect(asked(row({ reservation: held }), { at })).toBe('take 7');
    expect(asked(row({ reservation: held, transfer: requested }), { at })).toBe('take 7');
  });

  it('gives everything back when it is closed, but for what was requested', () => {
    expect(asked(row({ reservation: held }), { state: 'closed' })).toBe('release 7');
    expect(asked(row({ reservation: held, transfer: requested }), { state: 'closed' })).toBe('');
    expect(asked(row(), { state: 'closed' })).toBe('');
  });

  it('names the owner and the epoch that were shown, and whoever put it in', () => {
    expect(reservationWork({ state: 'open' }, [row()], now).take).toEqual([
      { number: 1, wish: { unit: key, fromId: ownerId, expectedEpoch: ownerEpoch, person: 'M. Kaya' } },
    ]);
  });

  it('asks for a unit once, though two labels mean it', () => {
    const { take } = reservationWork({ state: 'open' }, [row({ number: 2 }), row({ number: 3 })], now);
    expect(take.map(({ number }) => number)).toEqual([2]);
  });
});
