import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PortFacts } from '#core/domain/cable/diagnose-port.ts';
import { needProgram } from '#sim/testing/installed-program.ts';
import { systemClock } from '../clock/system-clock.ts';
import { createPortInspector } from './create-port-inspector.ts';
import { createSerialUnitPorts } from './create-serial-unit-ports.ts';
import { membershipOf, readGroups } from './linux-groups.ts';
import { findHolders } from './linux-holders.ts';
import { startPtyPair } from './testing/pty-pair.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const children: ChildProcess[] = [];
const isLinux = process.platform === 'linux';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fitbay-inspect-'));
});
afterEach(() => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inspector = (change: Partial<Parameters<typeof createPortInspector>[0]> = {}) =>
  createPortInspector({ platform: 'linux', listing: async () => 'works', ...change });

describe('INST-1 what Linux knows of a port', () => {
  beforeEach((context) => context.skip(!isLinux, 'Linux only: it asks for Linux devices'));

  it('tells a device from a file, and what is not there', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(await inspector().inspect(file)).toMatchObject({ presence: 'no-device', access: 'allowed' });
    expect(await inspector().inspect(join(folder, 'nothing'))).toMatchObject({ presence: 'absent' });
    expect(await inspector().inspect('/dev/null')).toMatchObject({ system: 'linux', presence: 'device' });
  });

  it('passes on what the list of ports says', async () => {
    const blind = inspector({ listing: async () => 'no-udevadm' });
    expect(await blind.inspect('/dev/null')).toMatchObject({ listing: 'no-udevadm' });
  });

  it('finds ModemManager, and whether it was told to keep away', async () => {
    const { rdev } = statSync('/dev/null');
    const system = (name: string, entry: string | null) => {
      const root = join(folder, name);
      mkdirSync(join(root, 'proc/812'), { recursive: true });
      mkdirSync(join(root, 'run/udev/data'), { recursive: true });
      writeFileSync(join(root, 'proc/812/comm'), 'ModemManager\n');
      if (entry !== null) {
        writeFileSync(join(root, `run/udev/data/c${rdev >> 8}:${rdev & 0xff}`), entry);
      }
      return inspector({ systemRoot: root }).inspect('/dev/null');
    };
    expect((await system('watched', 'E:ID_BUS=usb\n')).modemManager).toBe('may-try-it');
    expect((await system('told', 'E:ID_BUS=usb\nE:ID_MM_DEVICE_IGNORE=1\n')).modemManager).toBe('ignores-it');
    expect((await system('no-entry', null)).modemManager).toBe('unknown');
    expect((await inspector({ systemRoot: join(folder, 'empty') }).inspect('/dev/null')).modemManager).toBe(
      'not-running',
    );
  });

  it('reads locks that another user holds', async () => {
    const root = join(folder, 'locked');
    mkdirSync(join(root, 'proc/4711'), { recursive: true });
    writeFileSync(join(root, 'proc/4711/comm'), 'minicom\n');
    writeFileSync(
      join(root, 'proc/locks'),
      '1: POSIX  ADVISORY  READ 9 08:01:77 0 EOF\n2: FLOCK  ADVISORY  WRITE 4711 00:18:3 0 EOF\n',
    );
    const device = { dev: 0x18, ino: 3 };
    expect(await findHolders({ root, path: '/dev/pts/3', device, ownPid: 1, opensCount: true })).toEqual([
      { program: 'minicom', pid: 4711 },
    ]);
    expect(
      await findHolders({ root, path: '/dev/pts/3', device: { dev: 0x18, ino: 4 }, ownPid: 1, opensCount: true }),
    ).toEqual([]);
  });

  it('tells who is in the group of a port, and who must sign in again first', async () => {
    const file = join(folder, 'group');
    writeFileSync(file, 'root:x:0:\ndialout:x:20:mkaya,jlind\nplugdev:x:46:\n');
    const groups = await readGroups(file);
    const ask = (user: string, ownGroups: readonly number[], groupId = 20) =>
      membershipOf({ groupId, groups, user, ownGroups });
    expect(ask('mkaya', [1000, 20])).toBe('in-session');
    expect(ask('mkaya', [1000])).toBe('not-in-session');
    expect(ask('sbauer', [1000])).toBe('none');
    expect(ask('sbauer', [1000], 99)).toBe('unknown');
    expect(await readGroups(join(folder, 'nothing'))).toEqual([]);
  });
});

describe('INST-1 who has a port, over a pseudo-terminal', () => {
  beforeEach((context) => {
    context.skip(!isLinux, 'Linux only: it reads /proc');
    needProgram(context, 'socat', '-V');
  });

  it('names the program that holds its lock, and nobody when it is free', async () => {
    const { station, socat } = await startPtyPair(folder, 'held');
    children.push(socat);
    const holders = async (): Promise<PortFacts['holders']> => (await inspector().inspect(station)).holders;
    expect(await holders()).toEqual([]);
    const other = spawn('flock', ['--exclusive', station, 'sleep', '60'], { stdio: 'ignore' });
    children.push(other);
    await expect.poll(holders).toContainEqual({ program: 'flock', pid: other.pid });
  });

  it('names a program that has a device open without a lock', async () => {
    const file = join(folder, 'plain');
    writeFileSync(file, '');
    const handle = await open(file, 'r');
    const other = spawn('sleep', ['60'], { stdio: [handle.fd, 'ignore', 'ignore'] });
    children.push(other);
    await handle.close();
    const device = statSync(file);
    const find = (opensCount: boolean) =>
      findHolders({ root: '/', path: file, device, ownPid: process.pid, opensCount });
    await expect.poll(() => find(true)).toEqual([{ program: 'sleep', pid: other.pid }]);
    expect(await find(false)).toEqual([]);
  });

  it('does not count what this station has open itself', async () => {
    const { station, socat } = await startPtyPair(folder, 'own');
    children.push(socat);
    const opening = await createSerialUnitPorts({ clock: systemClock, log }).open(station);
    expect(opening.kind).toBe('opened');
    const { holders } = await inspector().inspect(station);
    expect(holders.map(({ pid }) => pid)).not.toContain(process.pid);
    if (opening.kind === 'opened') {
      await opening.link.close();
    }
  });
});

describe('INST-1 other systems', () => {
  it.each<[NodeJS.Platform, PortFacts['system']]>([
    ['win32', 'windows'],
    ['darwin', 'mac'],
    ['freebsd', 'other'],
  ])('%s tells nothing before a port is opened', async (platform, system) => {
    expect(await inspector({ platform }).inspect('COM7')).toMatchObject({ system, presence: 'unknown', holders: [] });
  });
});
