import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import type { Log } from '#core/ports/log.ts';
import { appStartUrl } from './app-origin.ts';
import type { ElectronParts } from './electron-parts.ts';
import { loadWindowState, placeWindow, saveWindowState, smallestWindow } from './window-state.ts';

export interface WindowParts {
  readonly electron: Pick<ElectronParts, 'BrowserWindow' | 'screen'>;
  readonly preloadFile: string;
  readonly stateFile: string;
  readonly kiosk: boolean;
  /** Route to open with, `#/…`; empty for the page's own start. */
  readonly startRoute: string;
  readonly log: Log;
}

/**
 * Makes the station's window, the only `new BrowserWindow` of the program. The page in it is treated like a foreign one: sandboxed,
 * isolated, without Node; what it can do is what the station's port lets it do.
 */
export function createWindow(parts: WindowParts): BrowserWindow {
  const { electron, log } = parts;
  const remembered = loadWindowState(parts.stateFile);
  const screens = electron.screen.getAllDisplays().map((display) => display.workArea);
  const window = new electron.BrowserWindow({
    ...placeWindow(remembered, screens),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    kiosk: parts.kiosk,
    title: 'Fitbay',
    show: false,
    webPreferences: securePreferences(parts.preloadFile),
  });
  if (remembered?.maximized === true) {
    window.maximize();
  }
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    saveWindowState(parts.stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }, log);
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    log.error('shell.page-gone', { reason: details.reason, exitCode: details.exitCode });
    // Every step is on disk, so the page finds its place again; a page that ended on purpose is left alone.
    if (details.reason !== 'clean-exit') {
      window.webContents.reload();
    }
  });
  showRoute(window, parts.startRoute, log);
  return window;
}

/** Stated in full although most are Electron's defaults: a default may change, this list is what was reviewed. */
function securePreferences(preloadFile: string): NonNullable<BrowserWindowConstructorOptions['webPreferences']> {
  return {
    preload: preloadFile,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  };
}

/** Opens a route. In a page that is already loaded only the fragment changes, so nothing on screen is lost. */
export function showRoute(window: BrowserWindow, route: string, log: Log): void {
  window.loadURL(`${appStartUrl}${route}`).catch((error: unknown) => {
    log.error('shell.page-not-loaded', { reason: String(error) });
  });
}
