import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the choice of the usual data folder depends on; a parameter, so that every platform can be tested on any. */
export interface DataFolderSurroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const thisMachine = (): DataFolderSurroundings => ({
  platform: process.platform,
  home: homedir(),
  environment: process.env,
});

/**
 * Where a station's data lies unless `--data` says otherwise. It is the folder that Electron gives the desktop program for this user,
 * so that the command line and the window speak of the same station.
 */
export function usualDataFolder({ platform, home, environment }: DataFolderSurroundings = thisMachine()): string {
  return join(settingsFolder({ platform, home, environment }), 'fitbay', 'station');
}

function settingsFolder({ platform, home, environment }: DataFolderSurroundings): string {
  switch (platform) {
    case 'win32':
      return environment['APPDATA'] ?? join(home, 'AppData', 'Roaming');
    case 'darwin':
      return join(home, 'Library', 'Application Support');
    default:
      return environment['XDG_CONFIG_HOME'] || join(home, '.config');
  }
}

/** The files of a data folder that composition roots need to know of; the store keeps its own names to itself. */
export interface DataFolderPlaces {
  readonly logFile: string;
  readonly reports: string;
  readonly firmware: string;
  readonly photos: string;
  readonly browserProfile: string;
}

export function placesIn(dataFolder: string): DataFolderPlaces {
  return {
    logFile: join(dataFolder, 'logs', 'station.log'),
    reports: join(dataFolder, 'reports'),
    firmware: join(dataFolder, 'firmware'),
    photos: join(dataFolder, 'photos'),
    browserProfile: join(dataFolder, 'browser'),
  };
}
