import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import configuration from '../../rolldown.config.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
let folder: string;

/** Builds `main` and `preload` exactly as `npm run build` does, but into a folder of the test. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fitbay-built-'));
  mkdirSync(join(folder, 'renderer'));
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html>');
  for (const name of ['main', 'preload']) {
    const options = [configuration].flat().find((one) => Object.keys(one.input ?? {}).includes(name));
    const { output, ...input } = options ?? {};
    const bundle = await rolldown({ ...input, cwd: projectRoot });
    await bundle.write({ ...[output].flat()[0], dir: join(folder, 'electron') });
    await bundle.close();
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the built desktop program', () => {
  it('starts under a double: lock, then ready, then scheme, station and window beside its own files', () => {
    const program = join(import.meta.dirname, 'built-shell-program.ts');
    const said = execFileSync(process.execPath, [program, join(folder, 'electron', 'main.cjs'), folder], {
      cwd: projectRoot,
      encoding: 'utf8',
    });
    expect(JSON.parse(said)).toEqual({
      order: ['requestSingleInstanceLock', 'enableSandbox', 'setAsDefaultProtocolClient fitbay', 'whenReady'],
      preload: join(folder, 'electron', 'preload.cjs'),
      address: 'loadURL app://fitbay/index.html',
      station: join(folder, 'electron', 'station.cjs'),
      schemes: ['app'],
    });
  });

  it('has a preload that fits a sandbox: one file that asks for Electron and nothing else', () => {
    const preload = readFileSync(join(folder, 'electron', 'preload.cjs'), 'utf8');
    expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron']);
    expect(preload).not.toContain('contextBridge');
  });
});
