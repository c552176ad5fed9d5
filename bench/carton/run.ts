import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import react from '@vitejs/plugin-react';
import { chromium, type Page } from 'playwright';
import { build } from 'vite';
import { z } from 'zod';
import { drawTable, type Figure } from '../parts/figure.ts';
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

const folder = mkdtempSync(join(tmpdir(), 'fitbay-carton-bench-'));
try {
  const figures = await measureAll();
  const results = join(import.meta.dirname, '../results');
  mkdirSync(results, { recursive: true });
  writeFileSync(
    join(results, 'carton.json'),
    `${JSON.stringify({ at: new Date().toISOString(), figures }, null, 2)}\n`,
  );
  process.stdout.write(`${wishes.json ? JSON.stringify(figures, null, 2) : drawTable(figures)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureAll(): Promise<readonly Figure[]> {
  const root = join(import.meta.dirname, '../../renderer/testing');
  await build({
    configFile: false,
    root,
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome140',
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: join(root, 'carton-bench.html') },
    },
  });
  const server = await serve();
  const executable = [process.env['FITBAY_CHROMIUM'], '/usr/bin/chromium'].find(
    (path) => path !== undefined && existsSync(path),
  );
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-gpu'],
    ...(executable === undefined ? {} : { executablePath: executable }),
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    const address = server.address();
    await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/carton-bench.html`);
    await page.waitForFunction(() => 'measureCarton' in globalThis);
    const figures: Figure[] = [];
    for (const count of rowCounts) {
      figures.push(...(await measureCount(page, count)));
    }
    return figures;
  } finally {
    await browser.close();
    server.close();
  }
}

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

/** The built page over HTTP: modules do not load from files. */
async function serve(): Promise<Server> {
  const types: Readonly<Record<string, string>> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
  };
  const server = createServer((request, response) => {
    const path = join(folder, normalize(new URL(request.url ?? '/', 'http://bench').pathname));
    if (!path.startsWith(folder) || !existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' })
      .end(readFileSync(path));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
