import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckOutcome, type CheckResult, checklist } from './checklist.ts';
import { newestRun, overallResult, undecidedChecks } from './overall-result.ts';
import { worstResult } from './worst-result.ts';

const list = checklist.parse({
  id: 'sample',
  version: 1,
  checks: [
    { id: 'supply', kind: 'automatic', field: 'supplyMillivolts', required: true },
    { id: 'odometer', kind: 'automatic', field: 'odometerMetres', required: false },
    { id: 'mounting', kind: 'manual', required: true },
  ],
});

function outcome(checkId: string, result: CheckResult, run = 1): CheckOutcome {
  return {
    checkId,
    kind: checkId === 'mounting' ? 'manual' : 'automatic',
    required: checkId !== 'odometer',
    result,
    value: null,
    unit: null,
    why: null,
    series: [],
    source: 'cable',
    at: '2026-11-20T12:00:00.000Z',
    run,
  };
}

describe('INSP-2 the overall result', () => {
  it.each([
    ['nothing measured', [], null],
    ['a manual check not answered', [outcome('supply', 'fail')], null],
    ['an automatic check not measured', [outcome('mounting', 'pass')], null],
    ['all pass', [outcome('supply', 'pass'), outcome('mounting', 'pass')], 'pass'],
    ['one warns', [outcome('supply', 'warn'), outcome('mounting', 'pass')], 'warn'],
    ['one could not be measured', [outcome('supply', 'not-possible'), outcome('mounting', 'warn')], 'not-possible'],
    ['one fails', [outcome('supply', 'not-possible'), outcome('mounting', 'fail')], 'fail'],
    [
      'a failure repaired and measured again',
      [outcome('supply', 'fail'), outcome('supply', 'pass', 2), outcome('mounting', 'pass')],
      'pass',
    ],
    [
      'a pass that did not last',
      [outcome('supply', 'fail', 2), outcome('supply', 'pass'), outcome('mounting', 'pass')],
      'fail',
    ],
    [
      'a failure that is not required',
      [outcome('supply', 'pass'), outcome('odometer', 'fail'), outcome('mounting', 'pass')],
      'pass',
    ],
  ] as const)('%s', (_name, outcomes, result) => {
    expect(overallResult(list, outcomes)).toBe(result);
  });

  it('never turns better by another required check', () => {
    const result = fc.constantFrom<CheckResult>('pass', 'warn', 'not-possible', 'fail');
    fc.assert(
      fc.property(fc.array(result), result, (results, added) => {
        expect(worstResult([worstResult(results), added])).toBe(worstResult([...results, added]));
        expect([worstResult(results), added]).toContain(worstResult([...results, added]));
      }),
    );
  });

  it('names what is undecided, and keeps every run', () => {
    const outcomes = [outcome('supply', 'fail'), outcome('supply', 'pass', 2)];
    expect(undecidedChecks(list, outcomes)).toEqual(['mounting']);
    expect(newestRun(outcomes, 'supply')?.result).toBe('pass');
    expect(newestRun(outcomes, 'mounting')).toBeNull();
  });
});
