import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';

/**
 * Ends a test that needs a program which is not installed: as not run, by name, on a developer's machine; as failed under `CI=true`,
 * where a proof that silently does not happen is none.
 */
export function needProgram(context: TestContext, program: string, versionArgument: string): void {
  const isMissing = spawnSync(program, [versionArgument], { stdio: 'ignore' }).error !== undefined;
  if (isMissing && process.env['CI'] === 'true') {
    throw new Error(`${program} is not installed, and this proof may not be left out here`);
  }
  context.skip(isMissing, `${program} is not installed`);
}
