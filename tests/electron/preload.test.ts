import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'fitbay-preload-'));
let source = '';
beforeAll(async () => {
  const bundle = await rolldown({
    cwd: join(import.meta.dirname, '..', '..'),
    input: { preload: 'electron/preload.ts' },
    external: ['electron'],
  });
  await bundle.write({ dir: folder, format: 'cjs', entryFileNames: '[name].cjs' });
  await bundle.close();
  source = readFileSync(join(folder, 'preload.cjs'), 'utf8');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the built preload in a context of its own, with a window and a channel to the shell that note everything. */
function runPreload() {
  const sent: unknown[][] = [];
  const posted: unknown[][] = [];
  const listeners: ((event: object) => void)[] = [];
  const ipcRenderer = Object.assign(new EventEmitter(), { send: (...words: unknown[]) => sent.push(words) });
  const window = {
    origin: 'app://fitbay',
    addEventListener: (_type: string, listener: (event: object) => void) => listeners.push(listener),
    postMessage: (...words: unknown[]) => posted.push(words),
  };
  const before = Object.keys(window);
  runInNewContext(source, { exports: {}, window, require: () => ({ ipcRenderer }) });
  const hear = (event: object) => {
    for (const listener of listeners) {
      listener(event);
    }
  };
  return { sent, posted, ipcRenderer, window, hear, added: Object.keys(window).filter((key) => !before.includes(key)) };
}

describe('the preload', () => {
  it('puts nothing on the window of the page', () => {
    expect(runPreload().added).toEqual([]);
  });

  it('carries the wish of its own page to the shell, and nothing the page says beside it', () => {
    const { hear, window, sent } = runPreload();
    hear({ source: window, origin: window.origin, data: 'fitbay:station-wanted' });
    expect(sent).toEqual([['fitbay:station-wanted']]);
  });

  it.each([
    ['another window', { source: {} }],
    ['another origin', { origin: 'https://evil.example' }],
    ['another word', { data: 'fitbay:quit' }],
    ['an object', { data: { kind: 'fitbay:station-wanted' } }],
  ])('is deaf to %s', (_what, change) => {
    const { hear, window, sent } = runPreload();
    hear({ source: window, origin: window.origin, data: 'fitbay:station-wanted', ...change });
    expect(sent).toEqual([]);
  });

  it('hands the port to its own origin only', () => {
    const { ipcRenderer, posted } = runPreload();
    const port = {};
    ipcRenderer.emit('fitbay:station-port', { ports: [port] });
    ipcRenderer.emit('fitbay:station-port', { ports: [] });
    expect(posted).toEqual([['fitbay:station-port', 'app://fitbay', [port]]]);
  });
});
