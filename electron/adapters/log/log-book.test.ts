import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from './create-log.ts';
import { createLogBook } from './log-book.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fitbay-log-book-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('REP-4 the newest lines of the log', () => {
  it('are those that were written last, oldest first', () => {
    const file = join(directory, 'station.log');
    const log = createLog({ destination: file });
    for (let line = 0; line < 5; line += 1) {
      log.info('said', { line });
    }
    log.close();
    expect(createLogBook({ file }).newest(2)[0]).toContain('"line":3');
    expect(createLogBook({ file }).newest(2)[1]).toContain('"line":4');
    expect(createLogBook({ file }).newest(50)).toHaveLength(5);
  });

  it('are whole lines, however long the file is', () => {
    const file = join(directory, 'station.log');
    writeFileSync(
      file,
      Array.from({ length: 9_000 }, (_, line) => `{"line":${line},"pad":"${'x'.repeat(60)}"}`).join('\n'),
    );
    const lines = createLogBook({ file }).newest(9_000);
    expect(lines.length).toBeLessThan(9_000);
    expect(lines.map((line): unknown => JSON.parse(line)).at(-1)).toMatchObject({ line: 8_999 });
  });

  it('are none where there is no log', () => {
    expect(createLogBook({ file: join(directory, 'nothing.log') }).newest(50)).toEqual([]);
  });
});
