import { runStep } from '#tools/testing/run-step.ts';

// `npm run faults`: the kill tests of the bare store and of the whole station, and the pulled cables, in full number. FITBAY_KILLS and
// FITBAY_UNPLUGS change the numbers, FITBAY_SEED repeats a run.

const fullCount = '200';
const unplugsPerFamily = '500';
const { exitCode } = await runStep({
  name: 'kills',
  tool: 'vitest',
  arguments: [
    'run',
    '--project=faults',
    'tests/faults/kill-station.test.ts',
    'tests/faults/kill-main-job.test.ts',
    'tests/faults/unplug.test.ts',
  ],
  environment: {
    FITBAY_KILLS: process.env['FITBAY_KILLS'] ?? fullCount,
    FITBAY_UNPLUGS: process.env['FITBAY_UNPLUGS'] ?? unplugsPerFamily,
  },
  show: 'through',
});
process.exitCode = exitCode;
