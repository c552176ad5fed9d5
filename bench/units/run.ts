import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { z } from 'zod';
import { drawTable, type Figure } from '../parts/figure.ts';
import { onMeasuredPage } from '../parts/measured-page.ts';
import { summarize } from '../parts/statistics.ts';

// `npm run bench:units`: the units page in a real browser with 2,000 and with 20,000 units, beside a bare TanStack table of the same rows.
// README.md one folder up says how to read the figures.

const { values: wishes } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const rowCounts = [2_000, 20_000] as const;
const turns = 3;

/** What the page answers, as it measured it. */
const times = z.object({
  open: z.number(),
  search: z.array(z.number()),
  filter: z.array(z.number()),
  sort: z.array(z.number()),
  scroll: z.array(z.number()),
});
type Times = z.infer<typeof times>;

const figures = await onMeasuredPage({ page: 'units-bench.html', ready: 'measureUnits' }, async (page) => {
  const measured: Figure[] = [];
  for (const count of rowCounts) {
    measured.push(...(await measureCount(page, count)));
  }
  return measured;
});
const results = join(import.meta.dirname, '../results');
mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'units.json'), `${JSON.stringify({ at: new Date().toISOString(), figures }, null, 2)}\n`);
process.stdout.write(`${wishes.json ? JSON.stringify(figures, null, 2) : drawTable(figures)}\n`);

async function measureCount(page: Page, count: number): Promise<readonly Figure[]> {
  await measureOnce(page, count, 'product');
  const product: Times[] = [];
  const bare: Times[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    product.push(await measureOnce(page, count, 'product'));
    bare.push(await measureOnce(page, count, 'bare'));
  }
  const figure = (what: string, of: (one: Times) => readonly number[]): Figure => {
    const ours = summarize(product.flatMap(of));
    const theirs = summarize(bare.flatMap(of));
    return {
      section: `${count.toLocaleString('en')} units`,
      what,
      unit: 'ms',
      median: ours.medianMs,
      p95: ours.p95Ms,
      repetitions: ours.count,
      peer: { what: 'bare TanStack table', median: theirs.medianMs, ratio: ours.medianMs / theirs.medianMs },
    };
  };
  return [
    figure('open the page, until its rows', ({ open }) => [open]),
    figure('search by text, until its rows', ({ search }) => search),
    figure('filter by status, until its rows', ({ filter }) => filter),
    figure('sort by a column, until its rows', ({ sort }) => sort),
    figure('scroll by 30 rows, until the frame', ({ scroll }) => scroll),
  ];
}

async function measureOnce(page: Page, count: number, what: 'product' | 'bare'): Promise<Times> {
  return times.parse(await page.evaluate(`window.measureUnits(${count}, ${JSON.stringify(what)})`));
}
