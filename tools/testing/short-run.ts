import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './run-step.ts';

/**
 * What `npm test` runs when nobody asks for all: every unit, every whole-station test, and in the browser the ways through the product that
 * people walk daily. The suites of faults and the other pages take half an hour; `npm test -- --all` runs them too.
 */
export const shortRun = {
  vitest: ['--project=!faults'],
  playwright: ['main-job', 'offline', 'sync', 'people', 'units', 'tasks'].map(
    (name) => `tests/browser/${name}.spec.ts`,
  ),
};

/** Says what a short run left out, so that nobody takes it for the whole. */
export function describeShortRun(): string {
  const all = readdirSync(join(projectRoot, 'tests', 'browser')).filter((name) => name.endsWith('.spec.ts'));
  const leftOut = all.length - shortRun.playwright.length;
  return `A short run: without tests/faults and ${leftOut} of ${all.length} files of tests/browser; npm test -- --all runs everything.`;
}
