import { spawn } from 'node:child_process';
import type { EndWish } from '#electron/compose/end-wish.ts';
import { projectRoot } from '../testing/run-step.ts';

export interface DesktopRun {
  readonly executable: string;
  readonly dataFolder: string;
  readonly cloudUrl: string;
  readonly end: Pick<EndWish, 'wished'>;
}

const endsWithinMs = 10_000;

/** Runs the desktop program on the demo's data until its window is closed or its end is wished; resolves with its exit status. */
export async function runDesktop({ executable, dataFolder, cloudUrl, end }: DesktopRun): Promise<number> {
  const child = spawn(executable, [projectRoot, '--data', dataFolder, '--cloud', cloudUrl, '--demo'], {
    stdio: 'inherit',
  });
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
  const first = await Promise.race([ended, end.wished]);
  if (first !== undefined) {
    return first;
  }
  child.kill('SIGTERM');
  const overdue = setTimeout(() => child.kill('SIGKILL'), endsWithinMs);
  await ended;
  clearTimeout(overdue);
  return 0;
}
