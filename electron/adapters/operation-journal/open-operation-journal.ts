import {
  closeSync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../files/write-file-durably.ts';
import { encodeRecord, type JournalEntry, type JournalReading, readRecords } from './journal-records.ts';

/**
 * Second copy of what the cloud has not judged yet, beside the database and by other code (reliability.md §2.3): if the database dies, what
 * the cloud knows comes back by a pull, and what it does not know comes from here. Written by the station's store only.
 */
export interface OperationJournal {
  /** What the file held when it was opened. */
  readonly found: JournalReading;
  /** Appends and syncs, once for all of them; throws the file system's error and leaves the file as it was. */
  append(entries: readonly JournalEntry[]): void;
  /** Forgets everything: all of it is acknowledged. Not synced, because old entries that come back do no harm. */
  clear(): void;
  /** Puts exactly these in its place, old or new after a power cut. */
  replaceBy(entries: readonly JournalEntry[]): void;
  sizeBytes(): number;
  close(): void;
}

export function openOperationJournal(path: string): OperationJournal {
  let file = openSync(path, 'a+', 0o600);
  syncFolder(dirname(path));
  const bytesFound = readFileSync(path);
  const found = readRecords(bytesFound);
  let size = bytesFound.length;
  const reset = (whole: number): void => {
    ftruncateSync(file, whole);
    size = whole;
  };
  if (found.tornBytes > 0) {
    reset(size - found.tornBytes);
  }
  return {
    found,
    append(entries) {
      const bytes = Buffer.concat(entries.map(encodeRecord));
      try {
        writeWhole(file, bytes);
        fdatasyncSync(file);
      } catch (error: unknown) {
        reset(size);
        throw error;
      }
      size += bytes.length;
    },
    clear: () => reset(0),
    replaceBy(entries) {
      const bytes = Buffer.concat(entries.map(encodeRecord));
      const next = openSync(`${path}.new`, 'w', 0o600);
      try {
        writeWhole(next, bytes);
        fdatasyncSync(next);
      } catch (error: unknown) {
        // On a full disk the half of it would take the room that others need.
        rmSync(`${path}.new`, { force: true });
        throw error;
      } finally {
        closeSync(next);
      }
      renameSync(`${path}.new`, path);
      syncFolder(dirname(path));
      closeSync(file);
      file = openSync(path, 'a+', 0o600);
      size = bytes.length;
    },
    sizeBytes: () => size,
    close: () => closeSync(file),
  };
}

function writeWhole(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(file, bytes, written);
  }
}
