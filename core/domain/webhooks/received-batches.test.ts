import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arrival, nothingReceived, receiveBatch } from './received-batches.ts';

function arrivals(ids: readonly string[]): readonly Arrival[] {
  let received = nothingReceived;
  return ids.map((id) => {
    const arrived = receiveBatch(received, id);
    received = arrived.received;
    return arrived.arrival;
  });
}

const allOf = (ids: readonly string[]) =>
  ids.reduce((received, id) => receiveBatch(received, id).received, nothingReceived);

describe('PAIR-4 P35 what a receiver makes of the numbers', () => {
  it.each<[string, readonly string[], readonly Arrival[]]>([
    ['in order', ['1-a', '2-b', '3-c'], ['first', 'next', 'next']],
    ['joining late misses nothing', ['41-a', '42-b'], ['first', 'next']],
    ['one is missing and comes after all', ['1-a', '3-c', '2-b'], ['first', 'gap', 'late']],
    ['the same again', ['1-a', '1-a', '2-b', '1-a'], ['first', 'repeat', 'next', 'repeat']],
    ['an id of another sender', ['msg_2', '1-a', 'msg_2'], ['unnumbered', 'first', 'repeat']],
    ['a number that is none', ['0-a', '01-b', '9999999999999999-c'], ['unnumbered', 'unnumbered', 'unnumbered']],
  ])('%s', (_name, ids, expected) => {
    expect(arrivals(ids)).toEqual(expected);
  });

  it('names gaps by their ends, however large they are', () => {
    expect(allOf(['1-a', '900000000000000-z']).missing).toEqual([{ from: 2, to: 899_999_999_999_999 }]);
    expect(allOf(['1-a', '9-i', '5-e']).missing).toEqual([
      { from: 2, to: 4 },
      { from: 6, to: 8 },
    ]);
  });

  it('knows exactly what is missing, in whatever order and however often batches come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 60 }), (numbers) => {
        const { missing, highest } = allOf(numbers.map((number) => `${number}-batch${number}`));
        const named = missing.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at));
        const [first = 0] = numbers;
        const expected = Array.from({ length: highest }, (_, at) => at + 1).filter(
          (number) => number > first && !numbers.includes(number),
        );
        expect(named).toEqual(expected);
      }),
    );
  });
});
