import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './run-step.ts';

/** What starts other programs for minutes: servers of PostgreSQL, the whole product, the command line in processes, senders of files. */
const startsPrograms = [
  'cloud/**/*postgres.test.ts',
  'cloud/http/tenants.test.ts',
  'electron/adapters/pdf/job-report-pdf.test.ts',
  'electron/adapters/unit-drivers/lrzsz.test.ts',
  'tests/cli/**',
  'tests/host/**',
];

/** What waits for units at the speed of their cables. */
const waitsForCables = [
  'tests/station/backup-restore.test.ts',
  'tests/station/bays.test.ts',
  'tests/station/cable.test.ts',
  'tests/station/vehicle-bus.test.ts',
];

const leftOutOfUnits = [...startsPrograms, ...waitsForCables];

/**
 * What `npm test` runs when nobody asks for all: the units, the whole stations, and in the browser the way through the product that people
 * walk daily, in less than ten minutes. The rest takes another half an hour; `npm test -- --all` runs it too.
 */
export const shortRun = {
  vitest: ['--project=!faults', ...leftOutOfUnits.flatMap((glob) => ['--exclude', glob])],
  playwright: ['main-job', 'offline', 'sync'].map((name) => `tests/browser/${name}.spec.ts`),
};

/** Says what a short run left out, so that nobody takes it for the whole. */
export function describeShortRun(): string {
  const all = readdirSync(join(projectRoot, 'tests', 'browser')).filter((name) => name.endsWith('.spec.ts'));
  const leftOut = all.length - shortRun.playwright.length;
  return [
    'A short run: without tests/faults, without what starts other programs or waits for cables',
    `(${leftOutOfUnits.join(', ')}) and without ${leftOut} of ${all.length} files of tests/browser; npm test -- --all runs everything.`,
  ].join(' ');
}
