import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { LogBook } from '#core/ports/log-book.ts';

/** Long lines are rare; what does not fit into this much of the file's end is old. */
const tailBytes = 256 * 1024;

/** The log file of a data folder, read from its end. */
export function createLogBook({ file }: { readonly file: string }): LogBook {
  return {
    newest: (count) => {
      const { text, isWhole } = readTail(file);
      const lines = text.split('\n');
      // The first line of a part of a file is half a line.
      return (isWhole ? lines : lines.slice(1)).filter((line) => line !== '').slice(-count);
    },
  };
}

function readTail(file: string): { readonly text: string; readonly isWhole: boolean } {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error: unknown) {
    if (error instanceof Error && 'code' in error) {
      return { text: '', isWhole: true }; // no log yet, or no right to read it: a request goes without
    }
    throw error;
  }
  try {
    const { size } = fstatSync(handle);
    const bytes = Buffer.alloc(Math.min(size, tailBytes));
    const read = readSync(handle, bytes, 0, bytes.length, size - bytes.length);
    return { text: bytes.toString('utf8', 0, read), isWhole: size <= tailBytes };
  } finally {
    closeSync(handle);
  }
}
