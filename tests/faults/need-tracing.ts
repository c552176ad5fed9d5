import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';
import { needProgram } from '#sim/testing/installed-program.ts';

/** Installed is not enough: a container may forbid one program to trace another, and that is nothing that could be installed. */
export function needTracing(context: TestContext): void {
  needProgram(context, 'strace', '--version');
  const { status } = spawnSync('strace', ['-o', '/dev/null', 'true']);
  context.skip(status !== 0, 'strace may not trace programs here');
}
