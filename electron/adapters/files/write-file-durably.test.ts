import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileDurably } from './write-file-durably.ts';

describe('STA-4 small files that must survive', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'fitbay-file-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('replaces the whole file, for its own user only, and leaves nothing else behind', () => {
    const file = join(directory, 'keys', 'station-key.pem');
    writeFileDurably(file, 'a long first content');
    writeFileDurably(file, 'schön');
    expect(readFileSync(file, 'utf8')).toBe('schön');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(directory, 'keys'))).toEqual(['station-key.pem']);
  });

  it('writes bytes as they are', () => {
    const file = join(directory, 'bytes');
    writeFileDurably(file, Uint8Array.of(0, 255, 10, 13), 0o644);
    expect([...readFileSync(file)]).toEqual([0, 255, 10, 13]);
  });
});
