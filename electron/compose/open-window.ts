import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Shows an address in a window of its own: Chromium's app mode with a profile that belongs to the station, so that the window looks like
 * a program and its end can be noticed; otherwise whatever opens addresses on this desktop.
 */
export type WindowOpening =
  | {
      readonly kind: 'opened';
      readonly program: string;
      /** How the window ended; never resolves where that cannot be noticed. */
      readonly ended: Promise<WindowEnd>;
      close(): void;
    }
  | { readonly kind: 'no-display' }
  | { readonly kind: 'no-browser' };

/** `closed` by the person, or `not-shown`: the browser gave up at once (no sandbox for this user, a broken display). */
export type WindowEnd = 'closed' | 'not-shown';

export interface WindowWish {
  readonly address: string;
  readonly profileFolder: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const appBrowsers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'brave-browser'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

const addressOpeners: Readonly<Partial<Record<NodeJS.Platform, string>>> = { linux: 'xdg-open', darwin: 'open' };

export function openWindow({ address, profileFolder, environment = process.env }: WindowWish): WindowOpening {
  if (!hasDisplay(environment)) {
    return { kind: 'no-display' };
  }
  const path = environment['PATH'] ?? '';
  const browser = appBrowsers[process.platform]?.map((name) => findProgram(name, path)).find((found) => found !== null);
  if (browser !== undefined && browser !== null) {
    return openAppWindow(browser, address, profileFolder);
  }
  const opener = findProgram(addressOpeners[process.platform] ?? '', path);
  if (opener === null) {
    return { kind: 'no-browser' };
  }
  start(opener, [address]);
  return { kind: 'opened', program: opener, ended: new Promise(() => {}), close: () => {} };
}

export function hasDisplay(environment: Readonly<Record<string, string | undefined>>): boolean {
  return process.platform !== 'linux' || Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}

/** A browser that ends within this time did not show anything. */
const shownAfterMs = 3_000;

function openAppWindow(browser: string, address: string, profileFolder: string): WindowOpening {
  const startedAtMs = performance.now();
  const child = start(browser, [
    `--app=${address}`,
    `--user-data-dir=${profileFolder}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--window-size=1366,860',
  ]);
  const ended = new Promise<WindowEnd>((resolve) => {
    child.once('exit', () => resolve(performance.now() - startedAtMs > shownAfterMs ? 'closed' : 'not-shown'));
  });
  return { kind: 'opened', program: browser, ended, close: () => child.kill('SIGTERM') };
}

/** Its words are not ours, and it must not hear the Ctrl-C of our terminal before the station has closed. */
function start(program: string, programArguments: readonly string[]): ChildProcess {
  const child = spawn(program, programArguments, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
  return child;
}

function findProgram(name: string, path: string): string | null {
  if (name === '') {
    return null;
  }
  if (name.includes('/') || name.includes('\\')) {
    return existsSync(name) ? name : null;
  }
  const places = path.split(delimiter).map((folder) => join(folder, name));
  return places.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
