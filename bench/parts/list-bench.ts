import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { z } from 'zod';
import { drawTable, type Figure } from './figure.ts';
import { onMeasuredPage } from './measured-page.ts';
import { summarize } from './statistics.ts';

export interface ListBench {
  /** A page of `renderer/testing`. */
  readonly page: string;
  /** The function of that page that measures: so many rows, the product's list or the bare one. */
  readonly ready: string;
  /** What a row is, in many. */
  readonly rows: string;
  readonly rowCounts: readonly number[];
  /** What that function answers, by name, and what each is. */
  readonly measures: readonly { readonly name: string; readonly what: string }[];
  /** What is measured besides, outside the browser. */
  readonly others?: () => Promise<readonly Figure[]>;
  /** File in `bench/results`, without its ending. */
  readonly result: string;
}

const turns = 3;

/** Milliseconds by name; of some things there is one, of others one for each repetition. */
const times = z.record(z.string(), z.union([z.number().transform((one) => [one]), z.array(z.number())]));
type Times = z.infer<typeof times>;

/** Measures a list of the product in a real browser beside a bare TanStack table of the same rows, and writes and prints the figures. */
export async function runListBench(bench: ListBench): Promise<void> {
  const { values: wishes } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const ofPage = await onMeasuredPage({ page: bench.page, ready: bench.ready }, async (page) => {
    const measured: Figure[] = [];
    for (const count of bench.rowCounts) {
      measured.push(...(await measureCount(page, bench, count)));
    }
    return measured;
  });
  const figures = [...ofPage, ...((await bench.others?.()) ?? [])];
  const results = join(import.meta.dirname, '../results');
  mkdirSync(results, { recursive: true });
  const told = JSON.stringify({ at: new Date().toISOString(), figures }, null, 2);
  writeFileSync(join(results, `${bench.result}.json`), `${told}\n`);
  process.stdout.write(`${wishes.json ? JSON.stringify(figures, null, 2) : drawTable(figures)}\n`);
}

async function measureCount(page: Page, bench: ListBench, count: number): Promise<readonly Figure[]> {
  const measure = async (what: 'product' | 'bare'): Promise<Times> =>
    times.parse(await page.evaluate(`window.${bench.ready}(${count}, ${JSON.stringify(what)})`));
  await measure('product');
  const product: Times[] = [];
  const bare: Times[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    product.push(await measure('product'));
    bare.push(await measure('bare'));
  }
  return bench.measures.map(({ name, what }) => {
    const ours = summarize(product.flatMap((one) => one[name] ?? []));
    const theirs = summarize(bare.flatMap((one) => one[name] ?? []));
    return {
      section: `${count.toLocaleString('en')} ${bench.rows}`,
      what,
      unit: 'ms',
      median: ours.medianMs,
      p95: ours.p95Ms,
      repetitions: ours.count,
      peer: { what: 'bare TanStack table', median: theirs.medianMs, ratio: ours.medianMs / theirs.medianMs },
    };
  });
}
