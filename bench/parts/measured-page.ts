import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import react from '@vitejs/plugin-react';
import { chromium, type Page } from 'playwright';
import { build } from 'vite';

/** Builds a page of `renderer/testing` as the product is built and opens it in Chromium. `measure` is called once the page has what it is asked for. */
export async function onMeasuredPage<Result>(
  { page: name, ready }: { readonly page: string; readonly ready: string },
  measure: (page: Page) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'fitbay-page-bench-'));
  try {
    await buildPage(name, folder);
    const server = await serve(folder);
    const browser = await chromium.launch(browserOptions());
    try {
      const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
      const address = server.address();
      await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/${name}`);
      await page.waitForFunction((what) => what in globalThis, ready);
      return await measure(page);
    } finally {
      await browser.close();
      server.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function buildPage(name: string, folder: string): Promise<void> {
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
      rolldownOptions: { input: join(root, name) },
    },
  });
}

function browserOptions() {
  const executable = [process.env['FITBAY_CHROMIUM'], '/usr/bin/chromium'].find(
    (path) => path !== undefined && existsSync(path),
  );
  return {
    args: ['--no-sandbox', '--disable-gpu'],
    ...(executable === undefined ? {} : { executablePath: executable }),
  };
}

/** The built page over HTTP: modules do not load from files. */
async function serve(folder: string): Promise<Server> {
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
