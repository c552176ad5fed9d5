import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The calls by which a program changes its disk. */
export const diskCalls = ['pwrite64', 'write', 'fsync', 'fdatasync', 'ftruncate', 'rename', 'unlink'] as const;
export type DiskCall = (typeof diskCalls)[number];

/** Right before the how-manieth of these calls the program is killed. */
export interface KillPlace {
  readonly call: DiskCall;
  readonly when: number;
}

export interface PlacedKill {
  readonly program: (directory: string) => readonly string[];
  /** What the folder holds before; it is copied. */
  readonly template: string;
}

/** Every place at which this program can be killed. */
export function findKillPlaces({ program, template }: PlacedKill): readonly KillPlace[] {
  return inCopy(template, (directory) => {
    const log = join(directory, '..', 'calls');
    const traced = trace(['-o', log, '-e', `trace=${diskCalls.join(',')}`], program(directory));
    if (traced.status !== 0) {
      throw new Error(`the program cannot be traced: ${traced.stderr}`);
    }
    const counts = new Map<DiskCall, number>();
    return readFileSync(log, 'utf8')
      .split('\n')
      .flatMap((line): readonly KillPlace[] => {
        const call = diskCalls.find((name) => line.includes(` ${name}(`));
        if (call === undefined) {
          return [];
        }
        const when = (counts.get(call) ?? 0) + 1;
        counts.set(call, when);
        return [{ call, when }];
      });
  });
}

/** Runs the program into its kill; `look` is given what it had said and the folder that it left. */
export function killAt<Result>(
  { program, template }: PlacedKill,
  { call, when }: KillPlace,
  look: (directory: string, said: readonly string[], end: NodeJS.Signals | number | null) => Result,
): Result {
  return inCopy(template, (directory) => {
    const kill = `inject=${call}:signal=KILL:when=${when}`;
    const run = trace(['-o', '/dev/null', '-e', `trace=${call}`, '-e', kill], program(directory));
    const lines = run.stdout.split('\n').slice(0, -1);
    return look(directory, lines, run.signal ?? run.status);
  });
}

function trace(options: readonly string[], program: readonly string[]) {
  return spawnSync('strace', ['-f', '-qqq', ...options, process.execPath, ...program], { encoding: 'utf8' });
}

function inCopy<Result>(template: string, work: (directory: string) => Result): Result {
  const place = mkdtempSync(join(tmpdir(), 'fitbay-placed-'));
  const directory = join(place, 'folder');
  try {
    cpSync(template, directory, { recursive: true });
    return work(directory);
  } finally {
    rmSync(place, { recursive: true });
  }
}
