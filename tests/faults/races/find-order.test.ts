import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findOrder } from './find-order.ts';
import { type Ownership, type OwnershipCall, ownershipAfter, type TransferAnswer } from './ownership-history.ts';

const start: Ownership = { ownerId: 'reseller', ownerEpoch: 0 };

function transfer(
  toId: string,
  answer: TransferAnswer,
  [startedMs, endedMs]: readonly [number, number],
  expectedEpoch = 0,
): OwnershipCall {
  const fromId = expectedEpoch === 0 ? 'reseller' : 'red';
  return { station: toId, startedMs, endedMs, act: { kind: 'transfer', fromId, toId, expectedEpoch, answer } };
}
const look = (ownerEpoch: number, [startedMs, endedMs]: readonly [number, number]): OwnershipCall => ({
  station: 'eye',
  startedMs,
  endedMs,
  act: { kind: 'look', ownerEpoch },
});

describe('P14 an order of the calls in which every answer is right', () => {
  it.each<[string, boolean, OwnershipCall[]]>([
    ['one wins, one is told', true, [transfer('red', 'applied', [0, 5]), transfer('blue', 'conflict', [1, 6])]],
    [
      'the loser hears of it before the winner does',
      true,
      [transfer('red', 'applied', [0, 9]), transfer('blue', 'conflict', [1, 2])],
    ],
    ['two win at the same epoch', false, [transfer('red', 'applied', [0, 5]), transfer('blue', 'applied', [1, 6])]],
    ['nobody wins', false, [transfer('red', 'conflict', [0, 5]), transfer('blue', 'conflict', [1, 6])]],
    [
      'the loser was told before the winner asked',
      false,
      [transfer('blue', 'conflict', [0, 1]), transfer('red', 'applied', [2, 3])],
    ],
    [
      'a second one with the same goal is told so',
      true,
      [transfer('red', 'applied', [0, 5]), transfer('red', 'noop', [1, 6])],
    ],
    [
      'a goal counts as reached that nobody reached',
      false,
      [transfer('blue', 'noop', [0, 5]), transfer('red', 'applied', [6, 7])],
    ],
    ['the winner never heard of it', true, [transfer('red', 'open', [0, 5]), transfer('blue', 'conflict', [6, 7])]],
    [
      'who never heard anything lost or never came',
      true,
      [transfer('red', 'open', [0, 5]), transfer('blue', 'applied', [6, 7])],
    ],
    ['a look goes back in time', false, [transfer('red', 'applied', [0, 9]), look(1, [1, 2]), look(0, [3, 4])]],
    ['looks see it happen', true, [transfer('red', 'applied', [0, 9]), look(0, [1, 2]), look(1, [3, 4])]],
    ['a look sees it after the answer only', false, [transfer('red', 'applied', [0, 1]), look(0, [2, 3])]],
    ['an old intent fires later', false, [transfer('red', 'applied', [0, 1]), transfer('blue', 'applied', [2, 3])]],
    ['and on to the next owner', true, [transfer('red', 'applied', [0, 1]), transfer('blue', 'applied', [2, 3], 1)]],
  ])('%s: %s', (_name, isThere, calls) => {
    expect(findOrder(start, calls) !== null).toBe(isThere);
  });

  it('is found for every history that a register made, and then every answer in it is right', () => {
    const owners = ['red', 'blue', 'green'];
    const oneCall = fc.record({
      toId: fc.constantFrom(...owners),
      atMs: fc.integer({ min: 0, max: 40 }),
      beforeMs: fc.integer({ min: 0, max: 20 }),
      afterMs: fc.integer({ min: 0, max: 20 }),
      isLook: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(oneCall, { minLength: 1, maxLength: 8 }), (sketches) => {
        let now = start;
        const calls = sketches
          .toSorted((left, right) => left.atMs - right.atMs)
          .map(({ toId, atMs, beforeMs, afterMs, isLook }) => {
            const when = [atMs - beforeMs, atMs + afterMs] as const;
            const answer = now.ownerEpoch === 0 ? 'applied' : now.ownerId === toId ? 'noop' : 'conflict';
            const call = isLook ? look(now.ownerEpoch, when) : transfer(toId, answer, when);
            now = ownershipAfter(now, call.act) ?? expect.fail('the register answers rightly');
            return call;
          });
        const order = findOrder(start, calls) ?? expect.fail('there was an order');
        expect(order.reduce<Ownership | null>((at, call) => at && ownershipAfter(at, call.act), start)).toEqual(now);
      }),
    );
  });
});
