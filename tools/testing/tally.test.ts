import { describe, expect, it } from 'vitest';
import { concludeRun, type GateResult } from './gates.ts';
import { readPlaywrightReport } from './read-playwright-report.ts';
import type { Tally } from './tally.ts';

const good: Tally = { runner: 'vitest', passed: 3, failed: 0, skipped: [] };
function gate(tally: Tally | undefined, exitCode = 0): GateResult {
  const step = { name: tally?.runner ?? 'types', exitCode, output: '', durationMs: 1 };
  return tally === undefined ? { step } : { step, tally };
}

describe('the end of a run', () => {
  it('sums what all runners did', () => {
    const browser: Tally = {
      runner: 'Playwright',
      passed: 2,
      failed: 0,
      skipped: [{ name: 'a > b', reason: 'no display' }],
    };
    expect(concludeRun([gate(undefined), gate(good), gate(browser)])).toEqual({
      lines: ['not run: a > b (no display)', '5 passed, 0 failed, 1 skipped'],
      exitCode: 0,
    });
  });

  it.each<[string, readonly GateResult[], string]>([
    ['a failed test', [gate({ ...good, failed: 1 }, 1)], 'not green: vitest has failed tests: 1'],
    ['a failed test whose runner says 0', [gate({ ...good, failed: 1 }, 0)], 'not green: vitest has failed tests: 1'],
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
                { title: 'broken', tests: [test('unexpected')] },
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
      failed: 3,
      skipped: [{ name: 'walk.spec.ts > offline > left out', reason: 'no camera' }],
    });
  });
});
