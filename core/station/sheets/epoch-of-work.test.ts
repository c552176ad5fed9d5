import { describe, expect, it } from 'vitest';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { UnitFacts } from '../../domain/ownership/unit-facts.ts';
import type { Operation } from '../../domain/sync/operation.ts';
import { epochOfWork } from './epoch-of-work.ts';

const serial = '356307042441013';
const unit = { unitType: 'evopulse', serial };

interface Known {
  readonly mirrored?: number;
  readonly shown?: number | null;
  /** Kinds of what waits about the unit; a transfer with the epoch it expects. */
  readonly waiting?: readonly (number | 'reversal.decide' | 'unit.pair')[];
}

function epochBy({ mirrored, shown, waiting = [] }: Known, of: typeof unit | null = unit): number | undefined {
  const operations = waiting.map((one) =>
    typeof one === 'number' ? { kind: 'unit.transfer', payload: { expectedEpoch: one } } : { kind: one },
  );
  const store = {
    unitsBySerial: () => (mirrored === undefined ? [] : [{ ...unit, ownerEpoch: mirrored } as UnitFacts]),
    waitingOperations: () => operations as unknown as readonly Operation[],
  };
  const verdict = shown === undefined ? { kind: 'choose-type' } : { kind: 'verdict', ownerEpoch: shown };
  return epochOfWork(store, { unit: of, verdict } as unknown as Pick<BenchSession, 'unit' | 'verdict'>);
}

describe('STA-3 for which stay of a unit with its owner something was done', () => {
  it.each<[string, Known, number | undefined]>([
    ['what the copy says', { mirrored: 3 }, 3],
    ['what the registry said when it was asked, if that is newer', { mirrored: 3, shown: 4 }, 4],
    ['the copy where it has gone on since', { mirrored: 5, shown: 4 }, 5],
    ['where the own request leads that waits', { mirrored: 3, shown: 3, waiting: [3] }, 4],
    ['where the last of several leads', { mirrored: 3, waiting: [3, 'unit.pair', 4] }, 5],
    [
      'nothing, where it waits whether a transfer is undone',
      { mirrored: 4, waiting: [3, 'reversal.decide'] },
      undefined,
    ],
    ['the copy where only other things wait', { mirrored: 3, waiting: ['unit.pair'] }, 3],
    ['nothing, where nobody here knows the unit', { shown: null }, undefined],
  ])('%s', (_name, known, expected) => {
    expect(epochBy(known)).toBe(expected);
  });

  it('nothing, where it is not known which unit it is', () => {
    expect(epochBy({ mirrored: 3 }, null)).toBeUndefined();
  });
});
