import { describe, expect, it } from 'vitest';
import { type CheckOutcome, checkOutcome } from '../inspection/checklist.ts';
import { judgeHealth } from './unit-health.ts';

const now = '2026-11-20T12:00:00.000Z';

function check(checkId: string, result: CheckOutcome['result'], run = 1): CheckOutcome {
  const standing = {
    kind: 'automatic',
    required: true,
    value: null,
    unit: null,
    why: null,
    series: [],
    source: 'cable',
  };
  return checkOutcome.parse({ ...standing, checkId, result, run, at: now });
}

describe('UNIT-1 health of a unit, as far as it is known', () => {
  it('guesses nothing: a unit that was never heard nor inspected is unknown in every part', () => {
    expect(judgeHealth({ lastContactAt: null, checks: [], now })).toEqual({
      communication: 'unknown',
      positioning: 'unknown',
      tachograph: 'unknown',
      can: 'unknown',
      supply: 'unknown',
    });
  });

  it.each([
    ['2026-11-20T11:59:00.000Z', 'pass'],
    ['2026-11-19T12:00:00.000Z', 'pass'],
    ['2026-11-19T11:59:59.000Z', 'warn'],
    ['2026-11-13T12:00:00.000Z', 'warn'],
    ['2026-11-13T11:59:59.000Z', 'fail'],
  ])('judges communication by the last contact: %s is %s', (lastContactAt, state) => {
    expect(judgeHealth({ lastContactAt, checks: [check('signal', 'fail')], now }).communication).toBe(state);
  });

  it('takes the rest from the newest run of each check, and the worst where several speak for one part', () => {
    const checks = [
      check('gnss-fix', 'fail', 1),
      check('gnss-fix', 'pass', 2),
      check('satellites', 'warn'),
      check('can-link', 'fail'),
      check('supply', 'pass'),
      check('registration', 'pass'),
    ];
    expect(judgeHealth({ lastContactAt: null, checks, now })).toEqual({
      communication: 'pass',
      positioning: 'warn',
      tachograph: 'unknown',
      can: 'fail',
      supply: 'pass',
    });
  });

  it('takes what could not be measured for unknown', () => {
    expect(judgeHealth({ lastContactAt: null, checks: [check('can-link', 'not-possible')], now }).can).toBe('unknown');
  });
});
