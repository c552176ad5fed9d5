import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from './create-log.ts';

describe('STA-5 log', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'fitbay-log-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const readLines = (file: string): unknown[] =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));

  it('has each event on disk when the call returns, in a folder that it made', () => {
    const file = join(directory, 'logs', 'station.log');
    const log = createLog({ destination: file });
    log.info('store.opened', { schema: 1 });
    log.error('sync.failed', { why: 'unreachable' });
    expect(readLines(file)).toMatchObject([
      { level: 30, event: 'store.opened', schema: 1, time: expect.stringMatching(/^\d{4}-.*Z$/) },
      { level: 50, event: 'sync.failed', why: 'unreachable' },
    ]);
    log.close();
  });

  it('masks what must never be written, even if a caller forgot', () => {
    const file = join(directory, 'station.log');
    const log = createLog({ destination: file });
    log.warn('mistake', { pin: '4711', token: 'abc', password: 'xyz', person: 'M. Kaya' });
    log.close();
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('M. Kaya');
    expect(text).not.toMatch(/4711|abc|xyz/);
  });

  it('keeps quiet below its level', () => {
    const file = join(directory, 'station.log');
    const log = createLog({ destination: file, level: 'error' });
    log.info('chatter');
    log.error('fault');
    log.close();
    expect(readLines(file)).toHaveLength(1);
  });
});
