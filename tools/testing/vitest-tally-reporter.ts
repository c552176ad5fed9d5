import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import type { FailedTest, SkippedTest, Tally } from './tally.ts';

/**
 * Writes what vitest did as a `Tally` to `file` (vitest's own JSON leaves out why a test was skipped).
 * A file that could not even be loaded counts as one failed test; so does an error outside of any test.
 */
export function createVitestTallyReporter(file: string): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const tally = tallyModules(modules);
      mkdirSync(dirname(file), { recursive: true });
      const stray = unhandledErrors.map((error) => ({ name: 'outside of any test', message: error.message }));
      writeFileSync(file, JSON.stringify({ ...tally, failures: [...tally.failures, ...stray] }));
    },
  };
}

function tallyModules(modules: readonly TestModule[]): Tally {
  let passed = 0;
  const failures: FailedTest[] = [];
  const skipped: SkippedTest[] = [];
  for (const module of modules) {
    const tests = [...module.children.allTests()];
    for (const test of tests) {
      const result = test.result();
      if (result.state === 'passed') {
        passed += 1;
      } else if (result.state === 'failed') {
        failures.push({ name: test.fullName, message: result.errors[0]?.message ?? 'no error was given' });
      } else {
        skipped.push({ name: test.fullName, reason: reasonOf(test) });
      }
    }
    for (const part of [module, ...module.children.allSuites()]) {
      const name = part.type === 'module' ? part.moduleId : part.fullName;
      failures.push(...part.errors().map((error) => ({ name, message: error.message })));
    }
  }
  return { runner: 'vitest', passed, failures, skipped };
}

/** Why a test did not run: its own note, or the fault of a set-up around it (which is counted as failed there). */
function reasonOf(test: TestCase): string {
  const result = test.result();
  if (result.state === 'skipped' && result.note !== undefined) {
    return result.note;
  }
  for (let around: TestSuite | TestModule = test.parent; ; around = around.parent) {
    if (around.errors().length > 0) {
      return 'its set-up failed';
    }
    if (around.type === 'module') {
      return '';
    }
  }
}
