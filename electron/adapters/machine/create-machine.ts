import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine, MachineCheck } from '#core/ports/machine.ts';
import { findFaces } from '../pdf/report-fonts.ts';
import { checkPorts, type PortChecks } from './check-ports.ts';

export interface MachineDeps extends PortChecks {
  readonly dataFolder: string;
  /** The built page; null where nobody needs one. */
  readonly pageFolder: string | null;
  /** The oldest Node that the program is made for, e.g. `[24, 11]`. */
  readonly oldestNode: readonly [number, number];
}

const mebibyte = 1024 * 1024;
const wantedFreeBytes = 500 * mebibyte;
const neededFreeBytes = 50 * mebibyte;

/** What can be wrong with the machine a station runs on (STA-5). Every check only looks; nothing is changed by asking. */
export function createMachine(deps: MachineDeps): Machine {
  return {
    checks: async () => [
      checkRuntime(deps.oldestNode),
      checkDataFolder(deps.dataFolder),
      checkDisk(deps.dataFolder),
      ...checkSecrets(deps.dataFolder),
      checkFonts(),
      ...(deps.pageFolder === null ? [] : [checkPage(deps.pageFolder)]),
      ...checkSerialRights(),
      ...(await checkPorts(deps)),
    ],
  };
}

function fine(name: string, detail: string): MachineCheck {
  return { name, state: 'ok', detail, fix: null };
}

function checkRuntime([major, minor]: readonly [number, number]): MachineCheck {
  const [runningMajor = 0, runningMinor = 0] = process.versions.node.split('.').map(Number);
  const isNewEnough = runningMajor > major || (runningMajor === major && runningMinor >= minor);
  const electron = process.versions['electron'];
  const detail = `Node ${process.versions.node}${electron === undefined ? '' : `, Electron ${electron}`}, ${process.platform} ${process.arch}`;
  return isNewEnough
    ? fine('runtime', detail)
    : { name: 'runtime', state: 'bad', detail, fix: `Install Node ${major}.${minor} or newer.` };
}

function checkDataFolder(folder: string): MachineCheck {
  if (!existsSync(folder)) {
    return { name: 'data-folder', state: 'warn', detail: `${folder} does not exist yet`, fix: 'Enrol the station.' };
  }
  try {
    accessSync(folder, constants.R_OK | constants.W_OK);
    return fine('data-folder', folder);
  } catch {
    return {
      name: 'data-folder',
      state: 'bad',
      detail: `${folder} may not be written by this user`,
      fix: 'Start Fitbay as the user who owns the folder, or give this user the right to write there.',
    };
  }
}

function checkDisk(folder: string): MachineCheck {
  const { bavail, bsize } = statfsSync(nearestExisting(folder));
  const freeBytes = bavail * bsize;
  const detail = `${Math.floor(freeBytes / mebibyte)} MiB free`;
  if (freeBytes >= wantedFreeBytes) {
    return fine('disk', detail);
  }
  return {
    name: 'disk',
    state: freeBytes >= neededFreeBytes ? 'warn' : 'bad',
    detail,
    fix: 'Make room on the disk that holds the data folder.',
  };
}

/** Says where the keys lie that people's PINs and units' passwords are sealed with, and whether others on this machine can read them. */
function checkSecrets(folder: string): readonly MachineCheck[] {
  const paths = ['secret.key', 'scope.keys'].map((name) => join(folder, name)).filter((path) => existsSync(path));
  const open = paths.filter((path) => process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0);
  const [first] = paths;
  if (first === undefined) {
    return [];
  }
  return [
    open.length === 0
      ? fine('secrets', `${first}, for this user only; the operating system's key store is not used`)
      : {
          name: 'secrets',
          state: 'bad',
          detail: `${open.join(', ')} can be read by other users of this machine`,
          fix: `Take their rights away: chmod 600 ${open.join(' ')}`,
        },
  ];
}

function nearestExisting(folder: string): string {
  let path = folder;
  while (!existsSync(path)) {
    const parent = path.replace(/[\\/][^\\/]*$/, '');
    if (parent === path || parent === '') {
      return '/';
    }
    path = parent;
  }
  return path;
}

function checkFonts(): MachineCheck {
  const fonts = findFaces();
  return fonts.kind === 'found'
    ? fine('report-fonts', 'all there')
    : {
        name: 'report-fonts',
        state: 'bad',
        detail: `missing: ${fonts.files.join(', ')}`,
        fix: 'Install Fitbay again: no report can be printed without its fonts.',
      };
}

function checkPage(pageFolder: string): MachineCheck {
  return existsSync(`${pageFolder}/index.html`)
    ? fine('page', 'built')
    : { name: 'page', state: 'warn', detail: `nothing built in ${pageFolder}`, fix: 'Run `npm run build`.' };
}

/** On Linux serial ports belong to a group, and a user outside it sees ports that do not open. */
function checkSerialRights(): readonly MachineCheck[] {
  const example = ['/dev/ttyUSB0', '/dev/ttyACM0', '/dev/ttyS0'].find((path) => existsSync(path));
  if (process.platform !== 'linux' || example === undefined) {
    return [];
  }
  try {
    accessSync(example, constants.R_OK | constants.W_OK);
    return [fine('serial-rights', `${example} may be opened`)];
  } catch {
    return [
      {
        name: 'serial-rights',
        state: 'warn',
        detail: `${example} may not be opened by this user`,
        fix: 'Add the user to the group of the port (`sudo usermod -aG dialout $USER`) and sign in again.',
      },
    ];
  }
}
