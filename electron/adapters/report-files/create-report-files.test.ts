import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReportFiles } from './create-report-files.ts';

describe('REP-2 the report folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fitbay-reports-'));
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps a report under its name, whole, and replaces it as a whole', async () => {
    const directory = join(folder, 'reports');
    const files = createReportFiles({ directory });
    const path = join(directory, 'report-1001.pdf');
    expect(await files.save('report-1001.pdf', Buffer.from('first'))).toEqual({ kind: 'saved', path });
    expect(await files.save('report-1001.pdf', Buffer.from('second, longer'))).toEqual({ kind: 'saved', path });
    expect(readFileSync(path, 'utf8')).toBe('second, longer');
    expect(readdirSync(directory)).toEqual(['report-1001.pdf']);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it.each(['../escape.pdf', '/etc/x.pdf', 'a/b.pdf', 'a\\b.pdf', '..', '', 'x\0.pdf', 'x'.repeat(200), 'a.pdf.new'])(
    'takes no name that is more than a name: %j',
    async (name) => {
      expect(await createReportFiles({ directory: folder }).save(name, Buffer.from('x'))).toMatchObject({
        kind: 'failed',
      });
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('says why the disk does not take it', async () => {
    writeFileSync(join(folder, 'file'), '');
    const inAFile = createReportFiles({ directory: join(folder, 'file') });
    expect(await inAFile.save('report.pdf', Buffer.from('x'))).toEqual({
      kind: 'failed',
      why: 'the folder is no folder',
    });
  });
});
