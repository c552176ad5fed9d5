import { runStep } from '#tools/testing/run-step.ts';

// `npm run faults`: the kill tests of the bare store and of the whole station with the full number of kills. FITBAY_KILLS changes the
// number, FITBAY_SEED repeats a run.

const fullCount = '200';
const { exitCode } = await runStep({
  name: 'kills',
  tool: 'vitest',
  arguments: ['run', '--project=faults', 'tests/faults/kill-station.test.ts', 'tests/faults/kill-main-job.test.ts'],
  environment: { FITBAY_KILLS: process.env['FITBAY_KILLS'] ?? fullCount },
  show: 'through',
});
process.exitCode = exitCode;
