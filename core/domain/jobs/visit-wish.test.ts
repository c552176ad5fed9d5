import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IsoTime, toIsoTime } from '../../kernel/iso-time.ts';
import { type VisitPeriod, visitGraceMs, wasVisitWanted } from './visit-wish.ts';

const hourMs = 3_600_000;
const hour = (count: number): IsoTime => toIsoTime(Date.UTC(2026, 10, 23) + count * hourMs);

type Judge = typeof wasVisitWanted;

/** Since each of the moments, in hours, the fleet wants the other thing; it begins with not wanting. */
function periodsOf(turns: readonly number[]): readonly VisitPeriod[] {
  return turns.flatMap((begins, index) => {
    const ends = turns[index + 1];
    return index % 2 === 0 ? [{ begins: hour(begins), ends: ends === undefined ? null : hour(ends) }] : [];
  });
}

function isOnAt(turns: readonly number[], moment: number): boolean {
  return turns.filter((turn) => turn <= moment).length % 2 === 1;
}

/** A fleet that changes its mind, a bench that heard of it last a while before the scan and sends it a while later. */
const stories = fc.record({
  turns: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }).map((all) => all.sort((a, b) => a - b)),
  // Between the turns, so that no moment lies within the grace of one.
  heard: fc.integer({ min: 0, max: 60 }).map((at) => at + 0.5),
  offline: fc.integer({ min: 0, max: 40 }),
  late: fc.integer({ min: 0, max: 40 }),
});

/** Counts the stories in which work that a bench did in good faith is refused. */
function refusedInGoodFaith(judge: Judge): number {
  let refused = 0;
  for (const { turns, heard, offline, late } of fc.sample(stories, { numRuns: 2_000, seed: 20261121 })) {
    const scanned = heard + offline;
    if (isOnAt(turns, heard)) {
      const wanted = judge(periodsOf(turns), {
        scannedAt: hour(scanned),
        knownAt: hour(heard),
        now: hour(scanned + late),
      });
      refused += wanted ? 0 : 1;
    }
  }
  return refused;
}

describe('X2 a visit made a job in good faith', () => {
  it('is never refused, however late it comes and whatever the fleet wants by then', () => {
    expect(refusedInGoodFaith(wasVisitWanted)).toBe(0);
  });

  it('is refused where the fleet wanted none, neither when it was scanned nor when the bench heard last', () => {
    fc.assert(
      fc.property(stories, ({ turns, heard, offline, late }) => {
        const scanned = heard + offline;
        const moments = { scannedAt: hour(scanned), knownAt: hour(heard), now: hour(scanned + late) };
        expect(wasVisitWanted(periodsOf(turns), moments)).toBe(isOnAt(turns, heard) || isOnAt(turns, scanned));
        expect(wasVisitWanted(periodsOf(turns), { ...moments, knownAt: null })).toBe(isOnAt(turns, scanned));
      }),
      { numRuns: 2_000 },
    );
  });

  it('counts a clock that is a little off, and no moment that is still to come', () => {
    const [begins, ends] = [hour(10), hour(20)];
    const judged = (scannedAt: IsoTime, now = hour(30)) =>
      wasVisitWanted([{ begins, ends }], { scannedAt, knownAt: null, now });
    const after = Date.parse(ends) + visitGraceMs;
    expect([toIsoTime(after), toIsoTime(after + 1)].map((at) => judged(at))).toEqual([true, false]);
    expect(judged(hour(15), hour(5))).toBe(false);
  });

  it.each<[string, Judge]>([
    [
      'asks what the fleet wants now',
      (periods, { now }) => wasVisitWanted(periods, { scannedAt: now, knownAt: null, now }),
    ],
    [
      'asks for the moment of the scan alone',
      (periods, { scannedAt, now }) => wasVisitWanted(periods, { scannedAt, knownAt: null, now }),
    ],
    [
      'forgets that it once was wanted',
      (periods, asked) =>
        wasVisitWanted(
          periods.filter(({ ends }) => ends === null),
          asked,
        ),
    ],
  ])('P41 notices a centre that %s', (_name, sabotaged) => {
    expect(refusedInGoodFaith(sabotaged)).toBeGreaterThan(0);
  });
});
