import type { Stats } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';

export interface Holder {
  readonly program: string;
  readonly pid: number;
}

export interface HeldDevice {
  /** Holds `proc`; the real one is `/`. */
  readonly root: string;
  /** Without links in it. */
  readonly path: string;
  readonly device: Pick<Stats, 'dev' | 'ino'>;
  /** Ourselves: no stranger. */
  readonly ownPid: number;
  /** Whether a program counts that has it open and holds no lock. */
  readonly opensCount: boolean;
}

/**
 * Which programs have a device, as far as this user may see: locks are shown of everybody, open files of one's own programs only. A program
 * that merely has it open counts, because serial programs often take no lock; who holds a lock stands first.
 */
export async function findHolders({ root, path, device, ...rules }: HeldDevice): Promise<readonly Holder[]> {
  const proc = join(root, 'proc');
  const locks = lockHolders(await readFile(join(proc, 'locks'), 'utf8').catch(() => ''), device);
  const pids = (await processes(proc)).filter((pid) => pid !== rules.ownPid);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const holds = locks.has(pid) || (rules.opensCount && (await hasOpen(join(proc, String(pid), 'fd'), path)));
      return holds ? [{ program: await nameOf(proc, pid), pid }] : [];
    }),
  );
  return found.flat().toSorted((left, right) => Number(locks.has(right.pid)) - Number(locks.has(left.pid)));
}

/** Whether a program of this name runs, whoever started it. */
export async function isProgramRunning(root: string, name: string): Promise<boolean> {
  const proc = join(root, 'proc');
  const names = await Promise.all((await processes(proc)).map((pid) => nameOf(proc, pid)));
  return names.includes(name);
}

/** Lines such as `1: FLOCK  ADVISORY  WRITE 4711 00:18:3 0 EOF`: process, then device and inode in hex, hex and decimal. */
function lockHolders(text: string, { dev, ino }: Pick<Stats, 'dev' | 'ino'>): ReadonlySet<number> {
  const hex = (value: number) => value.toString(16).padStart(2, '0');
  // As glibc's major() and minor() take it apart, for numbers below 2^20.
  const place = `${hex((dev >> 8) & 0xfff)}:${hex((dev & 0xff) | ((dev >> 12) & 0xfff00))}:${ino}`;
  const holders = text.split('\n').flatMap((line) => {
    const [, , , , pid, where] = line.trim().split(/\s+/);
    return where === place && pid !== undefined ? [Number(pid)] : [];
  });
  return new Set(holders);
}

async function processes(proc: string): Promise<readonly number[]> {
  const names = await readdir(proc).catch(() => []);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

/** A process may end while we look, and those of others do not show what they have open. */
async function hasOpen(folder: string, path: string): Promise<boolean> {
  const files = await readdir(folder).catch(() => []);
  const targets = await Promise.all(files.map((file) => readlink(join(folder, file)).catch(() => '')));
  return targets.includes(path);
}

/** As it was called; where that is hidden, as the system calls it, which is cut short and may be the name of a thread. */
async function nameOf(proc: string, pid: number): Promise<string> {
  const [called = ''] = (await readFile(join(proc, String(pid), 'cmdline'), 'utf8').catch(() => '')).split('\0');
  return basename(called) || (await readFile(join(proc, String(pid), 'comm'), 'utf8').catch(() => '')).trim();
}
