import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { z } from 'zod';
import { makeTestFolder, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { needProgram } from '#sim/testing/installed-program.ts';
import { noteResult } from './note-result.ts';

const points = Number(process.env['FITBAY_DISK_ERRORS'] ?? '4');
const writer = fileURLToPath(new URL('./storage/fault-writer.ts', import.meta.url));

let directory = '';
beforeEach(() => {
  directory = makeTestFolder();
});
afterEach(() => removeTestFolder(directory));

const telling = z.strictObject({ number: z.number(), told: z.string() });

interface DiskError {
  readonly call: 'pwrite64' | 'fsync' | 'fdatasync';
  readonly error: 'EIO' | 'ENOSPC';
  /** The how-manieth call after the start fails. */
  readonly when: number;
}

/** `from` and `to`: which calls of this name belong to the twelve acts; those before belong to the opening. */
const kinds: readonly (Omit<DiskError, 'when'> & { readonly from: number; readonly to: number })[] = [
  { call: 'fsync', error: 'EIO', from: 21, to: 32 },
  { call: 'pwrite64', error: 'EIO', from: 250, to: 520 },
  { call: 'pwrite64', error: 'ENOSPC', from: 250, to: 520 },
  { call: 'fdatasync', error: 'EIO', from: 1, to: 12 },
  { call: 'fdatasync', error: 'ENOSPC', from: 1, to: 12 },
];

/** Installed is not enough: a container may forbid one program to trace another, and that is nothing that could be installed. */
function needTracing(context: TestContext): void {
  needProgram(context, 'strace', '--version');
  const { status } = spawnSync('strace', ['-o', '/dev/null', 'true']);
  context.skip(status !== 0, 'strace may not trace programs here');
}

function savedIn(folder: string): ReadonlySet<unknown> {
  const db = new Database(join(folder, 'station.sqlite'));
  const ids = db.prepare('SELECT id FROM operation').pluck().all();
  db.close();
  return new Set(ids);
}

/** What the program said of its acts, against what is in the folder afterwards. */
function runAndCompare(way: 'honest' | 'guess', { call, error, when }: DiskError) {
  const inject = `inject=${call}:error=${error}:when=${when}`;
  const run = spawnSync(
    'strace',
    ['-f', '-qqq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', inject, process.execPath, writer, directory, way],
    { encoding: 'utf8' },
  );
  const told = run.stdout
    .split('\n')
    .filter((line) => line.startsWith('told '))
    .map((line) => telling.parse(JSON.parse(line.slice('told '.length))));
  const saved = savedIn(directory);
  removeTestFolder(directory);
  directory = makeTestFolder();
  const lies = told.filter(
    (one) => one.told !== 'outcome-unknown' && (one.told === 'saved') !== saved.has(`operation-${one.number}`),
  );
  return { told, lies, complaints: run.stderr };
}

describe('STA-4 P6 a disk that reports errors', { timeout: 3_600_000 }, () => {
  it(`is never misreported: what was said is what is there, at ${points} calls of each of ${kinds.length} kinds`, (context) => {
    needTracing(context);
    let refused = 0;
    for (const kind of kinds) {
      for (let point = 0; point < points; point += 1) {
        const at = { ...kind, when: Math.floor(kind.from + (point / points) * (kind.to - kind.from + 1)) };
        const { lies, told, complaints } = runAndCompare('honest', at);
        expect(lies, `${JSON.stringify(at)}: ${JSON.stringify(told)} ${complaints}`).toEqual([]);
        expect(told.length, complaints).toBe(12);
        refused += told.filter((one) => one.told !== 'saved').length;
      }
    }
    expect(refused).toBeGreaterThan(0);
    noteResult({
      promise: 'P6',
      fault: 'EIO, ENOSPC at fsync, fdatasync, pwrite64',
      times: points * kinds.length,
      lost: 0,
    });
  });

  it('sabotage: a station that does not look into its own database says the wrong thing', (context) => {
    needTracing(context);
    const found = Array.from({ length: 14 }, (_, when) => when + 22).some(
      (when) => runAndCompare('guess', { call: 'fsync', error: 'EIO', when }).lies.length > 0,
    );
    expect(found).toBe(true);
  });
});
