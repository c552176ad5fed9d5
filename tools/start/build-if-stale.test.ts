import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Build, buildIfStale, stampOf } from './build-if-stale.ts';

describe('building what is stale', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'fitbay-build-'));
    mkdirSync(join(root, 'sources', 'deep'), { recursive: true });
    writeFileSync(join(root, 'sources', 'deep', 'page.ts'), 'export {};');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** TypeScript's compiler stands for any tool of the project: it tells its version and builds nothing. */
  const build = (toolArguments: readonly string[]): Build => ({
    name: 'the page',
    tool: 'typescript',
    arguments: toolArguments,
    sources: ['sources'],
    result: 'dist/page.html',
  });
  const works = build(['--version']);

  it('builds once, and again when a source or the result is another', async () => {
    expect((await buildIfStale(works, root)).kind).toBe('built');
    // The tool is no builder, so the result is put there by hand.
    writeFileSync(join(root, 'dist', 'page.html'), '');
    expect((await buildIfStale(works, root)).kind).toBe('fresh');
    writeFileSync(join(root, 'sources', 'deep', 'more.ts'), 'export {};');
    expect((await buildIfStale(works, root)).kind).toBe('built');
    expect((await buildIfStale(works, root)).kind).toBe('fresh');
    rmSync(join(root, 'dist', 'page.html'));
    expect((await buildIfStale(works, root)).kind).toBe('built');
  });

  it('says what the tool said when it fails, and tries again the next time', async () => {
    const broken = build(['--no-such-switch']);
    expect(await buildIfStale(broken, root)).toEqual({
      kind: 'failed',
      output: expect.stringContaining('no-such-switch'),
    });
    expect((await buildIfStale(broken, root)).kind).toBe('failed');
  });

  it('sees a new name, a new size and a new time', () => {
    const file = join(root, 'sources', 'deep', 'page.ts');
    const stamps = [stampOf([join(root, 'sources')])];
    utimesSync(file, 1, 1);
    stamps.push(stampOf([join(root, 'sources')]));
    writeFileSync(file, 'export const one = 1;');
    utimesSync(file, 1, 1);
    stamps.push(stampOf([join(root, 'sources')]));
    expect(new Set(stamps).size).toBe(3);
    expect(stampOf([join(root, 'sources')])).toBe(stamps[2]);
  });
});
