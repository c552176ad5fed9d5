import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { z } from 'zod';
import { drawTable, type Figure } from '../parts/figure.ts';
import { onMeasuredPage } from '../parts/measured-page.ts';
import { summarize } from '../parts/statistics.ts';

// `npm run bench:carton`: the table of a carton in a real browser, drawn with 200 and with 2,000 rows, beside the same rows all drawn at once.
// README.md one folder up says how to read the figures.

const { values: wishes } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const rowCounts = [200, 2_000] as const;
const mounts = 5;

/** What the page answers, as it measured it. */
const times = z.object({
  mount: z.number(),
  addRow: z.array(z.number()),
  filter: z.array(z.number()),
  drawnRows: z.number(),
});
type Times = z.infer<typeof times>;

const figures = await onMeasuredPage({ page: 'carton-bench.html', ready: 'measureCarton' }, async (page) => {
  const measured: Figure[] = [];
  for (const count of rowCounts) {
    measured.push(...(await measureCount(page, count)));
  }
  return measured;
});
const results = join(import.meta.dirname, '../results');
mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'carton.json'), `${JSON.stringify({ at: new Date().toISOString(), figures }, null, 2)}\n`);
process.stdout.write(`${wishes.json ? JSON.stringify(figures, null, 2) : drawTable(figures)}\n`);

async function measureCount(page: Page, count: number): Promise<readonly Figure[]> {
  await measureOnce(page, count, 'product');
  const product: Times[] = [];
  const peer: Times[] = [];
  for (let turn = 0; turn < mounts; turn += 1) {
    product.push(await measureOnce(page, count, 'product'));
    peer.push(await measureOnce(page, count, 'all-drawn'));
  }
  const section = `Carton of ${count.toLocaleString('en')} units: ${product[0]?.drawnRows} rows drawn of ${count.toLocaleString('en')}`;
  const figure = (what: string, of: (one: Times) => readonly number[]): Figure => {
    const ours = summarize(product.flatMap(of));
    const theirs = summarize(peer.flatMap(of));
    return {
      section,
      what,
      unit: 'ms',
      median: ours.medianMs,
      p95: ours.p95Ms,
      repetitions: ours.count,
      peer: { what: 'the same rows all drawn', median: theirs.medianMs, ratio: ours.medianMs / theirs.medianMs },
    };
  };
  return [
    figure('open the carton, until its frame', ({ mount }) => [mount]),
    figure('one more row, until its frame', ({ addRow }) => addRow),
    figure('filter by outcome, until its frame', ({ filter }) => filter),
  ];
}

async function measureOnce(page: Page, count: number, what: 'product' | 'all-drawn'): Promise<Times> {
  const measured = await page.evaluate(`window.measureCarton(${count}, ${JSON.stringify(what)})`);
  return times.parse(measured);
}
