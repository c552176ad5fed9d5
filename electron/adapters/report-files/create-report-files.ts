import { join } from 'node:path';
import type { ReportFiles } from '#core/ports/report-files.ts';
import { diskTroubleOf } from '../files/disk-trouble.ts';
import { writeFileDurably } from '../files/write-file-durably.ts';

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
        const why = diskTroubleOf(error);
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
