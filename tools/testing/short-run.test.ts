import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './run-step.ts';
import { describeShortRun, shortRun } from './short-run.ts';

describe('the short run of npm test', () => {
  it('names browser tests that are there', () => {
    expect(shortRun.playwright.filter((file) => !existsSync(join(projectRoot, file)))).toEqual([]);
  });

  it('leaves nothing out by a name that nothing has', () => {
    const globs = shortRun.vitest.filter((word) => !word.startsWith('--'));
    expect(globs.filter((glob) => globSync(glob, { cwd: projectRoot }).length === 0)).toEqual([]);
    expect(globs).not.toEqual([]);
  });

  it('says what it left out and how to run everything', () => {
    expect(describeShortRun()).toMatch(
      /without tests\/faults, .+tests\/cli.+ and without \d+ of \d+ files of tests\/browser; npm test -- --all/,
    );
  });
});
