import { stripVTControlCharacters } from 'node:util';

/**
 * What a test runner did, in one shape for vitest and Playwright, and the closing line that is summed from it.
 * A runner that ran nothing, or left a test out without saying why, counts as not passed: green must mean tested.
 */

export interface SkippedTest {
  readonly name: string;
  /** Why it did not run, in the words of the test; empty if it gave none. */
  readonly reason: string;
}

export interface FailedTest {
  readonly name: string;
  /** What it had against it; its first line is repeated at the end of the run. */
  readonly message: string;
}

export interface Tally {
  readonly runner: string;
  readonly passed: number;
  readonly failures: readonly FailedTest[];
  readonly skipped: readonly SkippedTest[];
}

/** What speaks against calling this run green although no single test need have failed. Empty when nothing does. */
export function findObjections(tally: Tally): readonly string[] {
  const objections: string[] = [];
  if (tally.passed + tally.failures.length === 0) {
    objections.push(`${tally.runner} ran no test`);
  }
  for (const test of tally.skipped) {
    if (test.reason.trim() === '') {
      objections.push(`${tally.runner} skipped "${test.name}" without a reason`);
    }
  }
  return objections;
}

/** The skipped tests by name and reason, one line each. */
export function listSkipped(tallies: readonly Tally[]): readonly string[] {
  return tallies.flatMap((tally) =>
    tally.skipped.map((test) => `not run: ${test.name} (${test.reason.trim() || 'no reason given'})`),
  );
}

/** The failed tests again, one line each: the end of a long log is what everybody reads first. */
export function listFailed(tallies: readonly Tally[]): readonly string[] {
  return tallies.flatMap((tally) =>
    tally.failures.map(
      (test) => `failed: ${test.name} (${stripVTControlCharacters(test.message).trim().split('\n', 1).join('')})`,
    ),
  );
}

/** The last line of `npm test` and `npm run check`: `N passed, N failed, N skipped`. */
export function closingLine(tallies: readonly Tally[]): string {
  const sum = (count: (tally: Tally) => number) => tallies.reduce((total, tally) => total + count(tally), 0);
  const passed = sum((tally) => tally.passed);
  const failed = sum((tally) => tally.failures.length);
  const skipped = sum((tally) => tally.skipped.length);
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
