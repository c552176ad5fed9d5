import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeTestFolder, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { needTracing } from './need-tracing.ts';
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

const kinds: readonly Omit<DiskError, 'when'>[] = [
  { call: 'fsync', error: 'EIO' },
  { call: 'pwrite64', error: 'EIO' },
  { call: 'pwrite64', error: 'ENOSPC' },
  { call: 'fdatasync', error: 'EIO' },
  { call: 'fdatasync', error: 'ENOSPC' },
];

/** Which calls of this name belong to the twelve acts, by a run without faults; those before belong to the opening. */
function callsOfActs(call: DiskError['call']): { readonly from: number; readonly to: number } {
  const log = join(directory, 'calls');
  const folder = join(directory, 'sound');
  const trace = ['-f', '-qqq', '-o', log, '-e', `trace=${call},write`];
  const run = spawnSync('strace', [...trace, process.execPath, writer, folder, 'honest'], { encoding: 'utf8' });
  expect(run.status, run.stderr).toBe(0);
  const lines = readFileSync(log, 'utf8').split('\n');
  const ready = lines.findIndex((line) => line.includes('write(1, "ready'));
  const count = (some: readonly string[]) => some.filter((line) => line.includes(`${call}(`)).length;
  const from = count(lines.slice(0, ready)) + 1;
  return { from, to: from + count(lines.slice(ready)) - 1 };
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
      const { from, to } = callsOfActs(kind.call);
      for (let point = 0; point < points; point += 1) {
        const at = { ...kind, when: Math.floor(from + (point / points) * (to - from + 1)) };
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

  it('P41 notices a station that does not look into its own database and says the wrong thing', (context) => {
    needTracing(context);
    const { from } = callsOfActs('fsync');
    const found = Array.from({ length: 14 }, (_, index) => from + index).some(
      (when) => runAndCompare('guess', { call: 'fsync', error: 'EIO', when }).lies.length > 0,
    );
    expect(found).toBe(true);
  });
});
