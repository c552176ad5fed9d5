import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPageFiles } from '#electron/host/page-files.ts';

describe('the map of the page', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fitbay-page-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'assets', 'main.js'), 'export {};');
    writeFileSync(join(folder, 'assets', 'odd.xyz'), '');
    symlinkSync('/etc/passwd', join(folder, 'passwd.html'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds every file under its address, with its type, and the index under /', () => {
    const files = readPageFiles(folder);
    expect([...files.keys()].sort()).toEqual(['/', '/assets/main.js', '/assets/odd.xyz', '/index.html']);
    expect(files.get('/')?.type).toBe('text/html; charset=utf-8');
    expect(files.get('/assets/main.js')?.type).toBe('text/javascript; charset=utf-8');
    expect(files.get('/assets/odd.xyz')?.type).toBe('application/octet-stream');
  });

  it('follows no link out of the folder', () => {
    expect(readPageFiles(folder).has('/passwd.html')).toBe(false);
  });
});
