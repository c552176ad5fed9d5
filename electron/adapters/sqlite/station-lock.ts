import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { isoTime } from '#core/kernel/iso-time.ts';
import { writeFileDurably } from '../files/write-file-durably.ts';
import { hasSqliteCode } from './sqlite-fault.ts';

/**
 * One station per data folder. The lock itself is an exclusive transaction on an empty database beside the real one: the operating
 * system drops it with the process, however that ends, so a crash never leaves a stale lock. `station.pid` only says who holds it.
 */
export type StationLock =
  | { readonly kind: 'locked'; readonly release: () => void }
  | { readonly kind: 'another-is-open'; readonly holder: LockHolder | null };

export interface LockHolder {
  readonly pid: number;
  readonly since: IsoTime;
}

const lockHolder = z.strictObject({ pid: z.number().int(), since: isoTime });

export function takeStationLock(directory: string, now: IsoTime): StationLock {
  const holderFile = join(directory, 'station.pid');
  const lock = new Database(join(directory, 'station.lock'), { timeout: 0 });
  try {
    // With a journal on disk an empty database would leave a file behind at every crash.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error: unknown) {
    lock.close();
    if (hasSqliteCode(error, 'SQLITE_BUSY') || hasSqliteCode(error, 'SQLITE_LOCKED')) {
      return { kind: 'another-is-open', holder: readHolder(holderFile) };
    }
    throw error;
  }
  writeFileDurably(holderFile, JSON.stringify({ pid: process.pid, since: now } satisfies LockHolder));
  return {
    kind: 'locked',
    release() {
      rmSync(holderFile, { force: true });
      lock.close();
    },
  };
}

/** Best effort: the holder may be between taking the lock and writing its name. */
function readHolder(holderFile: string): LockHolder | null {
  try {
    return lockHolder.parse(JSON.parse(readFileSync(holderFile, 'utf8')));
  } catch {
    return null; // no name is only a poorer message
  }
}
