import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { systemClock } from './adapters/clock/system-clock.ts';
import { createLog } from './adapters/log/create-log.ts';
import type { ElectronParts } from './shell/electron-parts.ts';
import { startShell } from './shell/start-shell.ts';

/** Composition root of the desktop program. The station itself runs in `station-process.ts`; no rule of the domain is in here. */
export function start(electron: ElectronParts): 'started' | 'already-running' {
  return startShell({
    electron,
    bundleFolder: import.meta.dirname,
    commandLine: process.argv.slice(electron.app.isPackaged ? 1 : 2),
    clock: systemClock,
    log: createLog({ destination: join(electron.app.getPath('logs'), 'shell.log') }),
  });
}

start({
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
});
