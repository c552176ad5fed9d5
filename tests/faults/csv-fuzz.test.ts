import { describe, expect, it } from 'vitest';
import { fuzzCsvFiles } from './csv-fuzz/fuzz-files.ts';
import { csvSabotages } from './csv-fuzz/sabotages.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';

const files = Number(process.env['FITBAY_CSV_FILES'] ?? '400');
const seed = seedOfRun();
/** A bad habit shows before. */
const sabotagedFiles = 120;

describe(`P27 JOB-4 hostile tables (seed ${seed})`, () => {
  it(`of ${files} files none crashes the import, none is imported in part, and every row is good or explained`, {
    timeout: 120_000 + 60 * files,
  }, async () => {
    const run = await fuzzCsvFiles({ files, seed });
    console.info(
      `${run.files} files (seed ${seed}), ${run.whole} of them whole, ${run.longLines} with a line of some megabytes: ${run.jobs} jobs imported, ${run.refusedRows} rows refused, ${run.broken} promises broken`,
    );
    noteResult({ promise: 'P27 all good rows or none', fault: 'hostile tables', times: run.files, lost: run.broken });
    expect(run.faults).toEqual([]);
    expect(run.jobs).toBeGreaterThan(files);
    expect(run.refusedRows).toBeGreaterThan(files / 2);
  });

  it.each(csvSabotages)('P41 notices an import that %s', { timeout: 120_000 }, async (_name, sabotage) => {
    expect((await fuzzCsvFiles({ files: sabotagedFiles, seed }, sabotage)).faults).not.toEqual([]);
  });
});
