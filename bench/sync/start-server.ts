import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { invariant } from '#core/kernel/invariant.ts';

export interface StartedServer {
  readonly process: ChildProcess;
  readonly firstLine: string;
}

/** Starts a server as a process of its own and waits for the line by which it says that it is there. */
export async function startServer(
  programAndArguments: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<StartedServer> {
  const started = spawn(process.execPath, [...programAndArguments], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  invariant(started.stdout !== null, 'it is a pipe');
  for await (const firstLine of createInterface({ input: started.stdout })) {
    return { process: started, firstLine };
  }
  throw new Error(`${programAndArguments[0]} ended before it was ready`);
}
