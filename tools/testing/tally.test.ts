import { describe, expect, it } from 'vitest';
import { concludeRun, type GateResult } from './gates.ts';
import { readPlaywrightReport } from './read-playwright-report.ts';
import type { Tally } from './tally.ts';

const good: Tally = { runner: 'vitest', passed: 3, failures: [], skipped: [] };
const broken = { name: 'walk > step', message: '\u001b[31mexpected 1 to be 2\u001b[39m\n  at line 3' };
function gate(tally: Tally | undefined, exitCode = 0): GateResult {
  const step = { name: tally?.runner ?? 'types', exitCode, output: '', durationMs: 1 };
  return tally === undefined ? { step } : { step, tally };
}

describe('the end of a run', () => {
  it('sums what all runners did', () => {
    const browser: Tally = {
      runner: 'Playwright',
      passed: 2,
      failures: [],
      skipped: [{ name: 'a > b', reason: 'no display' }],
    };
    expect(concludeRun([gate(undefined), gate(good), gate(browser)])).toEqual({
      lines: ['not run: a > b (no display)', '5 passed, 0 failed, 1 skipped'],
      exitCode: 0,
    });
  });

  it('repeats which tests failed, one line each, above the objections', () => {
    const { lines } = concludeRun([gate({ ...good, failures: [broken] }, 1)]);
    expect(lines[0]).toBe('failed: walk > step (expected 1 to be 2)');
  });

  it.each<[string, readonly GateResult[], string]>([
    ['a failed test', [gate({ ...good, failures: [broken] }, 1)], 'not green: vitest has failed tests: 1'],
    [
      'a failed test whose runner says 0',
      [gate({ ...good, failures: [broken] }, 0)],
      'not green: vitest has failed tests: 1',
    ],
    ['a runner that ran nothing', [gate({ ...good, passed: 0 })], 'not green: vitest ran no test'],
    ['a runner that broke after its tests', [gate(good, 1)], 'not green: vitest ended with status 1'],
    ['a gate without tests', [gate(undefined, 2), gate(good)], 'not green: types ended with status 2'],
    [
      'a skip without a reason',
      [gate({ ...good, skipped: [{ name: 'x', reason: ' ' }] })],
      'not green: vitest skipped "x" without a reason',
    ],
  ])('is not green after %s', (_what, gates, line) => {
    const { lines, exitCode } = concludeRun(gates);
    expect(exitCode).toBe(1);
    expect(lines).toContain(line);
    expect(lines.at(-1)).toMatch(/^\d+ passed, \d+ failed, \d+ skipped$/);
  });
});

describe("Playwright's report", () => {
  it('is read to the last nested test; one that passed on a second try has failed', () => {
    const test = (status: string, annotations: readonly object[] = []) => ({ status, annotations });
    const report: unknown = {
      errors: [{ message: 'a file did not load' }],
      suites: [
        {
          title: 'walk.spec.ts',
          specs: [{ title: 'whole walk', tests: [test('expected')] }],
          suites: [
            {
              title: 'offline',
              specs: [
                { title: 'flaky', tests: [test('flaky')] },
                {
                  title: 'broken',
                  tests: [{ ...test('unexpected'), results: [{ error: { message: 'nothing was there' } }] }],
                },
                { title: 'left out', tests: [test('skipped', [{ type: 'skip', description: 'no camera' }])] },
              ],
            },
          ],
        },
      ],
    };
    // Only the fields that are read are given.
    expect(readPlaywrightReport(report as Parameters<typeof readPlaywrightReport>[0])).toEqual({
      runner: 'Playwright',
      passed: 1,
      failures: [
        { name: 'Playwright', message: 'a file did not load' },
        { name: 'walk.spec.ts > offline > flaky', message: 'flaky' },
        { name: 'walk.spec.ts > offline > broken', message: 'nothing was there' },
      ],
      skipped: [{ name: 'walk.spec.ts > offline > left out', reason: 'no camera' }],
    });
  });
});
