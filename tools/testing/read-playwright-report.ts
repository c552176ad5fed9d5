import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import type { SkippedTest, Tally } from './tally.ts';

/** Turns Playwright's JSON report into a `Tally`. A test that passed only on a second try (`flaky`) counts as failed. */
export function readPlaywrightReport(report: JSONReport): Tally {
  let passed = 0;
  let failed = report.errors.length;
  const skipped: SkippedTest[] = [];
  for (const { name, test } of report.suites.flatMap((suite) => listTests(suite, []))) {
    if (test.status === 'expected') {
      passed += 1;
    } else if (test.status === 'skipped') {
      const reason = test.annotations.find((note) => note.type === 'skip' || note.type === 'fixme')?.description ?? '';
      skipped.push({ name, reason });
    } else {
      failed += 1;
    }
  }
  return { runner: 'Playwright', passed, failed, skipped };
}

type ListedTest = { readonly name: string; readonly test: JSONReportSuite['specs'][number]['tests'][number] };

function listTests(suite: JSONReportSuite, titles: readonly string[]): readonly ListedTest[] {
  const path = [...titles, suite.title];
  const own = suite.specs.flatMap((spec) =>
    spec.tests.map((test) => ({ name: [...path, spec.title].join(' > '), test })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => listTests(inner, path))];
}
