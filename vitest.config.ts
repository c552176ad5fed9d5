import { defineConfig } from 'vitest/config';
import { createVitestTallyReporter } from './tools/testing/vitest-tally-reporter.ts';

const tallyFile = process.env['FITBAY_TALLY'];

/** Starting a cloud and a station is set-up and no promise: on a busy machine it takes what it takes. */
const hookTimeout = 120_000;

/** How long a test waits for a state that the program comes to by itself; the second that vitest gives is not much on a busy machine. */
const expectation = { poll: { timeout: 15_000 } };

export default defineConfig({
  test: {
    // Most of the long tests wait for a unit on the cable, not for a core.
    maxWorkers: 3,
    reporters: tallyFile === undefined ? ['default'] : ['default', createVitestTallyReporter(tallyFile)],
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: [
            '{core,electron,cloud,sim,tools,resources,bench}/**/*.test.ts',
            'tests/{architecture,electron}/**/*.test.ts',
          ],
          testTimeout: 20_000,
          expect: expectation,
          hookTimeout,
        },
      },
      {
        test: {
          name: 'system',
          environment: 'node',
          include: ['tests/{contract,station,cloud,cli,host}/**/*.test.ts'],
          testTimeout: 30_000,
          expect: expectation,
          hookTimeout,
        },
      },
      {
        test: {
          name: 'faults',
          environment: 'node',
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: 300_000,
          expect: expectation,
          hookTimeout,
        },
      },
      {
        test: {
          name: 'dom',
          environment: 'jsdom',
          include: ['renderer/**/*.test.{ts,tsx}'],
          // The one style sheet that a test reads; all others stay empty.
          css: { include: /tokens\.css/ },
        },
      },
    ],
  },
});
