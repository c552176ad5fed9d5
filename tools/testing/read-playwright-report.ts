import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import type { FailedTest, SkippedTest, Tally } from './tally.ts';

/** Turns Playwright's JSON report into a `Tally`. A test that passed only on a second try (`flaky`) counts as failed. */
export function readPlaywrightReport(report: JSONReport): Tally {
  let passed = 0;
  const failures: FailedTest[] = report.errors.map((error) => ({ name: 'Playwright', message: error.message ?? '' }));
  const skipped: SkippedTest[] = [];
  for (const { name, test } of report.suites.flatMap((suite) => listTests(suite, []))) {
    if (test.status === 'expected') {
      passed += 1;
    } else if (test.status === 'skipped') {
      const reason = test.annotations.find((note) => note.type === 'skip' || note.type === 'fixme')?.description ?? '';
      skipped.push({ name, reason });
    } else {
      failures.push({ name, message: test.results?.at(-1)?.error?.message ?? test.status });
    }
  }
  return { runner: 'Playwright', passed, failures, skipped };
}

type ListedTest = { readonly name: string; readonly test: JSONReportSuite['specs'][number]['tests'][number] };

function listTests(suite: JSONReportSuite, titles: readonly string[]): readonly ListedTest[] {
  const path = [...titles, suite.title];
  const own = suite.specs.flatMap((spec) =>
    spec.tests.map((test) => ({ name: [...path, spec.title].join(' > '), test })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => listTests(inner, path))];
}
