import { access, constants, readFile, realpath, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { PortFacts } from '#core/domain/cable/diagnose-port.ts';
import type { PortInspector } from '#core/ports/port-inspector.ts';
import { isTcpPath } from '../tcp-link/open-tcp-link.ts';
import { membershipOf, readGroups } from './linux-groups.ts';
import { findHolders, isProgramRunning } from './linux-holders.ts';
import { listSystemPorts } from './list-system-ports.ts';

export interface PortInspectorDeps {
  readonly platform: NodeJS.Platform;
  /** Where Linux tells of itself; another folder in tests. */
  readonly systemRoot?: string;
  /** Left out: by listing them. */
  readonly listing?: () => Promise<PortFacts['listing']>;
}

/** What this machine knows of a serial port without opening it (INST-1). On Linux a lot; elsewhere the attempt itself must tell. */
export function createPortInspector(deps: PortInspectorDeps): PortInspector {
  const lists = deps.listing ?? systemListing;
  return {
    listing: lists,
    async inspect(path) {
      const listing = await lists();
      if (deps.platform !== 'linux' || isTcpPath(path) || !path.startsWith('/')) {
        return { ...unknownFacts, system: systemOf(deps.platform), listing };
      }
      return { ...(await linuxFacts(path, deps.systemRoot ?? '/')), listing };
    },
  };
}

async function systemListing(): Promise<PortFacts['listing']> {
  const { kind } = await listSystemPorts();
  return kind === 'listed' ? 'works' : kind;
}

const unknownFacts: Omit<PortFacts, 'system' | 'listing'> = {
  presence: 'unknown',
  access: 'unknown',
  group: null,
  membership: 'unknown',
  user: null,
  holders: [],
  modemManager: 'unknown',
};

function systemOf(platform: NodeJS.Platform): PortFacts['system'] {
  switch (platform) {
    case 'linux':
      return 'linux';
    case 'win32':
      return 'windows';
    case 'darwin':
      return 'mac';
    default:
      return 'other';
  }
}

async function linuxFacts(path: string, root: string): Promise<Omit<PortFacts, 'listing'>> {
  const device = await stat(path).catch(() => null);
  if (device === null) {
    return { ...unknownFacts, system: 'linux', presence: 'absent' };
  }
  const groups = await readGroups(join(root, 'etc/group'));
  const group = groups.find(({ id }) => id === device.gid)?.name ?? null;
  const { username, gid } = userInfo();
  const numbers = { major: device.rdev >> 8, minor: device.rdev & 0xff };
  return {
    system: 'linux',
    presence: device.isCharacterDevice() ? 'device' : 'no-device',
    access: (await mayOpen(path)) ? 'allowed' : 'denied',
    // A device that root alone may open is no matter of groups.
    group: (device.mode & 0o060) === 0o060 && group !== 'root' ? group : null,
    membership: membershipOf({
      groupId: device.gid,
      groups,
      user: username,
      ownGroups: [gid, ...(process.getgroups?.() ?? [])],
    }),
    user: username,
    holders: await findHolders({
      root,
      path: await realpath(path),
      device,
      ownPid: process.pid,
      // Whoever serves a pseudo-terminal has it open all the time.
      opensCount: !isPseudoTerminal(numbers.major),
    }),
    modemManager: await modemManagerOn(root, numbers),
  };
}

/** The numbers that Linux gives to the terminals under `/dev/pts`. */
function isPseudoTerminal(major: number): boolean {
  return major >= 136 && major <= 143;
}

async function mayOpen(path: string): Promise<boolean> {
  return access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** The device database of udev says whether ModemManager was told to keep away; a pseudo-terminal is in none and is never tried. */
async function modemManagerOn(
  root: string,
  { major, minor }: { readonly major: number; readonly minor: number },
): Promise<PortFacts['modemManager']> {
  if (!(await isProgramRunning(root, 'ModemManager'))) {
    return 'not-running';
  }
  const entry = await readFile(join(root, `run/udev/data/c${major}:${minor}`), 'utf8').catch(() => null);
  if (entry === null) {
    return 'unknown';
  }
  return /^E:ID_MM_(DEVICE|PORT)_IGNORE=1$/m.test(entry) ? 'ignores-it' : 'may-try-it';
}
