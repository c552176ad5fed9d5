import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Clock } from '#core/ports/clock.ts';
import type { Log } from '#core/ports/log.ts';
import { readPageFiles } from '../host/page-files.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { createWindow, showRoute } from './create-window.ts';
import { type DeepLink, deepLinkRoute, deepLinkScheme, findDeepLink, parseDeepLink } from './deep-link.ts';
import type { ElectronParts } from './electron-parts.ts';
import { editMenuTemplate, menuTemplate } from './menu.ts';
import { enforceNavigationPolicy } from './navigation-policy.ts';
import { connectPages, type PageConnections } from './page-connection.ts';
import { guardPermissions } from './permissions.ts';
import { guardQuit } from './quit-guard.ts';
import { parseShellOptions, stationArguments } from './shell-options.ts';
import { type ShellTexts, shellTextsFor } from './shell-texts.ts';
import { claimSingleInstance } from './single-instance.ts';
import { createStationProcess, type StationProcess } from './station-process.ts';

export interface ShellParts {
  readonly electron: ElectronParts;
  /** The folder of the built bundles: `preload.cjs` and `station.cjs` lie there, the page in `../renderer`. */
  readonly bundleFolder: string;
  /** The arguments after the program's own path. */
  readonly commandLine: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Puts the desktop program together: scheme, policies, station process, window. Everything that has an effect happens in here, so
 * a test can drive the whole with a double. Ends at once (`already-running`) where another one holds the data.
 */
export function startShell(parts: ShellParts): 'started' | 'already-running' {
  const { electron, log } = parts;
  const { dataFolder } = parseShellOptions(parts.commandLine);
  if (dataFolder !== undefined) {
    // Electron's lock belongs to its own folder: two data folders are two stations, one folder is never opened twice.
    electron.app.setPath('userData', join(dataFolder, 'desktop'));
  }
  let window: BrowserWindow | undefined;
  const showLink = (link: DeepLink | undefined) => {
    if (window !== undefined && link !== undefined && link.kind !== 'not-a-deep-link') {
      showRoute(window, deepLinkRoute(link), log);
    }
  };
  const onSecondStart = (commandLine: readonly string[]) => {
    if (window?.isMinimized() === true) {
      window.restore();
    }
    window?.focus();
    showLink(findDeepLink(commandLine));
  };
  if (claimSingleInstance({ app: electron.app, onSecondStart }) === 'already-running') {
    electron.app.quit();
    return 'already-running';
  }
  registerAppScheme(electron.protocol);
  enforceNavigationPolicy({ app: electron.app, shell: electron.shell, log });
  electron.app.enableSandbox();
  electron.app.setAsDefaultProtocolClient(deepLinkScheme);
  electron.app.on('open-url', (event, address) => {
    event.preventDefault();
    showLink(parseDeepLink(address));
  });
  electron.app
    .whenReady()
    .then(() => {
      window = openStation(parts);
    })
    .catch((error: unknown) => {
      log.error('shell.start-failed', {
        reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
      electron.app.exit(70);
    });
  return 'started';
}

/** What needs Electron to be ready: the page's files, the station process and the window that joins them. */
function openStation(parts: ShellParts): BrowserWindow {
  const { electron, bundleFolder, log } = parts;
  const options = parseShellOptions(parts.commandLine);
  const languages = options.language === undefined ? electron.app.getPreferredSystemLanguages() : [options.language];
  const texts = shellTextsFor(languages);
  serveApp(electron.protocol, readPageFiles(join(bundleFolder, '..', 'renderer')));
  guardPermissions(electron.session.defaultSession);
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(menuTemplate(texts.menu)));

  const station = startStation(parts, texts, () => pages.serveWaiting());
  const pages: PageConnections = connectPages({ ipcMain: electron.ipcMain, connect: () => station.connect(), log });
  const quitGuard = guardQuit({ electron, station, texts: texts.quit, log });

  const link = findDeepLink(parts.commandLine);
  const window = createWindow({
    electron,
    preloadFile: join(bundleFolder, 'preload.cjs'),
    stateFile: join(electron.app.getPath('userData'), 'window-state.json'),
    kiosk: options.kiosk,
    startRoute: link === undefined || link.kind === 'not-a-deep-link' ? '' : deepLinkRoute(link),
    log,
  });
  quitGuard.watch(window);
  offerEditMenu(electron, window, texts);
  return window;
}

function startStation(parts: ShellParts, texts: ShellTexts, onReady: () => void): StationProcess {
  const { electron, bundleFolder, clock, log } = parts;
  const dataFolder = join(electron.app.getPath('userData'), 'station');
  return createStationProcess({
    electron,
    modulePath: join(bundleFolder, 'station.cjs'),
    arguments: stationArguments(parseShellOptions(parts.commandLine), dataFolder),
    clock,
    log,
    onReady,
    onGivenUp(message) {
      electron.dialog.showErrorBox(texts.stationGone.title, message ?? texts.stationGone.detail);
      electron.app.exit(1);
    },
  });
}

function offerEditMenu(electron: ElectronParts, window: BrowserWindow, texts: ShellTexts): void {
  const menu = electron.Menu.buildFromTemplate(editMenuTemplate(texts.menu));
  window.webContents.on('context-menu', (_event, parameters) => {
    if (parameters.isEditable) {
      menu.popup({ window });
    }
  });
}
