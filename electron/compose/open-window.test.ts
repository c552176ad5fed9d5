import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasDisplay, openWindow } from './open-window.ts';

const address = 'http://127.0.0.1:4711/open?code=secret';

describe('the window of the browser host', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fitbay-window-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A program of that name that writes down how it was called, and ends when told to. */
  function install(name: string, lives: boolean): string {
    const path = join(folder, name);
    const noted = join(folder, `${name}.called`);
    writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" > ${noted}\n${lives ? 'exec /bin/sleep 60' : 'exit 1'}\n`);
    chmodSync(path, 0o755);
    return noted;
  }

  const open = (more: Record<string, string> = {}) =>
    openWindow({ address, profileFolder: join(folder, 'profile'), environment: { PATH: folder, ...more } });

  it('is not tried where there is no display', () => {
    expect(open()).toEqual({ kind: 'no-display' });
    expect(hasDisplay({ DISPLAY: '' })).toBe(process.platform !== 'linux');
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  });

  it('needs a browser', () => {
    expect(open({ DISPLAY: ':9' })).toEqual({ kind: 'no-browser' });
  });

  it('is a window of its own with a profile of its own, which can be closed', async () => {
    const noted = install('chromium', true);
    install('xdg-open', true);
    const window = open({ DISPLAY: ':9' });
    expect(window).toMatchObject({ kind: 'opened', program: join(folder, 'chromium') });
    await expect.poll(() => existsSync(noted) && readFileSync(noted, 'utf8').split('\n').length > 4).toBe(true);
    const words = readFileSync(noted, 'utf8').trim().split('\n');
    expect(words).toEqual(expect.arrayContaining([`--app=${address}`, `--user-data-dir=${join(folder, 'profile')}`]));
    expect(words).not.toContain('--no-sandbox');
    if (window.kind === 'opened') {
      window.close();
      expect(await window.ended).toBe('not-shown');
    }
  });

  it('that never showed is told apart from one that was closed', async () => {
    install('chromium', false);
    const window = open({ DISPLAY: ':9' });
    expect(window.kind === 'opened' && (await window.ended)).toBe('not-shown');
  });

  it('falls back to whatever opens addresses on this desktop', async () => {
    const noted = install('xdg-open', false);
    expect(open({ DISPLAY: ':9' })).toMatchObject({ kind: 'opened', program: join(folder, 'xdg-open') });
    await expect.poll(() => existsSync(noted) && readFileSync(noted, 'utf8').trim()).toBe(address);
  });
});
