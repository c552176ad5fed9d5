import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JSONReport } from '@playwright/test/reporter';
import { readPlaywrightReport } from './read-playwright-report.ts';
import { projectRoot, runStep, type Step, type StepResult } from './run-step.ts';
import { closingLine, findObjections, listFailed, listSkipped, type Tally } from './tally.ts';

/** The gates of `npm test` and `npm run check`: what runs, how it is reported, and what the whole says at its end. */

const reports = join(projectRoot, '.tsbuild', 'reports');
const vitestReport = join(reports, 'vitest.json');
const playwrightReport = join(reports, 'playwright.json');

/** Checks that read the source and run nothing of it. */
export const staticSteps: readonly Step[] = [
  { name: 'types', tool: 'typescript', arguments: ['-b'], show: 'on-failure' },
  { name: 'lint', tool: '@biomejs/biome', arguments: ['check', '--error-on-warnings', '.'], show: 'on-failure' },
  { name: 'unused code', tool: 'knip', arguments: [], show: 'on-failure' },
];

export const buildSteps: readonly Step[] = [
  { name: 'build of the page', tool: 'vite', arguments: ['build'], show: 'on-failure' },
  { name: 'build of the shell', tool: 'rolldown', arguments: ['-c', 'rolldown.config.ts'], show: 'on-failure' },
];

/** What one gate left behind: how it ended and, if it ran tests, their tally. */
export interface GateResult {
  readonly step: StepResult;
  readonly tally?: Tally;
}

export async function runGate(step: Step): Promise<GateResult> {
  return { step: await runStep(step) };
}

/** Runs vitest; `more` narrows the run, for example `--project=!faults`. */
export async function runVitest(show: Step['show'], more: readonly string[]): Promise<GateResult> {
  prepareReport(vitestReport);
  const environment = { FITBAY_TALLY: vitestReport };
  const step = await runStep({ name: 'tests', tool: 'vitest', arguments: ['run', ...more], environment, show });
  const tally: Tally | undefined = readReport(vitestReport);
  return { step, tally: tally ?? { runner: 'vitest', passed: 0, failures: [], skipped: [] } };
}

/** Runs the browser tests, or those of the files that `more` names. They use what `buildSteps` built. */
export async function runPlaywright(show: Step['show'], more: readonly string[]): Promise<GateResult> {
  prepareReport(playwrightReport);
  const environment = { FITBAY_PLAYWRIGHT_REPORT: playwrightReport };
  const step = await runStep({
    name: 'browser tests',
    tool: '@playwright/test',
    arguments: ['test', ...more],
    environment,
    show,
  });
  const report: JSONReport | undefined = readReport(playwrightReport);
  const nothing: Tally = { runner: 'Playwright', passed: 0, failures: [], skipped: [] };
  return { step, tally: report === undefined ? nothing : readPlaywrightReport(report) };
}

/** `✓ types 1.2 s`, and what a failing tool had to say. */
export function describeGate(gate: GateResult): string {
  const { name, exitCode, durationMs, output } = gate.step;
  const line = `${exitCode === 0 ? '✓' : '✗'} ${name} ${(durationMs / 1_000).toFixed(1)} s`;
  return exitCode === 0 || output.trim() === '' ? line : `${line}\n${output.trimEnd()}`;
}

/** The last words of a run (what did not run, what failed, what speaks against it, the sum) and the exit status they amount to. */
export function concludeRun(gates: readonly GateResult[]): {
  readonly lines: readonly string[];
  readonly exitCode: number;
} {
  const tallies = gates.flatMap((gate) => (gate.tally === undefined ? [] : [gate.tally]));
  const objections = [
    ...gates
      .filter((gate) => gate.step.exitCode !== 0)
      .map((gate) => `${gate.step.name} ended with status ${gate.step.exitCode}`),
    ...tallies.flatMap(findObjections),
    ...tallies
      .filter((tally) => tally.failures.length > 0)
      .map((tally) => `${tally.runner} has failed tests: ${tally.failures.length}`),
  ];
  const lines = [
    ...listSkipped(tallies),
    ...listFailed(tallies),
    ...objections.map((objection) => `not green: ${objection}`),
    closingLine(tallies),
  ];
  return { lines, exitCode: objections.length === 0 ? 0 : 1 };
}

/** An old report must not speak for a runner that dies before it writes a new one. */
function prepareReport(file: string): void {
  mkdirSync(reports, { recursive: true });
  rmSync(file, { force: true });
}

function readReport<Report>(file: string): Report | undefined {
  try {
    const report: Report = JSON.parse(readFileSync(file, 'utf8'));
    return report;
  } catch {
    return undefined; // absent or cut off: the runner died, and the caller counts that as nothing run
  }
}
