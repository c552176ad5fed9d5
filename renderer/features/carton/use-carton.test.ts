import { describe, expect, it } from 'vitest';
import type { CartonView } from '#core/contract/station/carton.ts';
import { carton } from '#core/domain/carton/carton.ts';
import { row } from '#core/domain/carton/testing/sample-carton.ts';
import { mergeCarton } from './use-carton.ts';

const head = (revision: number): CartonView['carton'] =>
  carton.parse({
    id: 'carton-1',
    revision,
    state: 'open',
    customerId: 'customer',
    customerName: 'Nordfracht Logistik',
    profile: null,
    lastNumber: 3,
    waiting: 0,
    startedAt: '2026-11-20T12:00:00.000Z',
    startedBy: 'M. Kaya',
    changedAt: '2026-11-20T12:00:00.000Z',
    confirmations: [],
  });
const answer = (revision: number, rows: CartonView['rows'], checking: number[] = []): CartonView => ({
  kind: 'carton',
  carton: head(revision),
  rows,
  checking,
});

describe('OWN-12 what is new in a carton is put into what was known', () => {
  const first = mergeCarton(null, answer(2, [row({ number: 1 }), row({ number: 2 }), row({ number: 3 })], [3]));

  it('shows the newest scan first, and whose unit is asked about', () => {
    expect(first.rows.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(first.checking.has(3)).toBe(true);
  });

  it('replaces the row that changed and keeps every other as it is', () => {
    const next = mergeCarton(first, answer(3, [row({ number: 2, revision: 3 })]));
    expect(next.rows.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(next.rows[1]).not.toBe(first.rows[1]);
    expect([next.rows[0], next.rows[2]]).toEqual([first.rows[0], first.rows[2]]);
    expect(next.rows[0]).toBe(first.rows[0]);
  });

  it('lets go of a row that was taken out, and has it again when it is put back', () => {
    const without = mergeCarton(first, answer(3, [row({ number: 2, removed: true })]));
    expect(without.rows.map(({ number }) => number)).toEqual([3, 1]);
    const again = mergeCarton(without, answer(4, [row({ number: 2 })]));
    expect(again.rows.map(({ number }) => number)).toEqual([3, 2, 1]);
  });

  it('keeps the same list where only the question to the centre ended', () => {
    expect(mergeCarton(first, answer(2, [], [])).rows).toBe(first.rows);
  });
});
