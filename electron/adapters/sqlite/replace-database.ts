import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { syncFolder } from '../files/write-file-durably.ts';
import { forgetDamageNotice } from './damage-notice.ts';

/**
 * Puts another database in the place of the station's, in steps that any crash may fall between: the new one lies whole beside the old one before
 * that is moved away, and whoever opens the folder next ends what was begun. The old one is kept for ever in `set-aside/`.
 */
export function databaseFile(directory: string): string {
  return join(directory, 'station.sqlite');
}

/** Where the new database is made ready. */
export function nextDatabaseFile(directory: string): string {
  return `${databaseFile(directory)}.next`;
}

/** Moves the old database with its WAL away and the one that is ready into its place. Answers the folder of the old one. */
export function replaceDatabase(directory: string, name: string): string {
  const aside = join(directory, 'set-aside', name);
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  syncFile(nextDatabaseFile(directory));
  syncFolder(directory);
  // The WAL after its database: alone it would be taken for the new one's.
  const file = databaseFile(directory);
  for (const part of [`${file}-shm`, file, `${file}-wal`]) {
    if (existsSync(part)) {
      renameSync(part, join(aside, basename(part)));
    }
  }
  syncFolder(aside);
  syncFolder(directory);
  finishReplacing(directory);
  forgetDamageNotice(directory);
  return aside;
}

/** Ends a replacement that a crash cut off. Nothing to do where none was begun. */
export function finishReplacing(directory: string): void {
  const file = databaseFile(directory);
  if (existsSync(file) || !existsSync(nextDatabaseFile(directory))) {
    return;
  }
  if (existsSync(`${file}-wal`)) {
    const aside = join(directory, 'set-aside', 'left-over');
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    renameSync(`${file}-wal`, join(aside, basename(`${file}-wal`)));
  }
  renameSync(nextDatabaseFile(directory), file);
  syncFolder(directory);
}

export function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
