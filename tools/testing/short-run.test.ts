import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './run-step.ts';
import { describeShortRun, shortRun } from './short-run.ts';

describe('the short run of npm test', () => {
  it('names browser tests that are there', () => {
    expect(shortRun.playwright.filter((file) => !existsSync(join(projectRoot, file)))).toEqual([]);
  });

  it('says what it left out and how to run everything', () => {
    expect(describeShortRun()).toMatch(
      /without tests\/faults and \d+ of \d+ files of tests\/browser; npm test -- --all/,
    );
  });
});
