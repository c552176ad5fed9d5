import { createRandom } from '#sim/random/seeded-random.ts';
import { centreMoods, createImportBench, type Sabotage } from './import-bench.ts';
import { judgeFile } from './judge-file.ts';
import { makeBrokenQuotes, makeWholeFile, oneOf } from './made-file.ts';
import { makeLongLine, makeSpoiledFile } from './spoiled-file.ts';

export interface CsvFuzzRun {
  readonly files: number;
  readonly whole: number;
  readonly longLines: number;
  readonly jobs: number;
  readonly refusedRows: number;
  /** How many files broke a promise, and the first ones in full. */
  readonly broken: number;
  readonly faults: readonly string[];
}

const shownFaults = 8;
/** One in so many files is a line of some megabytes. */
const longLineEvery = 400;

/** Throws made files at the import, from choosing one to asking again after a lost answer, and judges what came of each (P27). */
export async function fuzzCsvFiles(
  { files, seed }: { readonly files: number; readonly seed: number },
  sabotage: Sabotage = {},
): Promise<CsvFuzzRun> {
  const random = createRandom(seed, 'csv files');
  const bench = createImportBench(sabotage);
  const faults: string[] = [];
  const count = { whole: 0, longLines: 0, jobs: 0, refusedRows: 0, broken: 0 };
  for (let at = 0; at < files; at += 1) {
    const isLong = at % longLineEvery === longLineEvery - 1;
    const whole = !isLong && at % 2 === 0 ? makeWholeFile(random) : null;
    const isBroken = !isLong && at % 20 === 1;
    const file = whole ?? (isLong ? makeLongLine : isBroken ? makeBrokenQuotes : makeSpoiledFile)(random);
    const mood = random.next() < 0.6 ? 'answers' : oneOf(random, centreMoods);
    count.whole += whole === null ? 0 : 1;
    count.longLines += isLong ? 1 : 0;
    const judged = await judgeFile(
      bench,
      { bytes: file.bytes, mood, requestId: `file-${seed}-${at}`, isBroken },
      whole,
    ).catch((error: unknown) => ({ faults: [`threw ${String(error)}`], imported: 0, refusedRows: 0 }));
    count.jobs += judged.imported;
    count.refusedRows += judged.refusedRows;
    if (judged.faults.length > 0) {
      count.broken += 1;
      faults.push(
        ...judged.faults.map((fault) => `file ${at}, ${file.recipe}: ${fault}`).slice(0, shownFaults - faults.length),
      );
    }
  }
  bench.close();
  return { files, ...count, faults };
}
