import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep } from '#tools/testing/run-step.ts';
import { chosenCounts, environmentOf } from './full-counts.ts';
import { readResults } from './note-result.ts';

// `npm run faults [-- word …]`: the promises of reliability.md §8 in full number, or those suites whose file names hold one of the words; what was
// shown as a table at the end. The variables of `full-counts.ts` change the numbers, FITBAY_SEED repeats a run: each has a
// seed of its own, which stands above the table.

const seed = process.env['FITBAY_SEED'] ?? String(Date.now() % 2 ** 31);
const chosen = chosenCounts(process.argv.slice(2));
const resultFolder = mkdtempSync(join(tmpdir(), 'fitbay-faults-'));
const resultFile = join(resultFolder, 'results.jsonl');
const { exitCode } = await runStep({
  name: 'faults',
  tool: 'vitest',
  arguments: ['run', '--project=faults', ...chosen.map(({ file }) => `tests/faults/${file}`)],
  environment: { FITBAY_SEED: seed, FITBAY_FAULT_RESULTS: resultFile, ...environmentOf(chosen, process.env) },
  show: 'through',
});
console.info(`seed ${seed}`);
console.table(readResults(resultFile));
rmSync(resultFolder, { recursive: true });
process.exitCode = exitCode;
