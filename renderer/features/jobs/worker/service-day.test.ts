import { describe, expect, it } from 'vitest';
import { dayDistance } from './service-day.ts';

describe('JOB-7 how near the day of service is', () => {
  it.each([
    ['2026-11-20', { kind: 'late', days: 3 }],
    ['2026-11-23', { kind: 'today' }],
    ['2026-11-24', { kind: 'tomorrow' }],
    ['2026-11-30', { kind: 'later', days: 7 }],
    ['2027-01-01', { kind: 'later', days: 39 }],
  ])('%s seen from 23 November', (day, expected) => {
    expect(dayDistance(day, '2026-11-23')).toEqual(expected);
  });

  it('counts calendar days over a change of the clocks', () => {
    expect(dayDistance('2026-10-26', '2026-10-25')).toEqual({ kind: 'tomorrow' });
  });
});
