import { join } from 'node:path';
import type { ReportFiles } from '#core/ports/report-files.ts';
import { writeFileDurably } from '../files/write-file-durably.ts';

/** Errors of a disk that a person can do something about; any other is a bug and is thrown on. */
const diskTroubles: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'the folder may not be written',
  EPERM: 'the folder may not be written',
  EROFS: 'the disk is read-only',
  EIO: 'the disk reports an error',
  EEXIST: 'the folder is no folder',
  ENOTDIR: 'the folder is no folder',
};

/** The station's report folder on disk; made at the first report. */
export function createReportFiles({ directory }: { readonly directory: string }): ReportFiles {
  return {
    async save(fileName, content) {
      if (!isPlainName(fileName)) {
        return { kind: 'failed', why: `${fileName} is no file name` };
      }
      const path = join(directory, fileName);
      try {
        writeFileDurably(path, content, 0o600);
        return { kind: 'saved', path };
      } catch (error: unknown) {
        const why = troubleOf(error);
        if (why === undefined) {
          throw error;
        }
        return { kind: 'failed', why };
      }
    },
  };
}

/** A name that stays inside the folder on every platform. */
function isPlainName(name: string): boolean {
  return /^[\p{L}\p{N} ._()+-]{1,120}$/u.test(name) && !/^\.+$/.test(name) && !name.endsWith('.new');
}

function troubleOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? diskTroubles[error.code]
    : undefined;
}
