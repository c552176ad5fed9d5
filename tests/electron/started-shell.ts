import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startShell } from '#electron/shell/start-shell.ts';
import {
  type BrowserWindowDouble,
  createElectronDouble,
  type ElectronDouble,
  type StationDouble,
} from './electron-double.ts';
import { createManualClock, type ManualClock, settle } from './manual-clock.ts';

/** The shell driven by the double, with a small page on disk. */
export interface StartedShell {
  readonly electron: ElectronDouble;
  readonly clock: ManualClock;
  readonly logged: readonly string[];
  readonly folder: string;
  readonly outcome: 'started' | 'already-running';
  window(): BrowserWindowDouble;
  /** The newest station process. */
  station(): StationDouble;
  /** The page asks for its port, from this address. */
  askForPort(address?: string): void;
  dispose(): void;
}

export interface StartOptions {
  readonly commandLine?: readonly string[];
  readonly prepare?: (electron: ElectronDouble) => void;
}

export async function startShellForTest({ commandLine = [], prepare }: StartOptions = {}): Promise<StartedShell> {
  const folder = mkdtempSync(join(tmpdir(), 'fitbay-shell-'));
  mkdirSync(join(folder, 'renderer'));
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html><title>Fitbay</title>');
  const electron = createElectronDouble();
  electron.app.paths.set('userData', folder);
  prepare?.(electron);
  const clock = createManualClock();
  const logged: string[] = [];
  const log = (event: string) => logged.push(event);
  const outcome = startShell({
    electron: electron.parts,
    bundleFolder: join(folder, 'electron'),
    commandLine,
    clock,
    log: { info: log, warn: log, error: log },
  });
  await settle();
  const newest = <Item>(items: readonly Item[], name: string): Item => {
    const item = items.at(-1);
    if (item === undefined) {
      throw new Error(`there is no ${name}`);
    }
    return item;
  };
  return {
    electron,
    clock,
    logged,
    folder,
    outcome,
    window: () => newest(electron.windows, 'window'),
    station: () => newest(electron.stations, 'station process'),
    askForPort(address) {
      const sender = newest(electron.windows, 'window').webContents;
      const senderFrame = address === undefined ? sender.mainFrame : { url: address };
      electron.ipcMain.emit('fitbay:station-wanted', { sender, senderFrame });
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
